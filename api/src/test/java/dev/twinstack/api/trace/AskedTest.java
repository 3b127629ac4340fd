package dev.twinstack.api.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same field is read, and refused, in the same way whichever question it is in. */
class AskedTest {
    private static TestTwin twin;
    private static String web;
    private static Net net;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
        net = Net.dualStack(twin);
        web = net.server("s3.medium.1", Net.UBUNTU_16, ",'ipv6_enable':true", "");
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    /** {@return a field in a body to each of the three} */
    private static List<Reply> everywhere(String field) {
        String ends = "'from':'internet','to':'" + web + "'," + field + "}";
        return List.of(
                twin.post("/_twinstack/trace", "{" + ends),
                twin.post("/_twinstack/why", "{" + ends),
                twin.post("/_twinstack/reach", "{'question':'who','to':'" + web + "'," + field + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "'port':'443'|port: must be a whole number",
                "'port':'0443'|port: must be a whole number",
                "'port':443.5|port: must be a whole number",
                "'port':[]|port: must be a whole number",
                "'port':0|port: must be from 1 to 65535",
                "'family':5|family: must be 4 or 6",
                "'family':[]|family: must be a whole number",
                "'protocol':[]|protocol: must be a string",
                "'protocol':'TCP'|protocol: may hold only one of tcp, udp, icmp, icmpv6, any",
                "'protocol':'icmp','port':1|port: goes with the protocols tcp and udp only",
                "'icmp_code':1|icmp_code: goes with an icmp_type only",
                "'protocol':'tcp','icmp_type':1|icmp_type: goes with the protocols icmp and icmpv6 only",
                "'protocol':'icmpv6','family':4|protocol: icmpv6 goes with IPv6 only; over IPv4 it is icmp",
                "'to':[]|to: is given twice in one object of the body",
                "'Port':443|Port: is unknown to this question; there are "
            })
    void whatIsWrongIsToldInTheSameWords(String field, String message) {
        for (Reply refused : everywhere(field)) {
            assertThat(refused.status()).as(field).isEqualTo(400);
            assertThat(refused.text("/error/code")).isEqualTo("invalid-field");
            assertThat(refused.text("/error/message")).startsWith(message);
        }
    }

    @Test
    void nullIsLeftOut() {
        List<Reply> none = everywhere("'port':443");
        List<Reply> empty = everywhere("'port':443,'family':null,'protocol':null,'icmp_type':null,'icmp_code':null");
        for (int i = 0; i < none.size(); i++) {
            assertThat(empty.get(i).status()).isEqualTo(200);
            assertThat(empty.get(i).json()).isEqualTo(none.get(i).json());
        }
        Reply why = twin.post("/_twinstack/why", "{'from':'internet','to':'" + web + "','since':null}");
        assertThat(why.at("/since/revision").longValue()).isZero();
        assertThat(twin.post("/_twinstack/trace", "{'from':null,'to':'internet'}")
                        .text("/error/message"))
                .isEqualTo("from: is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0443", "443%20", "%20443", "%2B443", "", "443.0", "0x1bb"})
    void aPortInAQueryIsAPlainNumber(String port) {
        for (String path : List.of("trace", "why")) {
            Reply refused = twin.get("/_twinstack/" + path + "?from=internet&to=" + web + "&port=" + port);
            assertThat(refused.status()).as(path).isEqualTo(400);
            assertThat(refused.text("/error/message")).isEqualTo("port: must be a whole number");
        }
    }

    @Test
    void aPortInAServiceIsAPlainNumber() {
        for (String service : List.of("tcp/0443", "tcp/443 ", "icmp/03", "tcp/70000")) {
            Reply refused =
                    twin.post("/_twinstack/reach", "{'question':'matrix','vpc':'net','services':['" + service + "']}");
            assertThat(refused.text("/error/message")).as(service).startsWith("services[0]: must be such as tcp/443");
        }
    }

    @Test
    void aParameterIsGivenOnce() {
        for (String path : List.of("trace", "why")) {
            Reply refused = twin.get("/_twinstack/" + path + "?from=internet&from=" + web + "&to=internet");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/error/message")).isEqualTo("from: is given twice");
        }
        Reply three = twin.get("/_twinstack/operations?a=1&a=2&a=3");
        assertThat(three.text("/error/message")).isEqualTo("a: is given 3 times");
        assertThat(twin.get("/v2.0/ports?id=a&id=b").status())
                .as("Neutron's filters repeat")
                .isEqualTo(200);
    }

    @Test
    void aKeyIsGivenOnce() {
        Reply refused = twin.post("/v1/{p}/vpcs", "{'vpc':{'name':'a','name':'b'}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().toString()).contains("name: is given twice in one object of the body");
    }

    @Test
    void whatIsNotThereIsToldByItsParameter() {
        String accepted = "could not be found; an end is a server, a NIC, an EIP or a subnet of this project";
        missing("from=nobody&to=internet", "from: \"nobody\" " + accepted);
        missing("from=" + web + "&to=nobody", "to: \"nobody\" " + accepted);
        missing("from=10.9.9.9&to=" + web, "from: \"10.9.9.9\" " + accepted);
        missing("from=10.9.9.0/24&to=" + web, "from: \"10.9.9.0/24\" " + accepted);
        missing("from=nobody&to=nobody", "from: \"nobody\" " + accepted);
        TestTwin stranger = twin.freshProject();
        Reply foreign = stranger.get("/_twinstack/trace?from=internet&to=" + web);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.text("/error/message")).startsWith("to: \"" + web + "\" " + accepted);
    }

    private static void missing(String query, String message) {
        Reply refused = twin.get("/_twinstack/trace?" + query);
        assertThat(refused.status()).as(query).isEqualTo(404);
        assertThat(refused.text("/error/code")).isEqualTo("endpoint-not-found");
        assertThat(refused.text("/error/message")).startsWith(message);
    }
}
