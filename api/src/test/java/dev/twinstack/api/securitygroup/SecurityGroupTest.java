package dev.twinstack.api.securitygroup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityGroupTest {
    private static TestTwin twin;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    private static String group(TestTwin client, String name) {
        Reply made = client.post("/v2.0/security-groups", "{'security_group':{'name':'" + name + "'}}");
        assertThat(made.status()).isEqualTo(201);
        return made.text("/security_group/id");
    }

    private static Reply nativeRule(TestTwin client, String group, String fields) {
        return client.post(
                "/v2.0/security-group-rules",
                "{'security_group_rule':{'security_group_id':'" + group + "'," + fields + "}}");
    }

    private static Reply v1Rule(TestTwin client, String group, String fields) {
        return client.post(
                "/v1/{p}/security-group-rules",
                "{'security_group_rule':{'security_group_id':'" + group + "'," + fields + "}}");
    }

    @Test
    void everyProjectHasOneDefaultGroup() {
        TestTwin client = twin.freshProject();
        JsonNode groups = client.get("/v2.0/security-groups?name=default").at("/security_groups");
        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).get("security_group_rules")).hasSize(9);
        String id = groups.get(0).get("id").asText();
        Reply kept = client.delete("/v2.0/security-groups/" + id);
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.text("/NeutronError/type")).isEqualTo("SecurityGroupCannotRemoveDefault");
        assertThat(client.delete("/v1/{p}/security-groups/" + id).status()).isEqualTo(409);
    }

    @Test
    void v1GroupsAreAsTheReferenceShowsThem() {
        TestTwin client = twin.freshProject();
        Reply made = client.post("/v1/{p}/security-groups", "{'security_group':{'name':'sg-01','vpc_id':'some-vpc'}}");
        assertThat(made.status()).isEqualTo(200);
        JsonNode group = made.at("/security_group");
        assertThat(group.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id", "name", "description", "vpc_id", "enterprise_project_id", "security_group_rules");
        assertThat(group.get("vpc_id").asText()).isEqualTo("some-vpc");
        assertThat(group.get("security_group_rules")).hasSize(4);
        JsonNode rule = group.get("security_group_rules").get(0);
        assertThat(rule.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id",
                        "description",
                        "security_group_id",
                        "direction",
                        "ethertype",
                        "protocol",
                        "port_range_min",
                        "port_range_max",
                        "remote_ip_prefix",
                        "remote_group_id",
                        "remote_address_group_id",
                        "tenant_id");
        assertThat(rule.get("protocol").isNull()).isTrue();
        String id = group.get("id").asText();
        assertThat(client.get("/v1/{p}/security-groups/" + id).json()).isEqualTo(made.json());
        assertThat(client.get("/v1/{p}/security-groups?vpc_id=some-vpc").at("/security_groups"))
                .hasSize(1);
        assertThat(client.get("/v1/{p}/security-groups?limit=0").at("/security_groups"))
                .isEmpty();
        assertThat(client.delete("/v1/{p}/security-groups/" + id).status()).isEqualTo(204);
        Reply gone = client.get("/v1/{p}/security-groups/" + id);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.text("/code")).isEqualTo("VPC.0603");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/{p}/security-groups | {'security_group':{}}",
                "/v1/{p}/security-groups | {'security_group':{'name':''}}",
                "/v1/{p}/security-groups | {'security_group':{'name':'a b'}}",
                "/v1/{p}/security-groups | {'security_group':{'name':7}}",
                "/v1/{p}/security-groups | {'security_group':[]}",
                "/v1/{p}/security-groups | nonsense",
            })
    void badV1GroupsAreRefused(String path, String body) {
        Reply refused = twin.post(path, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/code")).isEqualTo("VPC.0601");
    }

    @Test
    void nativeGroupsAreMadeRenamedAndDeleted() {
        TestTwin client = twin.freshProject();
        String id = group(client, "web");
        assertThat(client.get("/v2.0/security-groups/" + id).at("/security_group/security_group_rules"))
                .hasSize(2);
        group(client, "web");
        assertThat(client.get("/v2.0/security-groups?name=web").at("/security_groups"))
                .hasSize(2);
        Reply renamed = client.put("/v2.0/security-groups/" + id, "{'security_group':{'name':'api'}}");
        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.text("/security_group/name")).isEqualTo("api");
        assertThat(client.put("/v2.0/security-groups/" + id, "{'security_group':{}}")
                        .status())
                .isEqualTo(400);
        assertThat(client.get("/v2.0/security-groups?fields=id&name=api").at("/security_groups/0"))
                .hasSize(1);
        Reply page = client.get("/v2.0/security-groups?limit=1");
        assertThat(page.at("/security_groups")).hasSize(1);
        assertThat(page.text("/security_groups_links/0/rel")).isEqualTo("next");
        assertThat(client.delete("/v2.0/security-groups/" + id).status()).isEqualTo(204);
        assertThat(client.get("/v2.0/security-groups/" + id).text("/NeutronError/type"))
                .isEqualTo("SecurityGroupNotFound");
        assertThat(client.post("/v2.0/security-groups", "{'security_group':{'name':'default'}}")
                        .text("/NeutronError/type"))
                .isEqualTo("SecurityGroupDefaultAlreadyExists");
    }

    @Test
    void rulesAreEchoedAsClientsExpect() {
        TestTwin client = twin.freshProject();
        String id = group(client, "web");
        Reply tcp = nativeRule(
                client,
                id,
                "'direction':'ingress','protocol':'TCP','port_range_min':22,'port_range_max':22,'remote_ip_prefix':'0.0.0.0/0'");
        assertThat(tcp.status()).isEqualTo(201);
        assertThat(tcp.text("/security_group_rule/protocol")).isEqualTo("tcp");
        assertThat(tcp.text("/security_group_rule/ethertype")).isEqualTo("IPv4");
        assertThat(tcp.at("/security_group_rule/description").isNull()).isTrue();
        Reply ping =
                nativeRule(client, id, "'direction':'ingress','protocol':'icmp','port_range_min':8,'port_range_max':0");
        assertThat(ping.at("/security_group_rule/port_range_min").asInt()).isEqualTo(8);
        assertThat(ping.at("/security_group_rule/port_range_max").asInt()).isZero();
        Reply number = nativeRule(
                client, id, "'direction':'ingress','protocol':'115','port_range_min':22,'port_range_max':22");
        assertThat(number.text("/security_group_rule/protocol")).isEqualTo("115");
        Reply portless =
                nativeRule(client, id, "'direction':'egress','protocol':'47','port_range_min':0,'port_range_max':0");
        assertThat(portless.status()).isEqualTo(201);
        Reply block = nativeRule(
                client, id, "'direction':'ingress','ethertype':'IPv6','remote_ip_prefix':'2001:DB8:FC00::/39'");
        assertThat(block.text("/security_group_rule/remote_ip_prefix")).isEqualTo("2001:DB8:FC00::/39");
        String rule = block.text("/security_group_rule/id");
        assertThat(client.get("/v2.0/security-group-rules/" + rule).json()).isEqualTo(block.json());
        assertThat(client.get("/v2.0/security-group-rules?security_group_id=" + id + "&direction=ingress")
                        .at("/security_group_rules"))
                .hasSize(4);
        assertThat(client.delete("/v2.0/security-group-rules/" + rule).status()).isEqualTo(204);
        assertThat(client.get("/v2.0/security-group-rules/" + rule).text("/NeutronError/type"))
                .isEqualTo("SecurityGroupRuleNotFound");
        Reply again =
                nativeRule(client, id, "'direction':'ingress','protocol':'icmp','port_range_min':8,'port_range_max':0");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/NeutronError/type")).isEqualTo("SecurityGroupRuleExists");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'direction':'sideways'",
                "'protocol':'tcp'",
                "'direction':'ingress','ethertype':'IPv5'",
                "'direction':'ingress','protocol':'sctp'",
                "'direction':'ingress','protocol':'256'",
                "'direction':'ingress','protocol':'tcp','port_range_min':80",
                "'direction':'ingress','protocol':'tcp','port_range_min':0,'port_range_max':80",
                "'direction':'ingress','protocol':'tcp','port_range_min':80,'port_range_max':65536",
                "'direction':'ingress','protocol':'tcp','port_range_min':81,'port_range_max':80",
                "'direction':'ingress','protocol':'tcp','port_range_min':'x','port_range_max':80",
                "'direction':'ingress','protocol':'icmp','port_range_max':0",
                "'direction':'ingress','protocol':'icmp','port_range_min':256",
                "'direction':'ingress','port_range_min':80,'port_range_max':80",
                "'direction':'ingress','remote_ip_prefix':'10.0.0.0/33'",
                "'direction':'ingress','remote_ip_prefix':'2001:db8::/32'",
                "'direction':'ingress','ethertype':'IPv6','remote_ip_prefix':'10.0.0.0/8'",
                "'direction':'ingress','remote_ip_prefix':'10.0.0.0/8','remote_group_id':'x'",
            })
    void badRulesAreRefusedInBothDialects(String fields) {
        TestTwin client = twin.freshProject();
        String id = group(client, "web");
        Reply neutron = nativeRule(client, id, fields);
        assertThat(neutron.status()).isEqualTo(400);
        assertThat(neutron.text("/NeutronError/type")).isNotEmpty();
        Reply v1 = v1Rule(client, id, fields);
        assertThat(v1.status()).isEqualTo(400);
        assertThat(v1.text("/code")).isIn("VPC.0601", "VPC.9902");
    }

    @Test
    void v1RulesTakeNumbersAsTextAndNameOtherGroups() {
        TestTwin client = twin.freshProject();
        String id = group(client, "web");
        String other = group(client, "clients");
        Reply made = v1Rule(
                client,
                id,
                "'direction':'ingress','port_range_min':'80','ethertype':'IPv4','port_range_max':'80',"
                        + "'protocol':'tcp','remote_group_id':'" + other + "'");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.at("/security_group_rule/port_range_min").intValue()).isEqualTo(80);
        assertThat(made.text("/security_group_rule/remote_group_id")).isEqualTo(other);
        Reply kept = client.delete("/v2.0/security-groups/" + other);
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.text("/NeutronError/type")).isEqualTo("SecurityGroupInUse");
        String rule = made.text("/security_group_rule/id");
        assertThat(client.get("/v1/{p}/security-group-rules/" + rule).json()).isEqualTo(made.json());
        assertThat(client.get("/v1/{p}/security-group-rules?security_group_id=" + id + "&limit=2")
                        .at("/security_group_rules"))
                .hasSize(2);
        assertThat(client.delete("/v1/{p}/security-group-rules/" + rule).status())
                .isEqualTo(204);
        assertThat(client.delete("/v2.0/security-groups/" + other).status()).isEqualTo(204);
        for (String fields : List.of(
                "'direction':'ingress','remote_group_id':'" + other + "'",
                "'direction':'ingress','remote_address_group_id':'" + other + "'")) {
            Reply unknown = v1Rule(client, id, fields);
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.text("/code")).isEqualTo("VPC.9904");
        }
        assertThat(v1Rule(client, other, "'direction':'ingress'").status()).isEqualTo(404);
        assertThat(v1Rule(client, id, "'direction':'ingress','description':'a<b'")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void projectsDoNotSeeEachOthersGroups() {
        TestTwin one = twin.freshProject();
        TestTwin two = twin.freshProject();
        String id = group(one, "web");
        assertThat(two.get("/v2.0/security-groups/" + id).status()).isEqualTo(404);
        assertThat(two.delete("/v1/{p}/security-groups/" + id).status()).isEqualTo(404);
        assertThat(nativeRule(two, id, "'direction':'ingress'").status()).isEqualTo(404);
    }
}
