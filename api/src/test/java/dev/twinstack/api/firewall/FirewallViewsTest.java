package dev.twinstack.api.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One firewall, two views: what the native service makes v3 shows, and the other way round. */
class FirewallViewsTest {
    private static final String ACLS = "/v3/{p}/vpc/firewalls";
    private static final String RULES = "/v2.0/fwaas/firewall_rules";
    private static final String POLICIES = "/v2.0/fwaas/firewall_policies";
    private static final String GROUPS = "/v2.0/fwaas/firewall_groups";
    private static final String RULE = "'action':'allow','protocol':'tcp','ip_version':4";
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
    void anAclIsAFirewallGroupWithAPolicyForEachDirectionThatHasRules() {
        String subnet = subnet();
        String acl = acl("acl");
        assertThat(client.get(GROUPS + "/" + acl)
                        .at("/firewall_group/ingress_firewall_policy_id")
                        .isNull())
                .isTrue();
        String rule = insert(
                        acl,
                        "ingress",
                        "'name':'r'," + RULE + ",'source_ip_address':'10.0.0.0/8','destination_port':'22,80-90'")
                .text("/firewall/ingress_rules/0/id");
        client.put(ACLS + "/" + acl + "/associate-subnets", "{'subnets':[{'virsubnet_id':'" + subnet + "'}]}");

        Reply group = client.get(GROUPS + "/" + acl);
        assertThat(group.text("/firewall_group/name")).isEqualTo("acl");
        assertThat(group.text("/firewall_group/status")).isEqualTo("ACTIVE");
        assertThat(group.at("/firewall_group/egress_firewall_policy_id").isNull())
                .isTrue();
        assertThat(group.text("/firewall_group/ports/0")).isEqualTo(gateway(subnet));
        Reply policy = client.get(POLICIES + "/" + group.text("/firewall_group/ingress_firewall_policy_id"));
        assertThat(policy.text("/firewall_policy/firewall_rules/0")).isEqualTo(rule);
        Reply shown = client.get(RULES + "/" + rule);
        assertThat(shown.text("/firewall_rule/source_ip_address")).isEqualTo("10.0.0.0/8");
        assertThat(shown.text("/firewall_rule/destination_port")).isEqualTo("22,80:90");

        assertThat(client.put(RULES + "/" + rule, "{'firewall_rule':{'destination_port':'20:50','protocol':'UDP'}}")
                        .status())
                .isEqualTo(200);
        Reply after = client.get(ACLS + "/" + acl);
        assertThat(after.text("/firewall/ingress_rules/0/destination_port")).isEqualTo("20-50");
        assertThat(after.text("/firewall/ingress_rules/0/protocol")).isEqualTo("udp");
    }

    @Test
    void aNativeNetworkIsBehindAFirewallWhileItIsOnItsRouter() {
        String network =
                client.post("/v2.0/networks", "{'network':{'name':'n'}}").text("/network/id");
        client.post("/v2.0/subnets", "{'subnet':{'network_id':'" + network + "','cidr':'10.0.1.0/24'}}");
        String port = client.post("/v2.0/ports", "{'port':{'network_id':'" + network + "'}}")
                .text("/port/id");
        String acl = acl("acl");
        String behind = "{'subnets':[{'virsubnet_id':'" + network + "'}]}";
        assertThat(client.put(ACLS + "/" + acl + "/associate-subnets", behind).status())
                .as("outside a VPC")
                .isEqualTo(409);

        String router =
                "/v2.0/routers/" + client.post("/v2.0/routers", "{'router':{}}").text("/router/id");
        client.put(router + "/add_router_interface", "{'port_id':'" + port + "'}");
        assertThat(client.put(ACLS + "/" + acl + "/associate-subnets", behind).status())
                .isEqualTo(200);
        assertThat(client.get(GROUPS + "/" + acl).text("/firewall_group/ports/0"))
                .isEqualTo(port);
        client.put(GROUPS + "/" + acl, "{'firewall_group':{'ports':['" + port + "']}}");

        client.put(router + "/remove_router_interface", "{'port_id':'" + port + "'}");
        assertThat(client.get(ACLS + "/" + acl).at("/firewall/associations")).isEmpty();
        assertThat(client.get(GROUPS + "/" + acl).text("/firewall_group/status"))
                .isEqualTo("INACTIVE");
        String again = client.post("/v2.0/ports", "{'port':{'network_id':'" + network + "'}}")
                .text("/port/id");
        client.put(router + "/add_router_interface", "{'port_id':'" + again + "'}");
        assertThat(client.get(ACLS + "/" + acl).at("/firewall/associations"))
                .as("it left its firewall with its VPC")
                .isEmpty();
        assertThat(client.put(GROUPS + "/" + acl, "{'firewall_group':{'ports':['" + again + "']}}")
                        .text("/firewall_group/ports/0"))
                .isEqualTo(again);
    }

