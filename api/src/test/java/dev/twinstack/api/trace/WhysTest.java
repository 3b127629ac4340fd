package dev.twinstack.api.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhysTest {
    private static final String PATH = "/_twinstack/why";
    private static final String RULES = "/v1/{p}/security-group-rules";

    private static TestTwin twin;

    private TestTwin client;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void freshProject() {
        client = twin.freshProject();
    }

    private Reply why(String json) {
        Reply reply = client.post(PATH, json);
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
        return reply;
    }

    private String server() {
        return Net.dualStack(client).server("s3.medium.1", Net.UBUNTU_16, ",'ipv6_enable':true", "");
    }

    /** {@return another server in the same subnet} */
    private String another() {
        String vpc = client.get("/v1/{p}/vpcs").text("/vpcs/0/id");
        String subnet = client.get("/v1/{p}/subnets").text("/subnets/0/id");
        return new Net(client, vpc, subnet).server("s3.medium.1", Net.DEBIAN, "", "");
    }

    private Reply allow(String port) {
        String group = client.get("/v1/{p}/security-groups").text("/security_groups/0/id");
        return client.post(
                RULES,
                "{'security_group_rule':{'security_group_id':'" + group
                        + "','direction':'ingress','ethertype':'IPv4','protocol':'tcp','port_range_min':" + port
                        + ",'port_range_max':" + port + "}}");
    }

    private Reply eip(String server) {
        String nic =
                client.get("/v1/{p}/cloudservers/" + server + "/os-interface").text("/interfaceAttachments/0/port_id");
        String eip = client.post(
                        "/v1/{p}/publicips",
                        "{'publicip':{'type':'5_bgp'},'bandwidth':{'name':'b','size':5,'share_type':'PER'}}")
                .text("/publicip/id");
        return client.put("/v1/{p}/publicips/" + eip, "{'publicip':{'port_id':'" + nic + "'}}");
    }

    @Test
    void namesTheRequestsThatOpenedAndClosedIt() {
        String web = server();
        Reply bound = eip(web);
        Reply allowed = allow("8080");
        String rule = allowed.text("/security_group_rule/id");
        Reply deleted = client.delete(RULES + "/" + rule);
        client.post("/v2.1/{p}/servers/" + web + "/action", "{'os-stop':null}");

        Reply why = why("{'from':'internet','to':'web','port':8080}");
        assertThat(why.json().fieldNames())
                .toIterable()
                .containsExactly("reachable", "answer", "flow", "since", "now", "changes");
        assertThat(why.at("/reachable").booleanValue()).isFalse();
        assertThat(why.at("/changes"))
                .extracting(each -> each.path("change").asText())
                .containsExactly("appeared", "opened", "closed");
        JsonNode opened = why.at("/changes/1");
        assertThat(opened.path("request_id").asText()).isEqualTo(allowed.requestId());
        assertThat(opened.path("operation").asText()).isEqualTo("CreateSecurityGroupRule");
        assertThat(opened.path("event").asText()).startsWith("securitygroup.");
        assertThat(opened.path("type").asText()).isEqualTo("securitygroup");
        assertThat(opened.at("/before/disposition").asText()).isEqualTo("DENIED_BY_SECURITY_GROUP");
        assertThat(opened.at("/after/disposition").asText()).isEqualTo("DELIVERED");
        assertThat(opened.at("/after/text").asText()).contains("allows IPv4 tcp 8080 from the Internet");
        JsonNode closed = why.at("/changes/2");
        assertThat(closed.path("request_id").asText()).isEqualTo(deleted.requestId());
        assertThat(closed.path("operation").asText()).isEqualTo("DeleteSecurityGroupRule");
        assertThat(closed.at("/after/verdict").asText()).isEqualTo("unreachable");
        assertThat(why.text("/answer"))
                .startsWith("Closed at revision " + closed.path("revision").asLong()
                        + " by DeleteSecurityGroupRule, request " + deleted.requestId() + ": ");
        assertThat(why.text("/since/verdict")).isEqualTo("none");
        assertThat(why.text("/since/text")).isEqualTo("\"web\" was not there yet.");
        assertThat(why.text("/now/disposition"))
                .as("it was stopped when it was closed already")
                .isEqualTo("SERVER_STOPPED");

        long since = opened.path("revision").asLong();
        Reply later = why("{'from':'internet','to':'" + web + "','port':8080,'since':" + since + "}");
        assertThat(later.text("/since/verdict")).isEqualTo("reachable");
        assertThat(later.at("/changes")).hasSize(1).first().isEqualTo(closed);
        assertThat(bound.status()).isEqualTo(200);
    }

    @Test
    void whatNeverOpenedSaysWhyNot() {
        server();
        Reply why = why("{'from':'internet','to':'web','port':8080}");
        assertThat(why.text("/answer")).startsWith("Never open since revision 0: ");
        long revision = why.at("/now/revision").longValue();
        Reply now = why("{'from':'web','to':'web','since':" + revision + "}");
        assertThat(now.text("/answer")).startsWith("Open ever since revision " + revision + ": ");
        assertThat(now.at("/changes")).isEmpty();
        assertThat(now.at("/since")).isEqualTo(now.at("/now"));
    }

    @Test
    void whatIsGoneIsFoundByItsId() {
        String web = server();
        String db = another();
        Reply deleted = client.post("/v1/{p}/cloudservers/delete", "{'servers':[{'id':'" + db + "'}]}");
        assertThat(client.post("/_twinstack/trace", "{'from':'" + web + "','to':'" + db + "'}")
                        .status())
                .isEqualTo(404);
        Reply why = why("{'from':'" + web + "','to':'" + db + "'}");
        assertThat(why.at("/changes"))
                .extracting(each -> each.path("change").asText())
                .containsExactly("opened", "closed");
        assertThat(why.text("/changes/1/request_id")).isEqualTo(deleted.requestId());
        assertThat(why.text("/changes/1/after/verdict")).isEqualTo("none");
        assertThat(why.at("/changes/1/after/disposition").isNull()).isTrue();
        assertThat(why.text("/now/text")).isEqualTo("\"" + db + "\" is no more.");
        Reply after = why("{'from':'" + web + "','to':'" + db + "','since':"
                + why.at("/now/revision").longValue() + "}");
        assertThat(after.text("/answer")).contains("is no more");
    }

    /** Both projects' requests open and close it. */
    @Test
    void aPeeredProjectsHistoryCountsToo() {
        TestTwin other = twin.freshProject();
        String web = server();
        String vpc =
                other.post("/v1/{p}/vpcs", "{'vpc':{'cidr':'10.0.0.0/16'}}").text("/vpc/id");
        String subnet = other.post(
                        "/v1/{p}/subnets",
                        "{'subnet':{'name':'b','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','vpc_id':'" + vpc + "'}}")
                .text("/subnet/id");
        String db = new Net(other, vpc, subnet).server("s3.medium.1", Net.UBUNTU_16, "", "");
        String address = other.get("/v1/{p}/cloudservers/" + db + "/os-interface")
                .text("/interfaceAttachments/0/fixed_ips/0/ip_address");
        String own = client.get("/v1/{p}/vpcs").text("/vpcs/0/id");
        String peering = client.post(
                        "/v2.0/vpc/peerings",
                        "{'peering':{'name':'p','request_vpc_info':{'vpc_id':'" + own
                                + "'},'accept_vpc_info':{'vpc_id':'" + vpc + "','tenant_id':'" + other.project()
                                + "'}}}")
                .text("/peering/id");
        route(client, own, "10.0.0.0/16", peering);
        route(other, vpc, "192.168.0.0/16", peering);
        Reply accepted = other.put("/v2.0/vpc/peerings/" + peering + "/accept", "");
        Reply stopped = other.post("/v2.1/{p}/servers/" + db + "/action", "{'os-stop':null}");
        other.post("/v2.1/{p}/servers/" + db + "/action", "{'os-start':null}");
        Reply deleted = client.delete("/v2.0/vpc/peerings/" + peering);

        Reply why = why("{'from':'" + web + "','to':'" + address + "','port':22}");
        assertThat(why.at("/changes"))
                .extracting(each -> each.path("change").asText())
                .containsExactly("appeared", "opened", "closed", "opened", "closed");
        assertThat(why.text("/changes/1/request_id")).isEqualTo(accepted.requestId());
        assertThat(why.text("/changes/1/event")).isEqualTo("vpc.peering.accepted");
        assertThat(why.text("/changes/2/request_id")).isEqualTo(stopped.requestId());
        assertThat(why.text("/changes/4/request_id")).isEqualTo(deleted.requestId());
        // Either VPC may be the first to write that the peering is gone.
        assertThat(why.text("/changes/4/project")).isIn(client.project(), other.project());
        long since = why.at("/changes/2/revision").longValue();
        Reply later = why("{'from':'" + web + "','to':'" + address + "','port':22,'since':" + (since + 1) + "}");
        assertThat(later.at("/changes")).hasSizeLessThan(5);
        assertThat(later.at("/now")).isEqualTo(why.at("/now"));
    }

    @Test
    void aSubnetThatIsEmptyNowHasItsHistory() {
        Net net = Net.dualStack(client);
        String web = net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        Reply bound = eip(web);
        Reply deleted = client.delete("/v2.1/{p}/servers/" + web);
        Reply why = why("{'from':'internet','to':'" + net.subnet() + "','port':22}");
        assertThat(why.at("/changes"))
                .extracting(each -> each.path("request_id").asText())
                .contains(bound.requestId(), deleted.requestId());
        assertThat(why.text("/now/verdict")).isEqualTo("none");
        assertThat(why("{'from':'" + net.subnet() + "','to':'internet'}").status())
                .isEqualTo(200);
    }

    @Test
    void howManyOnceWereInASubnetIsBoundedToo() {
        Net net = Net.dualStack(client);
        List<String> virtualIps = IntStream.rangeClosed(0, 100)
                .mapToObj(i -> client.post(
                                "/v2.0/ports",
                                "{'port':{'network_id':'" + net.subnet() + "','device_owner':'neutron:VIP_PORT'}}")
                        .text("/port/id"))
                .toList();
        virtualIps.forEach(each -> client.delete("/v2.0/ports/" + each));
        Reply why = client.post("/_twinstack/why", "{'from':'internet','to':'" + net.subnet() + "','port':22}");
        assertThat(why.status()).isEqualTo(400);
        assertThat(why.text("/error/code")).isEqualTo("too-many-flows");
        assertThat(why.text("/error/message")).startsWith("to: the ends stand for 101 flows at revision ");
    }

    private static Reply route(TestTwin tenant, String vpc, String destination, String peering) {
        return tenant.post(
                "/v2.0/vpc/routes",
                "{'route':{'type':'peering','vpc_id':'" + vpc + "','destination':'" + destination + "','nexthop':'"
                        + peering + "'}}");
    }

    @Test
    void anAddressIsWhateverHasIt() {
        String web = server();
        Reply bound = eip(web);
        String address = bound.text("/publicip/public_ip_address");
        Reply why = why("{'from':'internet','to':'" + address + "','port':22}");
        assertThat(why.at("/reachable").booleanValue()).isTrue();
        assertThat(why.text("/answer")).contains(bound.requestId());
    }

    @Test
    void aQueryAsksTheSame() {
        server();
        assertThat(client.get(PATH + "?from=internet&to=web&family=6&port=443&since=3")
                        .json())
                .isEqualTo(why("{'from':'internet','to':'web','family':6,'port':443,'since':3}")
                        .json());
    }

    @Test
    void itDisturbsNothing() {
        server();
        long before = client.post("/_twinstack/trace", "{'from':'web','to':'internet'}")
                .at("/revision")
                .longValue();
        Reply why = why("{'from':'web','to':'internet'}");
        assertThat(why.at("/now/revision").longValue()).isEqualTo(before);
        assertThat(client.post("/_twinstack/trace", "{'from':'web','to':'internet'}")
                        .at("/revision")
                        .longValue())
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000000", "9223372036854775807", "99999999999999999999", "1.5", "'3'", "true", "[]"})
    void aRevisionThatThereIsNotIsRefused(String since) {
        server();
        Reply reply = client.post(PATH, "{'from':'internet','to':'web','since':" + since + "}");
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(400);
        assertThat(reply.text("/error/code")).isEqualTo("invalid-field");
        assertThat(reply.text("/error/message")).startsWith("since: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000000", "99999999999999999999", "1.5", "first", "", "%2B3", "03", "3%20"})
    void soItIsInAQuery(String since) {
        server();
        Reply reply = client.get(PATH + "?from=internet&to=web&since=" + since);
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(400);
        assertThat(reply.text("/error/message")).startsWith("since: ");
    }

    /** A rule lets in one more, and then a server comes that takes it, too. */
    @Test
    void aSubnetOrABlockIsAllThatWasInIt() {
        String web = server();
        String subnet = client.get("/v1/{p}/subnets").text("/subnets/0/id");
        String name = client.get("/v1/{p}/subnets").text("/subnets/0/name");
        String cidr = client.get("/v1/{p}/subnets").text("/subnets/0/cidr");
        Reply bound = eip(web);
        Reply allowed = allow("8080");
        String other = another();
        Reply why = why("{'from':'internet','to':'" + subnet + "','port':8080}");
        assertThat(why.at("/reachable").booleanValue()).isFalse();
        assertThat(why.text("/flow/to")).isEqualTo(subnet);
        assertThat(why.text("/now/verdict")).isEqualTo("ambiguous");
        assertThat(why.text("/now/disposition")).isEqualTo("NO_EIP");
        assertThat(why.text("/since/text")).isEqualTo("\"" + subnet + "\" was not there yet.");
        JsonNode changes = why.at("/changes");
        assertThat(changes.findValuesAsText("change")).endsWith("opened", "closed");
        JsonNode opened = changes.get(changes.size() - 2);
        assertThat(opened.path("request_id").asText()).isEqualTo(allowed.requestId());
        assertThat(why.text("/answer")).startsWith("Closed in part at revision ");
        assertThat(why("{'from':'internet','to':'" + name + "','port':8080}").at("/changes"))
                .isEqualTo(changes);
        Reply block = why("{'from':'198.51.100.0/24','to':'" + cidr + "','port':8080,'since':"
                + opened.path("revision").asLong() + "}");
        assertThat(block.text("/since/verdict")).isEqualTo("reachable");
        assertThat(block.text("/now/verdict")).isEqualTo("ambiguous");
        client.post("/v1/{p}/cloudservers/delete", "{'servers':[{'id':'" + other + "'}]}");
        Reply alone = why("{'from':'internet','to':'" + subnet + "','port':8080}");
        assertThat(alone.text("/now/verdict")).isEqualTo("reachable");
        assertThat(alone.text("/answer")).startsWith("Opened at revision ");
        assertThat(bound.status()).isEqualTo(200);
        assertThat(twin.freshProject()
                        .post(PATH, "{'from':'internet','to':'" + subnet + "'}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aSubnetThatIsGoneIsFoundByItsId() {
        server();
        String vpc = client.get("/v1/{p}/vpcs").text("/vpcs/0/id");
        String subnet = client.post(
                        "/v1/{p}/subnets",
                        "{'subnet':{'name':'gone','cidr':'192.168.77.0/24','gateway_ip':'192.168.77.1','vpc_id':'" + vpc
                                + "'}}")
                .text("/subnet/id");
        String db = new Net(client, vpc, subnet).server("s3.medium.1", Net.DEBIAN, "", "");
        client.post("/v1/{p}/cloudservers/delete", "{'servers':[{'id':'" + db + "'}]}");
        Reply deleted = client.delete("/v1/{p}/vpcs/" + vpc + "/subnets/" + subnet);
        assertThat(deleted.status()).isEqualTo(204);
        Reply why = why("{'from':'internet','to':'" + subnet + "'}");
        assertThat(why.text("/now/text")).isEqualTo("\"" + subnet + "\" is no more.");
    }

    @Test
    void whatTheQuestionLeavesOpenIsAskedForAllThatItMayBe() {
        String web = server();
        eip(web);
        Reply why = why("{'from':'internet','to':'web','protocol':'tcp'}");
        Reply trace = client.post("/_twinstack/trace", "{'from':'internet','to':'web','protocol':'tcp'}");
        assertThat(why.text("/now/verdict")).isEqualTo("ambiguous").isEqualTo(trace.text("/verdict"));
        assertThat(why.text("/answer")).startsWith("Opened in part at revision ");
    }

    @Test
    void refusesByField() {
        String web = server();
        refused(404, "endpoint-not-found", "to: \"nobody\" could not be found", "{'from':'internet','to':'nobody'}");
        refused(404, "endpoint-not-found", "from: \"nobody\" could not be found", "{'from':'nobody','to':'nothing'}");
        refused(404, "endpoint-not-found", "the id of what was one", "{'from':'10.9.9.9','to':'web'}");
        String vpc = client.get("/v1/{p}/vpcs").text("/vpcs/0/id");
        refused(404, "endpoint-not-found", vpc, "{'from':'" + vpc + "','to':'web'}");
        refused(400, "invalid-field", "from", "{'to':'web'}");
        refused(400, "invalid-field", "revision", "{'from':'internet','to':'web','revision':1}");
        refused(400, "invalid-field", "to", "{'from':'internet','to':'internet'}");
        refused(400, "invalid-field", "to", "{'from':'internet','to':'198.18.0.1','family':6}");
        refused(400, "invalid-field", "port", "{'from':'internet','to':'web','port':0}");
        Reply unknown = client.post("/_twinstack/trace", "{'from':'internet','to':'web','since':1}");
        assertThat(unknown.status()).as("a trace is about now").isEqualTo(400);
        another();
        refused(409, "endpoint-ambiguous", web, "{'from':'internet','to':'web'}");
        refused(409, "endpoint-ambiguous", "to: \"web\" may be any of", "{'from':'internet','to':'web'}");
    }

    private void refused(int status, String code, String words, String json) {
        Reply reply = client.post(PATH, json);
        assertThat(reply.status()).as("%s %s", json, reply.json()).isEqualTo(status);
        assertThat(reply.text("/error/code")).isEqualTo(code);
        assertThat(reply.text("/error/message")).contains(words);
    }

    @Test
    void otherProjectsAreOutOfSight() {
        String web = server();
        TestTwin stranger = twin.freshProject();
        assertThat(stranger.post(PATH, "{'from':'" + web + "','to':'internet'}").status())
                .isEqualTo(404);
        assertThat(stranger.post(PATH, "{'from':'internet','to':'" + web + "','since':0}")
                        .status())
                .isEqualTo(404);
    }
}
