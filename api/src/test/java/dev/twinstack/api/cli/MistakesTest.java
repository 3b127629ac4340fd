package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The twenty commonest mistakes, each made on a twin: {@code twinstack trace} names the code, the rule and the remedies, and
 * the requests of the remedies, sent as they are, let the flow arrive. Where somebody has to choose, the script does.
 */
class MistakesTest {
    private static final Path MISTAKES = Path.of("../scenarios/library/mistakes");

    /** What stands for ids in the sentences below. */
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    /** Script; what is asked; code, and rules; the remedies' sentences, none where somebody has to choose. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("01-no-eip", "internet web 443", "NO_EIP SEED-03 SEED-09", "Bind an EIP to port #."),
                mistake(
                        "02-nothing-allows-it-in",
                        "internet web 443",
                        "DENIED_BY_SECURITY_GROUP SG-12",
                        allow("IPv4 tcp 443 from anywhere")),
                mistake(
                        "03-rule-for-the-other-family",
                        "internet web 443 --ipv6",
                        "DENIED_BY_SECURITY_GROUP SG-12 SEED-20",
                        allow("IPv6 tcp 443 from anywhere")),
                mistake(
                        "04-ipv6-in-no-shared-bandwidth",
                        "internet web 443 --ipv6",
                        "NOT_IN_SHARED_BANDWIDTH SEED-05 SEED-11",
                        "Assign a shared bandwidth.",
                        "Add the IPv6 address of port # to a shared bandwidth."),
                mistake("05-server-bought-without-ipv6", "client web --ipv6", "NO_ADDRESS SEED-09"),
                mistake("06-eip-bound-to-nothing", "internet front-door 443", "EIP_NOT_BOUND EIP-01"),
                mistake("07-server-stopped", "internet web 443", "SERVER_STOPPED", "Start server #."),
                mistake(
                        "08-wrong-port",
                        "internet web 443",
                        "DENIED_BY_SECURITY_GROUP SG-12",
                        allow("IPv4 tcp 443 from anywhere")),
                mistake(
                        "09-no-ping",
                        "internet web",
                        "DENIED_BY_SECURITY_GROUP SG-12",
                        allow("IPv4 icmp type 8 code 0 from anywhere")),
                mistake(
                        "10-other-security-group",
                        "web db 3306",
                        "DENIED_BY_SECURITY_GROUP SG-12",
                        allow("IPv4 tcp 3306 from 192.168.1.2/32")),
                mistake(
                        "11-egress-taken-away",
                        "web internet 443",
                        "DENIED_BY_SECURITY_GROUP SG-12",
                        allow("IPv4 tcp 443 to anywhere")),
                mistake("12-firewall-without-a-rule", "internet web 443", "DENIED_BY_FIREWALL ACL-02", insert()),
                mistake("13-firewall-denies-first", "internet web 443", "DENIED_BY_FIREWALL ACL-02", insert()),
                mistake(
                        "14-two-vpcs",
                        "desk web 443",
                        "ISOLATED_VPCS VPC-15",
                        "Create a peering between VPC # and VPC #.",
                        route("192.168.1.0/24"),
                        route("10.0.1.0/24")),
                mistake(
                        "15-peering-without-routes",
                        "desk web 443",
                        "ISOLATED_VPCS VPC-15",
                        route("192.168.1.0/24"),
                        route("10.0.1.0/24")),
                mistake("16-no-way-back", "desk web 443", "NO_RETURN_ROUTE PEER-09 RT-08", route("10.0.1.0/24")),
                mistake("17-nat-gateway-without-snat-rule", "web internet 443", "NOT_TRANSLATED"),
                mistake(
                        "18-router-that-may-not-forward",
                        "web 172.16.0.9 443",
                        "DROPPED_BY_SOURCE_DESTINATION_CHECK RT-25 PORT-08",
                        "Turn the source/destination check of port # off: allow the address pair 1.1.1.1/0."),
                mistake("19-next-hop-gone", "web 172.16.0.9 443", "BLACKHOLE RT-22"),
                mistake("20-virtual-ip-bound-to-nothing", "client floating 443", "VIP_NOT_BOUND VIP-03"));
    }

    private static Arguments mistake(String script, String flow, String ruling, String... remedies) {
        return arguments(script, flow, ruling, List.of(remedies));
    }

    private static String allow(String what) {
        return "Add to security group # a rule with priority 1: allow " + what + ".";
    }

    private static String insert() {
        return "Insert first among the inbound rules of firewall #: allow IPv4 tcp from anywhere to 192.168.1.2 port 443.";
    }

    private static String route(String destination) {
        return "Add to route table # a route to " + destination + " over the peering.";
    }

    private static String[] question(String flow) {
        List<String> words = List.of(flow.split(" "));
        List<String> question = new ArrayList<>(List.of("trace", "--from", words.get(0), "--to", words.get(1)));
        for (String word : words.subList(2, words.size())) {
            question.addAll(word.startsWith("--") ? List.of(word) : List.of("--port", word));
        }
        return question.toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void theAnswerNamesItAndItsRemediesHelp(String script, String flow, String ruling, List<String> remedies) {
        Stage.Play play = stage.play(MISTAKES.resolve(script + ".yaml"));
        play.staging().until(trace -> !trace.path("reachable").asBoolean());
        String[] question = question(flow);
        JsonNode before = play.traced(question);

        assertThat(before.path("disposition").asText()).isEqualTo(ruling.split(" ")[0]);
        List<String> named =
                new ArrayList<>(List.of(before.at("/blockers/0/code").asText()));
        before.at("/blockers/0/cites").forEach(cite -> named.add(cite.asText()));
        assertThat(String.join(" ", named)).isEqualTo(ruling);
        assertThat(before.at("/remedies").findValuesAsText("text").stream()
                        .map(text -> text.replaceAll(ID, "#"))
                        .toList())
                .isEqualTo(remedies);
        assertThat(before.path("complete").asBoolean()).isEqualTo(!remedies.isEmpty());

        if (remedies.isEmpty()) {
            play.staging().until(trace -> trace.path("reachable").asBoolean());
        } else {
            follow(play, question, before);
        }
        Typed after = play.typed(question);
        assertThat(after.exitCode()).as(after.out()).isZero();
        assertThat(after.out()).startsWith("reachable");
    }

    /** Where a remedy has no request yet, it has one once those before it are done. */
    private static void follow(Stage.Play play, String[] question, JsonNode before) {
        JsonNode now = before;
        while (!now.path("remedies").isEmpty()) {
            assertThat(now.at("/remedies/0/request").isObject())
                    .as(now.path("remedies").toString())
                    .isTrue();
            now.path("remedies").findValues("request").stream()
                    .takeWhile(JsonNode::isObject)
                    .forEach(play::send);
            now = play.traced(question);
        }
    }