    @Test
    void withAnAclGoesWhatV3MadeForIt() {
        String acl = acl("acl");
        insert(acl, "ingress", RULE);
        insert(acl, "egress", RULE);
        assertThat(client.get(POLICIES).at("/firewall_policies")).hasSize(2);
        assertThat(client.delete(ACLS + "/" + acl).status()).isEqualTo(204);
        assertThat(client.get(GROUPS).at("/firewall_groups")).isEmpty();
        assertThat(client.get(POLICIES).at("/firewall_policies")).isEmpty();
        assertThat(client.get(RULES).at("/firewall_rules")).isEmpty();
    }

    @Test
    void aNativeGroupIsAnAclAndItsPartsOutliveIt() {
        String rule = client.post(RULES, "{'firewall_rule':{'name':'any name','action':'deny'}}")
                .text("/firewall_rule/id");
        String policy = client.post(POLICIES, "{'firewall_policy':{'firewall_rules':['" + rule + "']}}")
                .text("/firewall_policy/id");
        String port = gateway(subnet());
        String group = client.post(
                        GROUPS,
                        "{'firewall_group':{'name':'g','ingress_firewall_policy_id':'" + policy + "',"
                                + "'egress_firewall_policy_id':'" + policy + "','ports':['" + port + "']}}")
                .text("/firewall_group/id");

        Reply acl = client.get(ACLS + "/" + group);
        assertThat(acl.text("/firewall/status")).isEqualTo("ACTIVE");
        assertThat(acl.text("/firewall/enterprise_project_id")).isEqualTo("0");
        assertThat(acl.at("/firewall/associations")).hasSize(1);
        assertThat(acl.text("/firewall/ingress_rules/0/id")).isEqualTo(rule);
        assertThat(acl.text("/firewall/ingress_rules/0/protocol")).isEqualTo("any");
        assertThat(acl.at("/firewall/egress_rules")).isEqualTo(acl.at("/firewall/ingress_rules"));

        Reply more = insert(group, "ingress", RULE);
        String made = more.text("/firewall/ingress_rules/0/id");
        assertThat(more.at("/firewall/egress_rules")).hasSize(2);
        assertThat(client.put(
                                ACLS + "/" + group + "/remove-rules",
                                "{'firewall':{'egress_rules':[{'id':'" + rule + "'}]}}")
                        .status())
                .isEqualTo(200);
        assertThat(client.get(RULES + "/" + rule).status()).isEqualTo(200);
        assertThat(client.delete(ACLS + "/" + group).status()).isEqualTo(204);
        assertThat(client.get(POLICIES + "/" + policy).text("/firewall_policy/firewall_rules/0"))
                .isEqualTo(made);
        assertThat(client.delete(POLICIES + "/" + policy).status()).isEqualTo(204);
        assertThat(client.get(RULES + "/" + made).status()).isEqualTo(404);
        assertThat(client.get(RULES + "/" + rule).status()).isEqualTo(200);
    }

    @Test
    void aSharedPolicyIsChangedInAllThatShareIt() {
        String policy = client.post(POLICIES, "{'firewall_policy':{}}").text("/firewall_policy/id");
        String first = group(policy);
        String second = group(policy);
        String rule = insert(first, "ingress", RULE).text("/firewall/ingress_rules/0/id");
        assertThat(client.get(ACLS + "/" + second).text("/firewall/ingress_rules/0/id"))
                .isEqualTo(rule);
        client.put(
                ACLS + "/" + second + "/update-rules",
                "{'firewall':{'ingress_rules':[{'id':'" + rule + "','action':'deny'}]}}");
        assertThat(client.get(ACLS + "/" + first).text("/firewall/ingress_rules/0/action"))
                .isEqualTo("deny");
    }

