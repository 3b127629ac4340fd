package dev.twinstack.scenarios.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.cloud.Exchange;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.Expectation;
import dev.twinstack.scenarios.script.Script;
import dev.twinstack.scenarios.script.ScriptParser;
import dev.twinstack.scenarios.script.Text;
import dev.twinstack.scenarios.script.Where;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static final Where HERE = new Where("j.yaml", 1, 1);
    private static final JsonNode SEEN = Json.read("""
            {"name":"web","size":5,"on":true,"none":null,"blank":"","cidr":"2001:db8:0:7::/64","ip":"10.0.1.9",
             "nics":[{"id":"a","ips":["10.0.1.9"]},{"id":"b","ips":["10.0.1.10","2001:db8::2"]}],"tags":[]}""");

    private final Judge judge = new Judge((reference, _) -> "<" + reference + ">");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            name: web
            size: 5
            on: true
            none: null
            cidr: 2001:0db8:0000:0007:0:0:0:0/64
            nics.1.id: b
            name: {matches: 'w.b'}
            name: {contains: we, lacks: x, not: db}
            name: {one of: [db, web]}
            name: {is: present}
            missing: {is: absent}
            none: {is: absent}
            blank: {is: absent}
            tags: {is: absent}
            cidr: {inside: '2001:db8::/32'}
            ip: {inside: 10.0.0.0/16}
            nics.*.id: {contains: b}
            nics.*.ips: {contains: '2001:db8:0::2', lacks: 10.0.1.11}
            name: {not: '${x}'}
            """)
    void holds(String expectation) {
        assertThat(complaint(expectation)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            name: db                        | expected name to be db, but it is web
            missing: db                     | expected missing to be db, but it is missing
            missing.x.0: db                 | expected missing.x.0 to be db, but it is missing
            name: {matches: 'we'}           | expected name to match we, but it is web
            name: {not: web}                | expected name not to be web
            name: {contains: x}             | expected name to contain x
            name: {lacks: eb}               | expected name not to contain eb
            name: {one of: [a, b]}          | expected name to be one of [a, b]
            name: {is: absent}              | expected name to be absent, but it is web
            blank: {is: present}            | expected blank to be present, but it is empty
            cidr: {inside: '2001:db9::/32'} | expected cidr to lie inside 2001:db9::/32
            cidr: {inside: 10.0.0.0/8}      | expected cidr to lie inside 10.0.0.0/8
            name: {inside: 10.0.0.0/8}      | expected name to lie inside 10.0.0.0/8, but it is web
            ip: {inside: 10.0.1.8/32}       | expected ip to lie inside 10.0.1.8/32
            nics.*.ips: {contains: 10.0.1.1}| expected nics.*.ips to contain 10.0.1.1
            name: ${x.y}                    | expected name to be <x.y>, but it is web
            """)
    void complains(String expectation, String complaint) {
        assertThat(complaint(expectation)).get().asString().startsWith(complaint);
    }

    private Optional<String> complaint(String expectation) {
        Script script = ScriptParser.parse("j.yaml", """
                name: judged
                secrets: {x: 1}
                steps:
                  - show flavor: x
                    expect:
                      %s
                """.formatted(expectation));
        return script.steps().getFirst().expectations().stream()
                .map(Expectation.Field.class::cast)
                .flatMap(field -> judge.field(field, SEEN).stream())
                .findFirst();
    }

    @Test
    void reachabilityIsComparedWithTheTrace() {
        JsonNode denied = Json.read("{\"reachable\":false,\"disposition\":\"DENIED_BY_SECURITY_GROUP\"}");
        Text because = Text.of("DENIED_BY_SECURITY_GROUP", HERE);

        assertThat(judge.reach(new Expectation.Reach(false, List.of(because), HERE), denied))
                .isEmpty();
        assertThat(judge.reach(new Expectation.Reach(true, List.of(), HERE), denied))
                .contains("expected the traffic to arrive, but it does not: DENIED_BY_SECURITY_GROUP");
        assertThat(judge.reach(new Expectation.Reach(false, List.of(Text.of("NO_ROUTE", HERE)), HERE), denied))
                .contains("expected the reason NO_ROUTE, but it is DENIED_BY_SECURITY_GROUP");
        assertThat(judge.reach(new Expectation.Reach(false, List.of(), HERE), Json.object()))
                .isPresent();
    }

    @Test
    void whatIsNotSureHoldsOnlyWhereItIsAskedForByName() {
        JsonNode ambiguous = Json.read("""
                {"reachable":false,"verdict":"ambiguous","disposition":"DENIED_BY_SECURITY_GROUP","flows":3,"arriving":1}""");
        JsonNode undetermined = Json.read("""
                {"reachable":false,"verdict":"undetermined","disposition":"NEXT_HOP_NOT_EMULATED",
                 "decided_by":{"text":"The twin does not emulate er."}}""");
        assertThat(judge.reach(new Expectation.Reach(false, List.of(), HERE), ambiguous))
                .contains(
                        "expected the traffic not to arrive, but that is ambiguous: of 3 flows that this may mean 1 arrive;"
                                + " to expect that, say 'expect verdict'");
        assertThat(judge.reach(new Expectation.Reach(true, List.of(), HERE), ambiguous))
                .isPresent();
        assertThat(judge.reach(new Expectation.Reach(false, List.of(), HERE), undetermined))
                .contains("expected the traffic not to arrive, but that is undetermined: The twin does not emulate er.;"
                        + " to expect that, say 'expect verdict'");
        assertThat(judge.reach(new Expectation.Reach(true, List.of(), HERE), undetermined))
                .isPresent();

        assertThat(judge.answers(new Expectation.Answers("ambiguous", List.of(), HERE), ambiguous))
                .isEmpty();
        Text because = Text.of("NO_ROUTE", HERE);
        assertThat(judge.answers(new Expectation.Answers("undetermined", List.of(because), HERE), undetermined))
                .contains("expected the reason NO_ROUTE, but it is NEXT_HOP_NOT_EMULATED");
        assertThat(judge.answers(new Expectation.Answers("unreachable", List.of(), HERE), undetermined))
                .contains("expected the verdict unreachable, but it is undetermined: NEXT_HOP_NOT_EMULATED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"code":"VPC.0104","message":"m"}
            {"error_code":"VPC.0104"}
            {"error":{"code":"VPC.0104"}}
            {"NeutronError":{"type":"VPC.0104"}}
            """)
    void codesAreReadFromEveryDialect(String body) {
        Exchange exchange = new Exchange("DELETE", "http://x", Json.read(""), 409, body, 1);

        assertThat(judge.refused(new Expectation.Refused(409, List.of("VPC.0104"), HERE), exchange))
                .isEmpty();
        assertThat(judge.refused(new Expectation.Refused(409, List.of(), HERE), exchange))
                .isEmpty();
        assertThat(judge.refused(new Expectation.Refused(400, List.of("VPC.0104"), HERE), exchange))
                .contains("expected a refusal with 400 VPC.0104, but it came with 409 VPC.0104");
        assertThat(judge.refused(new Expectation.Refused(409, List.of("VPC.0103"), HERE), exchange))
                .isPresent();
    }

    @Test
    void aTraceIsToldHopByHop() {
        assertThat(TraceText.of(Json.read("""
                {"reachable":false,"disposition":"DENIED_BY_SECURITY_GROUP","hops":[
                  {"node":{"type":"server","id":"1","name":"web"},"steps":[
                    {"action":"PERMITTED","allowed":true,"text":"leaves through web-group","cites":["SEED-20"]}]},
                  {"node":{"type":"server","id":"2","name":""},"steps":[
                    {"action":"DENIED","allowed":false,"text":"no rule allows it","rule":{"id":"r","text":"default deny"}}]}],
                 "decided_by":{"resource":{"type":"security_group","id":"g","name":"db"},"text":"nothing allows tcp 5432"}}"""))).isEqualTo("""
                        trace    DENIED_BY_SECURITY_GROUP
                          1. server web
                             - leaves through web-group SEED-20
                          2. server 2
                             x no rule allows it [default deny]
                          decided by security_group db: nothing allows tcp 5432
                        """);
    }
}
