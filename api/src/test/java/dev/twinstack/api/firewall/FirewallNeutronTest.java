package dev.twinstack.api.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirewallNeutronTest {
    private static final String RULES = "/v2.0/fwaas/firewall_rules";
    private static final String POLICIES = "/v2.0/fwaas/firewall_policies";
    private static final String GROUPS = "/v2.0/fwaas/firewall_groups";
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
    void theReferencesRuleIsAnsweredAsInItsExample() {
        Reply made = client.post(
                RULES,
                "{'firewall_rule':{'action':'allow','enabled':true,'destination_port':'80','protocol':'TCP',"
                        + "'name':'ALLOW_HTTP'}}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/firewall_rule/protocol")).isEqualTo("tcp");
        assertThat(made.at("/firewall_rule/source_port").isNull()).isTrue();
        assertThat(made.at("/firewall_rule/source_ip_address").isNull()).isTrue();
        assertThat(made.text("/firewall_rule/destination_port")).isEqualTo("80");
        assertThat(made.at("/firewall_rule/ip_version").asInt()).isEqualTo(4);
        assertThat(made.at("/firewall_rule/public").asBoolean()).isFalse();
        assertThat(made.text("/firewall_rule/tenant_id")).isEqualTo(client.project());
        String rule = RULES + "/" + made.text("/firewall_rule/id");
        assertThat(client.get(rule).json()).isEqualTo(made.json());
        assertThat(client.put(rule, "{'firewall_rule':{'action':'deny'}}").text("/firewall_rule/action"))
                .isEqualTo("deny");
        Reply any = client.put(rule, "{'firewall_rule':{'destination_port':null,'protocol':null}}");
        assertThat(any.at("/firewall_rule/protocol").isNull()).isTrue();
        assertThat(any.at("/firewall_rule/destination_port").isNull()).isTrue();
        assertThat(client.delete(rule).status()).isEqualTo(204);
        assertThat(client.get(rule).text("/NeutronError/type")).isEqualTo("FirewallRuleNotFound");
    }

    @Test
    void anIpv6RuleTakesIpv6AddressesAndBlocks() {
        Reply made = client.post(
                RULES,
                "{'firewall_rule':{'ip_version':6,'action':'allow','source_ip_address':'2001:db8:ffff::/48',"
                        + "'destination_ip_address':'2001:db8::7'}}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/firewall_rule/source_ip_address")).isEqualTo("2001:db8:ffff::/48");
        assertThat(made.text("/firewall_rule/destination_ip_address")).isEqualTo("2001:db8::7");
        Reply mixed = client.post(RULES, "{'firewall_rule':{'ip_version':6,'source_ip_address':'10.0.0.0/8'}}");
        assertThat(mixed.status()).isEqualTo(400);
        assertThat(mixed.text("/NeutronError/type")).isEqualTo("FirewallIpAddressConflict");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'protocol':'esp'",
                "'protocol':'icmp','destination_port':'80'",
                "'protocol':'tcp','destination_port':'0'",
                "'protocol':'tcp','destination_port':'90:80'",
                "'protocol':'tcp','source_port':'65536'",
                "'ip_version':5",
                "'action':'reject'",
                "'protocol':'tcp','destination_port':'80,90'",
                "'destination_port':'80'",
                "'source_ip_address':'10.0.0.1/8'",
                "'source_ip_address':[]",
                "'enabled':'yes'"
            })
    void wrongRulesAreRefused(String fields) {
        Reply refused = client.post(RULES, "{'firewall_rule':{" + fields + "}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/NeutronError/message")).isNotEmpty();
    }

    @Test
    void aPolicyKeepsTheOrderOfItsRules() {
        String a = rule("a");
        String b = rule("b");
        String c = rule("c");
        Reply made =
                client.post(POLICIES, "{'firewall_policy':{'name':'p','firewall_rules':['" + b + "'],'audited':true}}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/firewall_policy/audited").asBoolean()).isTrue();
        String policy = POLICIES + "/" + made.text("/firewall_policy/id");

        Reply inserted = client.put(
                policy + "/insert_rule",
                "{'firewall_rule_id':'" + a + "','insert_before':'" + b + "','insert_after':'" + c + "'}");
        assertThat(inserted.status()).isEqualTo(200);
        assertThat(inserted.at("/audited").asBoolean()).isFalse();
        client.put(
                policy + "/insert_rule",
                "{'firewall_rule_id':'" + c + "','insert_before':'','insert_after':'" + a + "'}");
        assertThat(client.get(policy).at("/firewall_policy/firewall_rules"))
                .extracting(rule -> rule.asText())
                .containsExactly(a, c, b);

        assertThat(client.delete(RULES + "/" + c).status()).isEqualTo(409);
        assertThat(client.put(policy + "/insert_rule", "{'firewall_rule_id':'" + c + "'}")
                        .text("/NeutronError/type"))
                .isEqualTo("FirewallRuleAlreadyAssociated");
        assertThat(client.put(policy + "/remove_rule", "{'firewall_rule_id':'" + c + "'}")
                        .at("/firewall_rules"))
                .hasSize(2);
        assertThat(client.put(policy + "/remove_rule", "{'firewall_rule_id':'" + c + "'}")
                        .status())
                .isEqualTo(400);
        assertThat(client.delete(RULES + "/" + c).status()).isEqualTo(204);
        assertThat(client.put(policy, "{'firewall_policy':{'firewall_rules':null}}")
                        .at("/firewall_policy/firewall_rules"))
                .isEmpty();
        assertThat(client.put(policy, "{'firewall_policy':{'firewall_rules':['nothing']}}")
                        .text("/NeutronError/type"))
                .isEqualTo("FirewallRuleNotFound");
    }

    @Test
    void aGroupHoldsItsPoliciesAndIsInactiveWithoutPorts() {
        String policy =
                client.post(POLICIES, "{'firewall_policy':{'name':'p'}}").text("/firewall_policy/id");
        Reply made =
                client.post(GROUPS, "{'firewall_group':{'name':'g','ingress_firewall_policy_id':'" + policy + "'}}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/firewall_group/status")).isEqualTo("INACTIVE");
        assertThat(made.text("/firewall_group/ingress_firewall_policy_id")).isEqualTo(policy);
        assertThat(made.at("/firewall_group/egress_firewall_policy_id").isNull())
                .isTrue();
        assertThat(made.at("/firewall_group/ports")).isEmpty();
        String group = GROUPS + "/" + made.text("/firewall_group/id");

        assertThat(client.delete(POLICIES + "/" + policy).text("/NeutronError/type"))
                .isEqualTo("FirewallPolicyInUse");
        assertThat(client.put(group, "{'firewall_group':{'ports':['nowhere']}}").text("/NeutronError/type"))
                .isEqualTo("PortNotFound");
        Reply cleared = client.put(
                group, "{'firewall_group':{'ports':null,'ingress_firewall_policy_id':null,'admin_state_up':false}}");
        assertThat(cleared.status()).isEqualTo(200);
        assertThat(cleared.at("/firewall_group/ingress_firewall_policy_id").isNull())
                .isTrue();
        assertThat(client.delete(POLICIES + "/" + policy).status()).isEqualTo(204);
        assertThat(client.delete(group).status()).isEqualTo(204);
        assertThat(client.get(group).status()).isEqualTo(404);
    }

    @Test
    void aGroupRulesTheGatewayPortOfASubnetAlone() {
        String port = gateway(subnet(vpc(), "10.0.1.0/24"));
        Reply made = client.post(GROUPS, "{'firewall_group':{'ports':['" + port + "','" + port + "']}}");
        assertThat(made.text("/firewall_group/status")).isEqualTo("ACTIVE");
        assertThat(made.at("/firewall_group/ports")).hasSize(1);
        assertThat(made.text("/firewall_group/ports/0")).isEqualTo(port);
        String group = GROUPS + "/" + made.text("/firewall_group/id");
        assertThat(client.get(group).json()).isEqualTo(made.json());
        Reply second = client.post(GROUPS, "{'firewall_group':{'ports':['" + port + "']}}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("/NeutronError/type")).isEqualTo("FirewallGroupPortInUse");
        assertThat(client.get(GROUPS).at("/firewall_groups")).hasSize(1);

        Reply disabled = client.put(group, "{'firewall_group':{'admin_state_up':false}}");
        assertThat(disabled.text("/firewall_group/status")).isEqualTo("ACTIVE");
        assertThat(disabled.text("/firewall_group/ports/0")).isEqualTo(port);
        Reply cleared = client.put(group, "{'firewall_group':{'ports':null}}");
        assertThat(cleared.at("/firewall_group/ports")).isEmpty();
        assertThat(cleared.text("/firewall_group/status")).isEqualTo("INACTIVE");
        assertThat(client.post(GROUPS, "{'firewall_group':{'ports':['" + port + "']}}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void onlyGatewaysHaveFirewalls() {
        String subnet = subnet(vpc(), "10.0.1.0/24");
        String nic = client.post("/v2.0/ports", "{'port':{'network_id':'" + subnet + "'}}")
                .text("/port/id");
        String dhcp = client.get("/v2.0/ports?device_owner=network:dhcp&network_id=" + subnet)
                .text("/ports/0/id");
        for (String port : List.of(nic, dhcp)) {
            Reply refused = client.post(GROUPS, "{'firewall_group':{'ports':['" + port + "']}}");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("/NeutronError/type")).isEqualTo("FirewallGroupPortInvalid");
        }
    }

    @Test
    void bothGatewaysOfADualStackSubnetAreOneSubnet() {
        String vpc = vpc();
        String subnet = client.post(
                        "/v1/{p}/subnets",
                        "{'subnet':{'name':'a','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','ipv6_enable':true,"
                                + "'vpc_id':'" + vpc + "'}}")
                .text("/subnet/id");
        Reply ports = client.get("/v2.0/ports?device_owner=network:router_interface_distributed&network_id=" + subnet);
        String first = ports.text("/ports/0/id");
        String second = ports.text("/ports/1/id");
        assertThat(client.post(GROUPS, "{'firewall_group':{'ports':['" + first + "']}}")
                        .at("/firewall_group/ports"))
                .hasSize(1);
        assertThat(client.post(GROUPS, "{'firewall_group':{'ports':['" + second + "']}}")
                        .text("/NeutronError/type"))
                .isEqualTo("FirewallGroupPortInUse");
    }

    @Test
    void ofManyGroupsThatTakeAPortAtOnceOneGetsIt() {
        String port = gateway(subnet(vpc(), "10.0.1.0/24"));
        List<CompletableFuture<Reply>> asked = IntStream.range(0, 20)
                .mapToObj(i -> client.send("POST", GROUPS, "{'firewall_group':{'ports':['" + port + "']}}"))
                .toList();
        assertThat(asked.stream().map(CompletableFuture::join).filter(reply -> reply.status() == 201))
                .hasSize(1);
        assertThat(client.get(GROUPS).at("/firewall_groups")).hasSize(1);
    }

    /** The provider's port_remove test takes a group's subnet away and expects the group to have no ports. */
    @Test
    void aSubnetThatGoesLeavesItsFirewall() {
        String vpc = vpc();
        String subnet = subnet(vpc, "10.0.1.0/24");
        String group = GROUPS + "/"
                + client.post(GROUPS, "{'firewall_group':{'ports':['" + gateway(subnet) + "']}}")
                        .text("/firewall_group/id");
        assertThat(client.delete("/v1/{p}/vpcs/" + vpc + "/subnets/" + subnet).status())
                .isEqualTo(204);
        Reply without = client.get(group);
        assertThat(without.at("/firewall_group/ports")).isEmpty();
        assertThat(without.text("/firewall_group/status")).isEqualTo("INACTIVE");
        String other = gateway(subnet(vpc, "10.0.1.0/24"));
        assertThat(client.put(group, "{'firewall_group':{'ports':['" + other + "']}}")
                        .text("/firewall_group/ports/0"))
                .isEqualTo(other);
    }

    @Test
    void aRuleBecomesAsTerraformUpdatesIt() {
        String rule = RULES + "/"
                + client.post(RULES, "{'firewall_rule':{'action':'deny','protocol':'tcp','destination_port':'23'}}")
                        .text("/firewall_rule/id");
        Reply icmp = client.put(
                rule,
                "{'firewall_rule':{'protocol':'icmp','action':'allow','source_port':null,'destination_port':null}}");
        assertThat(icmp.status()).isEqualTo(200);
        assertThat(icmp.text("/firewall_rule/protocol")).isEqualTo("icmp");
        assertThat(icmp.at("/firewall_rule/destination_port").isNull()).isTrue();
        Reply udp = client.put(
                rule,
                "{'firewall_rule':{'protocol':'udp','source_ip_address':'1.2.3.4',"
                        + "'destination_ip_address':'4.3.2.0/24','source_port':'444','destination_port':'555'}}");
        assertThat(udp.text("/firewall_rule/source_ip_address")).isEqualTo("1.2.3.4");
        assertThat(udp.text("/firewall_rule/source_port")).isEqualTo("444");
        Reply blank = client.put(rule, "{'firewall_rule':{'description':'d','source_port':'','destination_port':''}}");
        assertThat(blank.at("/firewall_rule/source_port").isNull()).isTrue();
        assertThat(blank.text("/firewall_rule/protocol")).isEqualTo("udp");
    }

    /** The FAQ on groups, policies and rules writes it so. */
    @Test
    void theCaseOfActionsIsNotKept() {
        assertThat(client.post(RULES, "{'firewall_rule':{'action':'ALLOW','protocol':'TCP','ip_version':4}}")
                        .text("/firewall_rule/action"))
                .isEqualTo("allow");
    }

    @Test
    void listsAreFilteredAndPaged() {
        String a = rule("a");
        rule("b");
        rule("c");
        client.post(
                RULES,
                "{'firewall_rule':{'name':'d','enabled':false,'protocol':'udp','ip_version':6,"
                        + "'destination_ip_address':'2001:db8::/64','destination_port':'53'}}");
        assertThat(client.get(RULES + "?name=b").at("/firewall_rules")).hasSize(1);
        assertThat(client.get(RULES + "?name=b&name=c").at("/firewall_rules")).hasSize(2);
        assertThat(client.get(RULES + "?id=" + a).text("/firewall_rules/0/name"))
                .isEqualTo("a");
        for (String filter : List.of(
                "enabled=false",
                "ip_version=6",
                "protocol=UDP",
                "action=deny",
                "destination_port=53",
                "destination_ip_address=2001:db8::/64")) {
            Reply found = client.get(RULES + "?" + filter);
            assertThat(found.at("/firewall_rules")).as(filter).hasSize(1);
            assertThat(found.text("/firewall_rules/0/name")).as(filter).isEqualTo("d");
        }
        assertThat(client.get(RULES + "?tenant_id=nobody").at("/firewall_rules"))
                .isEmpty();
        Reply page = client.get(RULES + "?limit=3");
        assertThat(page.at("/firewall_rules")).hasSize(3);
        assertThat(page.text("/firewall_rules_links/0/rel")).isEqualTo("next");
        Reply last = client.get(RULES + "?limit=3&marker=" + page.text("/firewall_rules/2/id"));
        assertThat(last.at("/firewall_rules")).hasSize(1);
        assertThat(last.text("/firewall_rules_links/0/rel")).isEqualTo("previous");
        assertThat(client.get(RULES + "/" + a + "?fields=name").json().toString())
                .isEqualTo("{\"firewall_rule\":{\"name\":\"a\"}}");
        assertThat(client.get(RULES + "?marker=nothing").status()).isEqualTo(400);
    }

    @Test
    void policiesAndGroupsAreFilteredAndPaged() {
        String p = policy("p", true);
        policy("q", false);
        assertThat(client.get(POLICIES + "?audited=true").text("/firewall_policies/0/id"))
                .isEqualTo(p);
        assertThat(client.get(POLICIES + "?description=x").at("/firewall_policies"))
                .isEmpty();
        assertThat(client.get(POLICIES + "?limit=1").text("/firewall_policies_links/0/rel"))
                .isEqualTo("next");
        assertThat(client.get(POLICIES + "?fields=id&fields=name").at("/firewall_policies/0"))
                .hasSize(2);
        client.post(GROUPS, "{'firewall_group':{'name':'g','ingress_firewall_policy_id':'" + p + "'}}");
        client.post(GROUPS, "{'firewall_group':{'name':'h','admin_state_up':false}}");
        assertThat(client.get(GROUPS + "?ingress_firewall_policy_id=" + p).text("/firewall_groups/0/name"))
                .isEqualTo("g");
        assertThat(client.get(GROUPS + "?admin_state_up=False").text("/firewall_groups/0/name"))
                .isEqualTo("h");
        assertThat(client.get(GROUPS + "?status=ACTIVE").at("/firewall_groups")).isEmpty();
        assertThat(client.get(GROUPS + "?limit=1").at("/firewall_groups")).hasSize(1);
        assertThat(client.get(GROUPS + "?fields=ports").at("/firewall_groups/0"))
                .hasSize(1);
    }

    @Test
    void nothingOfAnotherProjectIsThere() {
        String rule = rule("a");
        String policy = policy("p", false);
        String port = gateway(subnet(vpc(), "10.0.1.0/24"));
        TestTwin stranger = twin.freshProject();
        assertThat(stranger.get(RULES + "/" + rule).status()).isEqualTo(404);
        assertThat(stranger.put(POLICIES + "/" + policy, "{'firewall_policy':{'name':'x'}}")
                        .status())
                .isEqualTo(404);
        assertThat(stranger.post(POLICIES, "{'firewall_policy':{'firewall_rules':['" + rule + "']}}")
                        .text("/NeutronError/type"))
                .isEqualTo("FirewallRuleNotFound");
        assertThat(stranger.post(GROUPS, "{'firewall_group':{'egress_firewall_policy_id':'" + policy + "'}}")
                        .text("/NeutronError/type"))
                .isEqualTo("FirewallPolicyNotFound");
        assertThat(stranger.post(GROUPS, "{'firewall_group':{'ports':['" + port + "']}}")
                        .text("/NeutronError/type"))
                .isEqualTo("PortNotFound");
    }

    private String vpc() {
        return client.post("/v1/{p}/vpcs", "{'vpc':{'name':'net','cidr':'10.0.0.0/16'}}")
                .text("/vpc/id");
    }

    private String subnet(String vpc, String cidr) {
        return client.post(
                        "/v1/{p}/subnets",
                        "{'subnet':{'name':'a','cidr':'" + cidr + "','gateway_ip':'10.0.1.1','vpc_id':'" + vpc + "'}}")
                .text("/subnet/id");
    }

    private String gateway(String subnet) {
        return client.get("/v2.0/ports?device_owner=network:router_interface_distributed&network_id=" + subnet)
                .text("/ports/0/id");
    }

    private String policy(String name, boolean audited) {
        return client.post(POLICIES, "{'firewall_policy':{'name':'" + name + "','audited':" + audited + "}}")
                .text("/firewall_policy/id");
    }

    private String rule(String name) {
        return client.post(RULES, "{'firewall_rule':{'name':'" + name + "','action':'allow'}}")
                .text("/firewall_rule/id");
    }
}
