package dev.twinstack.api.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
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
        String vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'net','cidr':'10.0.0.0/16'}}")
                .text("/vpc/id");
        client.post(
                "/v1/{p}/subnets",
                "{'subnet':{'name':'a','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','vpc_id':'" + vpc + "'}}");
        String port = client.get("/v2.0/ports?device_owner=network:router_interface_distributed")
                .text("/ports/0/id");
        Reply made = client.post(GROUPS, "{'firewall_group':{'ports':['" + port + "']}}");
        assertThat(made.text("/firewall_group/status")).isEqualTo("ACTIVE");
        assertThat(made.text("/firewall_group/ports/0")).isEqualTo(port);
        assertThat(client.post(GROUPS, "{'firewall_group':{'ports':['" + port + "']}}")
                        .text("/NeutronError/type"))
                .isEqualTo("FirewallGroupPortInUse");
        assertThat(client.put(
                                GROUPS + "/" + made.text("/firewall_group/id"),
                                "{'firewall_group':{'admin_state_up':false}}")
                        .text("/firewall_group/status"))
                .isEqualTo("INACTIVE");
    }

    @Test
    void listsAreFilteredAndPaged() {
        rule("a");
        rule("b");
        rule("c");
        assertThat(client.get(RULES + "?name=b").at("/firewall_rules")).hasSize(1);
        assertThat(client.get(RULES + "?enabled=false").at("/firewall_rules")).isEmpty();
        Reply page = client.get(RULES + "?limit=2");
        assertThat(page.at("/firewall_rules")).hasSize(2);
        assertThat(page.text("/firewall_rules_links/0/rel")).isEqualTo("next");
        assertThat(client.get(POLICIES).at("/firewall_policies")).isEmpty();
        assertThat(client.get(GROUPS).at("/firewall_groups")).isEmpty();
    }

    private String rule(String name) {
        return client.post(RULES, "{'firewall_rule':{'name':'" + name + "','action':'allow'}}")
                .text("/firewall_rule/id");
    }
}
