package dev.twinstack.api.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirewallV3Test {
    private static final String ACLS = "/v3/{p}/vpc/firewalls";
    private static final String RULE = "'action':'allow','protocol':'tcp','ip_version':4";
    private static final String NOWHERE = "00000000-0000-0000-0000-000000000000";
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
    void aProject() {
        client = twin.freshProject();
    }

    @Test
    void anAclIsMadeShownListedChangedAndDeleted() {
        Reply made = client.post(
                ACLS,
                "{'firewall':{'name':'acl.1','description':'d','enterprise_project_id':'e','admin_state_up':false,"
                        + "'tags':[{'key':'k','value':'v'}]}}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/firewall/status")).isEqualTo("INACTIVE");
        assertThat(made.at("/firewall/admin_state_up").asBoolean()).isFalse();
        assertThat(made.text("/firewall/enterprise_project_id")).isEqualTo("e");
        assertThat(made.text("/firewall/project_id")).isEqualTo(client.project());
        assertThat(made.text("/firewall/tags/0/value")).isEqualTo("v");
        assertThat(made.at("/firewall/ingress_rules")).isEmpty();
        assertThat(made.text("/request_id")).isNotEmpty();
        String acl = ACLS + "/" + made.text("/firewall/id");
        assertThat(client.get(acl).at("/firewall")).isEqualTo(made.at("/firewall"));
        JsonNode row = client.get(ACLS).at("/firewalls/0");
        assertThat(row.has("ingress_rules")).isFalse();
        assertThat(row.at("/name").asText()).isEqualTo("acl.1");

        Reply changed = client.put(acl, "{'firewall':{'name':'acl2','admin_state_up':true}}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/firewall/name")).isEqualTo("acl2");
        assertThat(changed.text("/firewall/description")).isEqualTo("d");
        assertThat(changed.at("/firewall/admin_state_up").asBoolean()).isTrue();
        assertThat(client.delete(acl).status()).isEqualTo(204);
        Reply gone = client.get(acl);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.text("/error_code")).isEqualTo("VPC.9904");
    }

    @Test
    void newRulesGoToTheHeadUnlessARuleIsNamed() {
        String acl = acl("a");
        insert(acl, "ingress", "", rule("one"), rule("two"));
        Reply three = insert(acl, "ingress", "", rule("three"));
        assertThat(names(three, "ingress")).containsExactly("three", "one", "two");
        String one = three.text("/firewall/ingress_rules/1/id");
        Reply four = insert(acl, "ingress", one, rule("four"), rule("five"));
        assertThat(names(four, "ingress")).containsExactly("three", "one", "four", "five", "two");
        assertThat(names(four, "egress")).isEmpty();
        assertThat(names(insert(acl, "egress", "", rule("six")), "egress")).containsExactly("six");

        Reply elsewhere = client.put(
                acl + "/insert-rules",
                "{'firewall':{'egress_rules':[{" + RULE + "}],'insert_after_rule':'" + one + "'}}");
        assertThat(elsewhere.status()).isEqualTo(404);
        assertThat(elsewhere.text("/error_code")).isEqualTo("VPC.9904");
        assertThat(client.put(
                                acl + "/insert-rules",
                                "{'firewall':{'egress_rules':[{" + RULE + "}],'ingress_rules':[{" + RULE
                                        + "}],'insert_after_rule':'" + one + "'}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void bothDirectionsAtOnceAllOrNone() {
        String acl = acl("a");
        Reply both = client.put(
                acl + "/insert-rules",
                "{'firewall':{'ingress_rules':[{" + RULE + ",'name':'in'}],'egress_rules':[{" + RULE
                        + ",'name':'out'}]}}");
        assertThat(names(both, "ingress")).containsExactly("in");
        assertThat(names(both, "egress")).containsExactly("out");
        Reply refused = client.put(
                acl + "/insert-rules",
                "{'firewall':{'ingress_rules':[{" + RULE + "}],'egress_rules':[{" + RULE
                        + ",'source_ip_address':'2001:db8::1'}]}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error_code")).isEqualTo("VPC.9901");
        assertThat(names(client.get(acl), "ingress")).containsExactly("in");
    }

    @Test
    void aRuleIsEchoedAsItWasGiven() {
        Reply full = insert(
                acl("a"),
                "ingress",
                "",
                "'name':'r.1','description':'d','action':'deny','protocol':'udp','ip_version':'6','enabled':false,"
                        + "'source_ip_address':'2001:db8::/64','destination_ip_address':'2001:db8:1::7',"
                        + "'source_port':'1-65535','destination_port':'22,80-90'");
        JsonNode rule = full.at("/firewall/ingress_rules/0");
        assertThat(rule.at("/action").asText()).isEqualTo("deny");
        assertThat(rule.at("/ip_version").asInt()).isEqualTo(6);
        assertThat(rule.at("/source_ip_address").asText()).isEqualTo("2001:db8::/64");
        assertThat(rule.at("/destination_ip_address").asText()).isEqualTo("2001:db8:1::7");
        assertThat(rule.at("/source_port").asText()).isEqualTo("1-65535");
        assertThat(rule.at("/destination_port").asText()).isEqualTo("22,80-90");
        assertThat(rule.at("/enabled").asBoolean()).isFalse();
        assertThat(rule.at("/project_id").asText()).isEqualTo(client.project());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'protocol':'tcp','ip_version':4",
                "'action':'allow','ip_version':4",
                "'action':'allow','protocol':'tcp'",
                "'action':'allow','protocol':'','ip_version':4",
                "'action':'allow','protocol':'icmp','ip_version':6",
                "'action':'allow','protocol':'icmpv6','ip_version':4",
                "'action':'allow','protocol':'256','ip_version':4",
                "'action':'allow','protocol':'any','ip_version':4,'destination_port':'80'",
                "'action':'allow','protocol':'icmp','ip_version':4,'source_port':'80'",
                RULE + ",'source_ip_address':'10.0.0.1/8'",
                RULE + ",'source_ip_address':'2001:db8::1'",
                RULE + ",'destination_port':'80:90'",
                RULE + ",'destination_port':'90-80'",
                RULE + ",'destination_port':'80-90,85'",
                RULE + ",'destination_port':'80,'",
                RULE + ",'destination_port':'0'",
                RULE + ",'source_port':'1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21'",
                RULE + ",'source_ip_address':'10.0.0.1','source_address_group_id':'g'",
                RULE + ",'source_address_group_id':'g','destination_address_group_id':'h'",
                RULE + ",'name':'a b'",
                RULE + ",'enabled':1"
            })
    void wrongRulesAreRefused(String fields) {
        String acl = acl("a");
        Reply refused = client.put(acl + "/insert-rules", "{'firewall':{'ingress_rules':[{" + fields + "}]}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error_code")).isEqualTo("VPC.9901");
        assertThat(refused.text("/error_msg")).isNotEmpty();
        assertThat(client.get(acl).at("/firewall/ingress_rules")).isEmpty();
    }

    @Test
    void oneRuleOfOneDirectionIsUpdated() {
        String acl = acl("a");
        Reply before = insert(
                acl,
                "egress",
                "",
                RULE + ",'name':'r','source_ip_address':'10.0.0.0/8','destination_port':'80'",
                rule("s"));
        String id = before.text("/firewall/egress_rules/0/id");
        Reply after = client.put(
                acl + "/update-rules",
                "{'firewall':{'egress_rules':[{'id':'" + id + "','action':'deny','source_address_group_id':null,"
                        + "'destination_port':'','enabled':false}]}}");
        assertThat(after.status()).isEqualTo(200);
        JsonNode rule = after.at("/firewall/egress_rules/0");
        assertThat(rule.at("/name").asText()).isEqualTo("r");
        assertThat(rule.at("/action").asText()).isEqualTo("deny");
        assertThat(rule.at("/source_ip_address").asText()).isEqualTo("10.0.0.0/8");
        assertThat(rule.at("/destination_port").isNull()).isTrue();
        assertThat(rule.at("/enabled").asBoolean()).isFalse();
        assertThat(client.put(
                                acl + "/update-rules",
                                "{'firewall':{'egress_rules':[{'id':'" + id + "','source_ip_address':null}]}}")
                        .at("/firewall/egress_rules/0/source_ip_address")
                        .isNull())
                .isTrue();

        String other = before.text("/firewall/egress_rules/1/id");
        assertThat(update(acl, "'egress_rules':[{'id':'" + id + "'},{'id':'" + other + "'}]")
                        .status())
                .isEqualTo(400);
        assertThat(update(acl, "'egress_rules':[{'id':'" + id + "'}],'ingress_rules':[{'id':'" + id + "'}]")
                        .status())
                .isEqualTo(400);
        assertThat(update(acl, "").status()).isEqualTo(400);
        assertThat(update(acl, "'ingress_rules':[{'id':'" + id + "'}]").status())
                .isEqualTo(404);
        assertThat(update(acl, "'egress_rules':[{'id':'" + id + "','ip_version':6,'protocol':'icmp'}]")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void icmpFollowsTheIpVersionOnlyByItsOwnName() {
        String acl = acl("a");
        String id = insert(acl, "ingress", "", "'action':'allow','protocol':'icmp','ip_version':4")
                .text("/firewall/ingress_rules/0/id");
        assertThat(update(acl, "'ingress_rules':[{'id':'" + id + "','ip_version':6}]")
                        .status())
                .isEqualTo(400);
        assertThat(update(acl, "'ingress_rules':[{'id':'" + id + "','ip_version':6,'protocol':'icmpv6'}]")
                        .text("/firewall/ingress_rules/0/protocol"))
                .isEqualTo("icmpv6");
        assertThat(client.get("/v2.0/fwaas/firewall_rules/" + id).text("/firewall_rule/protocol"))
                .isEqualTo("icmp");
    }

    @Test
    void rulesOfOneDirectionAreRemovedAllOrNone() {
        String acl = acl("a");
        Reply before = insert(acl, "ingress", "", rule("one"), rule("two"), rule("three"));
        String one = before.text("/firewall/ingress_rules/0/id");
        String three = before.text("/firewall/ingress_rules/2/id");
        assertThat(remove(acl, "ingress", one, NOWHERE).status()).isEqualTo(404);
        assertThat(remove(acl, "egress", one).status()).isEqualTo(404);
        assertThat(remove(acl, "ingress", one, one).status()).isEqualTo(400);
        assertThat(names(client.get(acl), "ingress")).hasSize(3);
        assertThat(names(remove(acl, "ingress", one, three), "ingress")).containsExactly("two");
        assertThat(client.get("/v2.0/fwaas/firewall_rules/" + one).status()).isEqualTo(404);
        assertThat(client.put(acl + "/remove-rules", "{'firewall':{}}").status())
                .isEqualTo(400);
    }

    @Test
    void aSubnetIsBehindOneAclAtATime() {
        String subnet = subnet();
        String a = acl("a");
        String b = acl("b");
        Reply behind = associate(a, subnet);
        assertThat(behind.status()).isEqualTo(200);
        assertThat(behind.text("/firewall/status")).isEqualTo("ACTIVE");
        assertThat(behind.text("/firewall/associations/0/virsubnet_id")).isEqualTo(subnet);
        assertThat(associate(a, subnet).at("/firewall/associations")).hasSize(1);
        Reply second = associate(b, subnet);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("/error_code")).isEqualTo("VPC.9902");
        assertThat(disassociate(b, subnet).status()).isEqualTo(409);
        assertThat(disassociate(a, subnet).text("/firewall/status")).isEqualTo("INACTIVE");
        assertThat(associate(b, subnet).text("/firewall/status")).isEqualTo("ACTIVE");
        assertThat(client.delete(b).status()).isEqualTo(204);
        assertThat(associate(a, subnet).status()).isEqualTo(200);
        assertThat(associate(a, NOWHERE).status()).isEqualTo(404);
        assertThat(client.put(a + "/associate-subnets", "{'subnets':[]}").status())
                .isEqualTo(400);
        String loose =
                client.post("/v2.0/networks", "{'network':{'name':'loose'}}").text("/network/id");
        assertThat(associate(a, loose).status()).isEqualTo(409);
    }

    @Test
    void ofManyAclsThatTakeASubnetAtOnceOneGetsIt() {
        String subnet = subnet();
        List<String> acls = IntStream.range(0, 10).mapToObj(i -> acl("acl" + i)).toList();
        List<CompletableFuture<Reply>> asked = acls.stream()
                .map(acl -> client.send(
                        "PUT", acl + "/associate-subnets", "{'subnets':[{'virsubnet_id':'" + subnet + "'}]}"))
                .toList();
        assertThat(asked.stream().map(CompletableFuture::join).filter(reply -> reply.status() == 200))
                .hasSize(1);
        assertThat(client.get(ACLS + "?status=ACTIVE").at("/firewalls")).hasSize(1);
    }

    @Test
    void aDryRunChangesNothing() {
        Reply passed = client.post(ACLS, "{'dry_run':true,'firewall':{'name':'a'}}");
        assertThat(passed.status()).isEqualTo(202);
        assertThat(passed.text("/error_code")).isEqualTo("SYS.0202");
        assertThat(client.get(ACLS).at("/firewalls")).isEmpty();
        assertThat(client.post(ACLS, "{'dry_run':true,'firewall':{'name':'a','tags':[{'key':'!','value':''}]}}")
                        .status())
                .isEqualTo(400);

        String subnet = subnet();
        String a = acl("a");
        String b = acl("b");
        associate(b, subnet);
        assertThat(dry(a, "", "'firewall':{'name':'c'}").status()).isEqualTo(202);
        assertThat(dry(a, "/associate-subnets", "'subnets':[{'virsubnet_id':'" + subnet + "'}]")
                        .status())
                .isEqualTo(409);
        assertThat(dry(b, "/disassociate-subnets", "'subnets':[{'virsubnet_id':'" + subnet + "'}]")
                        .status())
                .isEqualTo(202);
        assertThat(dry(a, "/insert-rules", "'firewall':{'ingress_rules':[{" + RULE + "}]}")
                        .status())
                .isEqualTo(202);
        assertThat(dry(
                                a,
                                "/insert-rules",
                                "'firewall':{'ingress_rules':[{" + RULE + ",'source_address_group_id':'" + NOWHERE
                                        + "'}]}")
                        .status())
                .isEqualTo(404);
        assertThat(dry(ACLS + "/" + NOWHERE, "/insert-rules", "'firewall':{'ingress_rules':[{" + RULE + "}]}")
                        .status())
                .isEqualTo(404);
        assertThat(client.get(a).at("/firewall/ingress_rules")).isEmpty();
        assertThat(client.get("/v2.0/fwaas/firewall_policies").at("/firewall_policies"))
                .isEmpty();
        String rule = insert(a, "ingress", "", rule("r")).text("/firewall/ingress_rules/0/id");
        assertThat(dry(a, "/update-rules", "'firewall':{'ingress_rules':[{'id':'" + rule + "','action':'deny'}]}")
                        .status())
                .isEqualTo(202);
        assertThat(dry(a, "/remove-rules", "'firewall':{'ingress_rules':[{'id':'" + rule + "'}]}")
                        .status())
                .isEqualTo(202);
        assertThat(dry(a, "/remove-rules", "'firewall':{'ingress_rules':[{'id':'" + NOWHERE + "'}]}")
                        .status())
                .isEqualTo(404);
        assertThat(client.get(a).text("/firewall/ingress_rules/0/action")).isEqualTo("allow");
        assertThat(client.get(a).text("/firewall/name")).isEqualTo("a");
    }

    @Test
    void listsAreFilteredAndPaged() {
        String a = acl("a");
        acl("b");
        client.post(ACLS, "{'firewall':{'name':'c','admin_state_up':false,'enterprise_project_id':'e'}}");
        associate(a, subnet());
        assertThat(rows("?name=a&name=c")).containsExactlyInAnyOrder("a", "c");
        assertThat(rows("?id=" + a.substring(a.lastIndexOf('/') + 1))).containsExactly("a");
        assertThat(rows("?status=ACTIVE")).containsExactly("a");
        assertThat(rows("?status=INACTIVE&admin_state_up=true")).containsExactly("b");
        assertThat(rows("?admin_state_up=false")).containsExactly("c");
        assertThat(rows("?enterprise_project_id=e")).containsExactly("c");
        assertThat(rows("?enterprise_project_id=all_granted_eps")).hasSize(3);
        assertThat(client.get(ACLS + "?status=GONE").status()).isEqualTo(400);
        assertThat(client.get(ACLS + "?admin_state_up=maybe").status()).isEqualTo(400);
        Reply first = client.get(ACLS + "?limit=2");
        assertThat(first.at("/page_info/current_count").asInt()).isEqualTo(2);
        Reply rest = client.get(ACLS + "?limit=2&marker=" + first.text("/page_info/next_marker"));
        assertThat(rest.at("/firewalls")).hasSize(1);
        assertThat(rest.at("/page_info").has("next_marker")).isFalse();
    }

    @Test
    void nothingOfAnotherProjectIsThere() {
        String acl = acl("a");
        String subnet = subnet();
        TestTwin stranger = twin.freshProject();
        String id = acl.substring(acl.lastIndexOf('/') + 1);
        assertThat(stranger.get(ACLS + "/" + id).status()).isEqualTo(404);
        assertThat(stranger.put(ACLS + "/" + id + "/insert-rules", "{'firewall':{'egress_rules':[{" + RULE + "}]}}")
                        .status())
                .isEqualTo(404);
        assertThat(stranger.delete(ACLS + "/" + id).status()).isEqualTo(404);
        String own = stranger.post(ACLS, "{'firewall':{'name':'own'}}").text("/firewall/id");
        assertThat(stranger.put(
                                ACLS + "/" + own + "/associate-subnets",
                                "{'subnets':[{'virsubnet_id':'" + subnet + "'}]}")
                        .status())
                .isEqualTo(404);
    }

    private String acl(String name) {
        return ACLS + "/"
                + client.post(ACLS, "{'firewall':{'name':'" + name + "'}}").text("/firewall/id");
    }

    private String subnet() {
        String vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'net','cidr':'10.0.0.0/16'}}")
                .text("/vpc/id");
        return client.post(
                        "/v1/{p}/subnets",
                        "{'subnet':{'name':'a','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','vpc_id':'" + vpc + "'}}")
                .text("/subnet/id");
    }

    private static String rule(String name) {
        return RULE + ",'name':'" + name + "'";
    }

    private Reply insert(String acl, String direction, String after, String... rules) {
        String place = after.isEmpty() ? "" : ",'insert_after_rule':'" + after + "'";
        return client.put(
                acl + "/insert-rules",
                "{'firewall':{'" + direction + "_rules':[{" + String.join("},{", rules) + "}]" + place + "}}");
    }

    private Reply update(String acl, String fields) {
        return client.put(acl + "/update-rules", "{'firewall':{" + fields + "}}");
    }

    private Reply remove(String acl, String direction, String... ids) {
        return client.put(
                acl + "/remove-rules",
                "{'firewall':{'" + direction + "_rules':[{'id':'" + String.join("'},{'id':'", ids) + "'}]}}");
    }

    private Reply associate(String acl, String subnet) {
        return client.put(acl + "/associate-subnets", "{'subnets':[{'virsubnet_id':'" + subnet + "'}]}");
    }

    private Reply disassociate(String acl, String subnet) {
        return client.put(acl + "/disassociate-subnets", "{'subnets':[{'virsubnet_id':'" + subnet + "'}]}");
    }

    private Reply dry(String acl, String operation, String fields) {
        return client.put(acl + operation, "{'dry_run':true," + fields + "}");
    }

    private List<String> rows(String query) {
        return StreamSupport.stream(client.get(ACLS + query).at("/firewalls").spliterator(), false)
                .map(row -> row.at("/name").asText())
                .toList();
    }

    private static List<String> names(Reply reply, String direction) {
        return StreamSupport.stream(
                        reply.at("/firewall/" + direction + "_rules").spliterator(), false)
                .map(rule -> rule.at("/name").asText())
                .toList();
    }
}
