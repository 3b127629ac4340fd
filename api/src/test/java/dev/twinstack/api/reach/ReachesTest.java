package dev.twinstack.api.reach;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReachesTest {
    private static TestTwin twin;

    private TestTwin client;
    private Net net;
    private String web;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    /** A server with an EIP, whose groups let in tcp 8000 to 9000 but for one client, and one beside it. */
    @BeforeEach
    void freshProject() {
        client = twin.freshProject();
        net = Net.dualStack(client);
        web = net.server("s3.medium.1", Net.UBUNTU_16, ",'ipv6_enable':true", "");
        String eip = client.post(
                        "/v1/{p}/publicips",
                        "{'publicip':{'type':'5_bgp'},'bandwidth':{'name':'b','size':5,'share_type':'PER'}}")
                .text("/publicip/id");
        client.put("/v1/{p}/publicips/" + eip, "{'publicip':{'port_id':'" + nic(web) + "'}}");
    }

    private String nic(String server) {
        return client.get("/v1/{p}/cloudservers/" + server + "/os-interface").text("/interfaceAttachments/0/port_id");
    }

    private String group() {
        return client.get("/v2.0/ports/" + nic(web)).text("/port/security_groups/0");
    }

    private String rule(String fields) {
        Reply made = client.post(
                "/v3/{p}/vpc/security-group-rules",
                "{'security_group_rule':{'security_group_id':'" + group() + "'," + fields + "}}");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(201);
        return made.text("/security_group_rule/id");
    }

    private Reply reach(String json) {
        return client.post("/_twinstack/reach", json);
    }

    private Reply asked(String json) {
        Reply reply = reach(json);
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
        return reply;
    }

    @Test
    void theInternetReachesWhatRulesLetIn() {
        assertThat(openings(asked("{'question':'exposure'}").at("/ends/0/openings")))
                .as("what the default group lets in")
                .containsExactly(
                        "tcp[22,22] from anyone",
                        "tcp[80,80] from anyone",
                        "tcp[443,443] from anyone",
                        "tcp[3389,3389] from anyone",
                        "icmpnull from anyone");
        String allow = rule("'direction':'ingress','ethertype':'IPv4','protocol':'tcp','multiport':'8000-9000'");
        rule("'direction':'ingress','ethertype':'IPv4','protocol':'tcp','multiport':'8500','action':'deny',"
                + "'remote_ip_prefix':'203.0.113.0/24'");
        JsonNode ends = asked("{'question':'exposure'}").at("/ends");
        assertThat(asked("{'question':'exposure'}").at("/left_out").isArray()).isTrue();
        assertThat(ends).hasSize(1);
        assertThat(ends.at("/0/node/type").textValue()).isEqualTo("publicip");
        assertThat(ends.at("/0/family").intValue()).isEqualTo(4);
        assertThat(ends.at("/0/guests/0/id").textValue()).isEqualTo(web);
        assertThat(openings(ends.at("/0/openings")))
                .containsSubsequence(
                        "tcp[3389,3389] from anyone",
                        "tcp[8000,8499] from anyone",
                        "tcp[8500,8500] from anyone but 203.0.113.0/24",
                        "tcp[8501,9000] from anyone",
                        "icmpnull from anyone");
        assertThat(ends.at("/0/openings/4/grants").findValuesAsText("rule")).contains(allow);
        assertThat(asked("{'question':'exposure','family':6}").at("/ends")).isEmpty();
        Reply named = asked("{'question':'exposure','to':['" + web + "','" + nic(web) + "']}");
        assertThat(named.at("/ends")).hasSize(4);
        assertThat(named.at("/ends/0/openings")).isEqualTo(ends.at("/0/openings"));
        assertThat(named.at("/ends/1/openings")).isEmpty();
    }

    private static List<String> openings(JsonNode list) {
        List<String> openings = new ArrayList<>();
        list.forEach(opening -> openings.add(opening.at("/service/protocol").textValue()
                + opening.at("/service/ports") + " from "
                + opening.at("/clients/text").textValue()));
        return openings;
    }

    @Test
    void whoCanReachAServer() {
        String other = net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        JsonNode groups =
                asked("{'question':'who','to':'" + web + "','port':8080}").at("/groups");
        assertThat(groups.findValuesAsText("disposition"))
                .containsExactly("DELIVERED", "DENIED_BY_SECURITY_GROUP", "NO_ADDRESS", "NOT_IN_SHARED_BANDWIDTH");
        assertThat(groups.at("/0/from/0/id").textValue()).isEqualTo(other);
        assertThat(groups.at("/0/rule/text").textValue()).contains("from security group default");
        assertThat(groups.at("/1/from/0/type").textValue()).isEqualTo("internet");
        Reply internet = asked("{'question':'who','to':'internet','family':4,'protocol':'udp','port':53}");
        assertThat(internet.text("/service")).isEqualTo("udp/53");
        assertThat(internet.at("/groups").findValuesAsText("disposition"))
                .containsExactly("EXITS_TO_INTERNET", "NO_EIP");
    }

    @Test
    void aMatrixTellsEachNicFromEachOther() {
        net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        Reply matrix = asked("{'question':'matrix','vpc':'net','services':['icmp','tcp/22']}");
        assertThat(matrix.at("/nics")).hasSize(2);
        assertThat(matrix.at("/sheets")).hasSize(4);
        assertThat(matrix.at("/sheets/0/reachable").intValue()).isEqualTo(2);
        assertThat(matrix.at("/sheets/0/flows").intValue()).isEqualTo(2);
        assertThat(matrix.at("/sheets/0/rows/0/0").intValue()).isEqualTo(-1);
        int there = matrix.at("/sheets/0/rows/0/1").intValue();
        assertThat(matrix.at("/codes/" + there).textValue()).isEqualTo("DELIVERED");
        assertThat(there).isLessThan(matrix.at("/successes").intValue());
        int none = matrix.at("/sheets/2/rows/0/1").intValue();
        assertThat(matrix.at("/codes/" + none).textValue()).isEqualTo("NO_ADDRESS");
        assertThat(asked("{'question':'matrix','vpc':'" + net.vpc() + "','family':4}")
                        .at("/sheets/0/service")
                        .textValue())
                .isEqualTo("icmp");
    }

    @Test
    void aRuleThatNeverDecidesIsFound() {
        String deny = rule("'direction':'ingress','ethertype':'IPv4','action':'deny','priority':'1'");
        String allow =
                rule("'direction':'ingress','ethertype':'IPv4','protocol':'tcp','multiport':'22','priority':'2'");
        List<JsonNode> shadowed = new ArrayList<>();
        asked("{'question':'unused-rules'}").at("/rules").forEach(rule -> {
            if (rule.path("rule").asText().equals(allow)) {
                shadowed.add(rule);
            }
        });
        assertThat(shadowed).hasSize(1);
        assertThat(shadowed.getFirst().path("code").textValue()).isEqualTo("SHADOWED");
        assertThat(shadowed.getFirst().at("/shadowed_by/0/rule").textValue()).isEqualTo(deny);
        assertThat(shadowed.getFirst().at("/owner/id").textValue()).isEqualTo(group());
    }

    @Test
    void revisionsDifferInFlowsGainedAndLost() {
        net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        long before = asked("{'question':'unused-rules'}").at("/revision").longValue();
        String deny = rule("'direction':'ingress','ethertype':'IPv4','protocol':'icmp','action':'deny','priority':'1'");
        rule("'direction':'ingress','ethertype':'IPv4','protocol':'tcp','multiport':'8000-9000'");
        long after = asked("{'question':'unused-rules'}").at("/revision").longValue();
        client.delete("/v3/{p}/vpc/security-group-rules/" + deny);
        String question = "{'question':'diff','vpc':'net','since':" + before + ",'until':%d}";
        Reply diff = asked(question.formatted(after));
        assertThat(diff.at("/since").longValue()).isEqualTo(before);
        assertThat(diff.at("/until").longValue()).isEqualTo(after);
        assertThat(diff.at("/inside_left_out").intValue()).isZero();
        assertThat(diff.at("/outside_left_out")).isEmpty();
        assertThat(diff.at("/inside").findValuesAsText("change")).containsExactly("lost", "lost");
        assertThat(diff.at("/inside").findValuesAsText("service")).containsOnly("icmp");
        assertThat(diff.at("/inside").findValuesAsText("now")).containsOnly("DENIED_BY_SECURITY_GROUP");
        assertThat(diff.at("/outside").findValuesAsText("change")).containsExactly("gained", "lost");
        assertThat(diff.at("/outside").findValuesAsText("protocol")).containsExactly("tcp", "icmp");
        assertThat(diff.at("/outside/0/service/ports/1").intValue()).isEqualTo(9000);
        Reply now = asked("{'question':'diff','since':" + before + "}");
        assertThat(now.at("/inside")).isEmpty();
        assertThat(now.at("/outside")).hasSize(1);
        assertThat(asked(question.formatted(before)).at("/outside")).isEmpty();
    }

    @Test
    void whatIsWrongWithADifferenceIsNamed() {
        refused(400, "since: is required", "{'question':'diff'}");
        refused(400, "since: must be a revision", "{'question':'diff','since':-1}");
        refused(400, "since: must be a revision", "{'question':'diff','since':'1'}");
        refused(400, "since: must not be beyond", "{'question':'diff','since':100000}");
        refused(400, "until: must not be beyond", "{'question':'diff','since':1,'until':100000}");
        refused(400, "until: must not be before since", "{'question':'diff','since':2,'until':1}");
        refused(404, "vpc: \"nowhere\" could not", "{'question':'diff','since':1,'vpc':'nowhere'}");
    }

    @Test
    void whatIsWrongWithAQuestionIsNamed() {
        refused(400, "question: is required", "{}");
        refused(400, "question: may hold only one of", "{'question':'how'}");
        refused(400, "question: must be a string", "{'question':7}");
        refused(400, "to: is required", "{'question':'who'}");
        refused(400, "vpc: is unknown to this question", "{'question':'who','to':'" + web + "','vpc':'net'}");
        refused(400, "port: must be from 1 to 65535", "{'question':'who','to':'" + web + "','port':65536}");
        refused(400, "port: goes with", "{'question':'who','to':'" + web + "','protocol':'icmp','port':1}");
        refused(400, "family: must be 4 or 6", "{'question':'who','to':'" + web + "','family':5}");
        refused(400, "to: 192.0.2.1 is not IPv6", "{'question':'who','to':'192.0.2.1','family':6}");
        refused(404, "to: \"nobody\" could not be found; an end is a server", "{'question':'who','to':'nobody'}");
        refused(400, "to: must be a list", "{'question':'exposure','to':'" + web + "'}");
        refused(404, "to[1]: \"nobody\" could", "{'question':'exposure','to':['" + web + "','nobody']}");
        refused(400, "vpc: is required", "{'question':'matrix'}");
        refused(404, "vpc: \"nobody\" could not be found; a VPC", "{'question':'matrix','vpc':'nobody'}");
        refused(400, "services[1]: must be such as", "{'question':'matrix','vpc':'net','services':['icmp','tcp/0']}");
        refused(400, "to: is unknown to this question", "{'question':'unused-rules','to':'a'}");
        refused(400, "body: not a JSON document", "{");
    }

    @Test
    void anEmptyListOrABlankTextAsksForNothing() {
        refused(400, "to: names none; leave it out", "{'question':'exposure','to':[]}");
        refused(400, "services: names none; leave it out", "{'question':'matrix','vpc':'net','services':[]}");
        refused(400, "vpc: must be 1 to 255", "{'question':'diff','since':1,'vpc':''}");
        assertThat(asked("{'question':'exposure','to':null,'family':null}").json())
                .isEqualTo(asked("{'question':'exposure'}").json());
    }

    @Test
    void oneMessageMayBeAskedFor() {
        Reply who = asked("{'question':'who','to':'" + web + "','protocol':'icmp','icmp_type':3,'icmp_code':4}");
        assertThat(who.text("/service")).isEqualTo("icmp/3/4");
        Reply six = asked("{'question':'who','to':'" + web + "','protocol':'icmpv6'}");
        assertThat(six.at("/groups").findValuesAsText("family")).containsOnly("6");
    }

    private void refused(int status, String words, String json) {
        Reply reply = reach(json);
        assertThat(reply.status()).as("%s %s", json, reply.json()).isEqualTo(status);
        assertThat(reply.text("/error/message")).contains(words);
    }

    @Test
    void twoVpcsOfOneNameHaveToBeMadePlain() {
        for (int i = 0; i < 2; i++) {
            client.post("/v2.0/routers", "{'router':{'name':'twin'}}");
        }
        refused(409, "name it by its id", "{'question':'matrix','vpc':'twin'}");
    }

    @Test
    void otherProjectsAreOutOfSight() {
        TestTwin stranger = twin.freshProject();
        assertThat(stranger.post("/_twinstack/reach", "{'question':'matrix','vpc':'" + net.vpc() + "'}")
                        .status())
                .isEqualTo(404);
        assertThat(stranger.post("/_twinstack/reach", "{'question':'who','to':'" + web + "'}")
                        .status())
                .isEqualTo(404);
        assertThat(stranger.post("/_twinstack/reach", "{'question':'exposure'}").at("/ends"))
                .isEmpty();
    }
}