    @Test
    void anAddressGroupInUseStaysUnlessForcedWhichTakesItsRules() {
        String friends = client.post(
                        "/v3/{p}/vpc/address-groups",
                        "{'address_group':{'name':'friends','ip_version':4,'ip_set':['10.0.0.0/8']}}")
                .text("/address_group/id");
        String acl = acl("acl");
        String id = insert(acl, "ingress", RULE + ",'source_address_group_id':'" + friends + "'")
                .text("/firewall/ingress_rules/0/id");
        insert(acl, "ingress", RULE + ",'name':'other'");
        Reply shown = client.get(ACLS + "/" + acl);
        assertThat(shown.text("/firewall/ingress_rules/1/source_address_group_id"))
                .isEqualTo(friends);
        assertThat(shown.at("/firewall/ingress_rules/1/source_ip_address").isNull())
                .isTrue();
        assertThat(client.get(RULES + "/" + id)
                        .at("/firewall_rule/source_ip_address")
                        .isNull())
                .isTrue();
        Reply mixed = client.put(
                ACLS + "/" + acl + "/insert-rules",
                "{'firewall':{'egress_rules':[{'action':'allow','protocol':'tcp','ip_version':6,"
                        + "'destination_address_group_id':'" + friends + "'}]}}");
        assertThat(mixed.status()).isEqualTo(400);
        assertThat(mixed.text("/error_code")).isEqualTo("VPC.9902");

        String group = "/v3/{p}/vpc/address-groups/" + friends;
        assertThat(client.delete(group).text("/error_code")).isEqualTo("VPC.9907");
        assertThat(client.delete(group + "/force").status()).isEqualTo(204);
        assertThat(client.get(ACLS + "/" + acl).at("/firewall/ingress_rules")).hasSize(1);
        Reply policy = client.get(POLICIES);
        assertThat(policy.at("/firewall_policies/0/firewall_rules")).hasSize(1);
        assertThat(client.get(RULES + "/" + id).status()).isEqualTo(404);
        assertThat(insert(acl, "ingress", RULE).at("/firewall/ingress_rules")).hasSize(2);
        assertThat(client.delete(ACLS + "/" + acl).status()).isEqualTo(204);
    }

    @Test
    void anAddressGroupIsFreeOnceNoRuleNamesIt() {
        String friends = client.post(
                        "/v3/{p}/vpc/address-groups",
                        "{'address_group':{'name':'friends','ip_version':4,'ip_set':['10.0.0.0/8']}}")
                .text("/address_group/id");
        String acl = acl("acl");
        String id = insert(acl, "egress", RULE + ",'destination_address_group_id':'" + friends + "'")
                .text("/firewall/egress_rules/0/id");
        Reply replaced = client.put(
                ACLS + "/" + acl + "/update-rules",
                "{'firewall':{'egress_rules':[{'id':'" + id + "','destination_ip_address':'10.1.0.0/16',"
                        + "'destination_address_group_id':null}]}}");
        assertThat(replaced.text("/firewall/egress_rules/0/destination_ip_address"))
                .isEqualTo("10.1.0.0/16");
        assertThat(client.delete("/v3/{p}/vpc/address-groups/" + friends).status())
                .isEqualTo(204);
    }

    private String acl(String name) {
        return client.post(ACLS, "{'firewall':{'name':'" + name + "'}}").text("/firewall/id");
    }

    private String group(String policy) {
        return client.post(GROUPS, "{'firewall_group':{'ingress_firewall_policy_id':'" + policy + "'}}")
                .text("/firewall_group/id");
    }

    private Reply insert(String acl, String direction, String rule) {
        Reply inserted = client.put(
                ACLS + "/" + acl + "/insert-rules", "{'firewall':{'" + direction + "_rules':[{" + rule + "}]}}");
        assertThat(inserted.status()).isEqualTo(200);
        return inserted;
    }

    private String subnet() {
        String vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'net','cidr':'10.0.0.0/16'}}")
                .text("/vpc/id");
        return client.post(
                        "/v1/{p}/subnets",
                        "{'subnet':{'name':'a','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','vpc_id':'" + vpc + "'}}")
                .text("/subnet/id");
    }

    private String gateway(String subnet) {
        return client.get("/v2.0/ports?device_owner=network:router_interface_distributed&network_id=" + subnet)
                .text("/ports/0/id");
    }
}