    @Test
    void noneIsLeftOut() throws IOException {
        try (Stream<Path> files = Files.list(MISTAKES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                            .sorted())
                    .containsExactlyElementsOf(
                            mistakes().map(each -> each.get()[0].toString()).toList());
        }
    }

    @Test
    void mendShowsAllInATable() {
        Typed mend = Typed.line("mend", MISTAKES.toString());
        assertThat(mend.err()).isEmpty();
        assertThat(mend.exitCode()).isZero();
        List<String> rows = mend.out().lines().toList();
        assertThat(rows).hasSize(21).first().asString().contains("mistake", "code", "rule", "afterwards", "fix");
        assertThat(rows.subList(1, 21)).allMatch(row -> row.contains("  reachable  "));
        assertThat(rows.get(1)).contains("The server has no EIP", "NO_EIP", "SEED-03", "Bind an EIP to port");
        assertThat(rows.get(20)).contains("VIP_NOT_BOUND", "* bind virtual ip floating to web");
    }

    @Test
    void aScriptInWhichEverythingArrivesHasNothingToMend() {
        Typed mend = Typed.line("mend", "../scenarios/dual-stack/07-server-specifications.yaml");
        assertThat(mend.exitCode()).isEqualTo(2);
        assertThat(mend.err()).hasLineCount(1).contains("07-server-specifications.yaml", "no such flow");
    }
}
