package dev.twinstack.api.addressgroup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressGroupV3Test {
    private static final String ALL = "/v3/{p}/vpc/address-groups";
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

    private Reply create(String fields) {
        return client.post(ALL, "{'address_group':{'name':'office'," + fields + "}}");
    }

    private String group(String fields) {
        Reply made = create(fields);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.text("/address_group/id");
    }

    private String securityGroup() {
        return client.post("/v3/{p}/vpc/security-groups", "{'security_group':{'name':'in'}}")
                .text("/security_group/id");
    }

    private Reply rule(String securityGroup, String fields) {
        return client.post(
                "/v3/{p}/vpc/security-group-rules",
                "{'security_group_rule':{'direction':'ingress','security_group_id':'" + securityGroup + "'," + fields
                        + "}}");
    }

    private static void refused(Reply reply, int status, String code, String words) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.text("/error_code")).as(reply.toString()).isEqualTo(code);
        assertThat(reply.text("/error_msg")).contains(words);
    }

    private static List<String> texts(JsonNode list, String pointer) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.at(pointer).asText()));
        return texts;
    }

    @Test
    void groupsAreMadeShownChangedAndDeleted() {
        Reply made = create("'ip_version':4,'description':'desks','max_capacity':5,'enterprise_project_id':'e',"
                + "'ip_set':['192.168.3.2','192.168.3.20-192.168.3.100','192.168.5.0/24']");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/request_id")).isNotEmpty();
        JsonNode group = made.at("/address_group");
        assertThat(texts(group.get("ip_set"), ""))
                .containsExactly("192.168.3.2", "192.168.3.20-192.168.3.100", "192.168.5.0/24");
        assertThat(texts(group.get("ip_extra_set"), "/ip")).isEqualTo(texts(group.get("ip_set"), ""));
        assertThat(group.at("/ip_extra_set/0/remarks").isNull()).isTrue();
        assertThat(group.get("status").asText()).isEqualTo("NORMAL");
        assertThat(group.get("max_capacity").asInt()).isEqualTo(5);
        assertThat(group.get("tenant_id").asText()).isEqualTo(client.project());
        String one = ALL + '/' + group.get("id").asText();
        assertThat(client.get(one).at("/address_group")).isEqualTo(group);
        Reply changed = client.put(
                one, "{'address_group':{'name':'home','ip_extra_set':[{'ip':'10.0.0.1','remarks':'mine'}]}}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/address_group/name")).isEqualTo("home");
        assertThat(changed.text("/address_group/description")).isEqualTo("desks");
        assertThat(texts(changed.at("/address_group/ip_set"), "")).containsExactly("10.0.0.1");
        assertThat(changed.text("/address_group/ip_extra_set/0/remarks")).isEqualTo("mine");
        assertThat(client.delete(one).status()).isEqualTo(204);
        refused(client.get(one), 404, "VPC.9904", "could not be found");
        refused(client.delete(one), 404, "VPC.9904", "could not be found");
        refused(client.delete(one + "/force"), 404, "VPC.9904", "could not be found");
        refused(client.put(one, "{'address_group':{'name':'x'}}"), 404, "VPC.9904", "could not be found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'ip_set':['10.0.0.1'] | 400 | VPC.9901 | ip_version",
                "'ip_version':5 | 400 | VPC.9901 | ip_version",
                "'ip_version':'4' | 400 | VPC.9901 | ip_version",
                "'ip_version':4,'max_capacity':21 | 400 | VPC.9901 | max_capacity",
                "'ip_version':4,'ip_set':['10.0.0.1','10.0.0.1'] | 400 | VPC.9901 | more than once",
                "'ip_version':4,'ip_set':['10.0.0.256'] | 400 | VPC.9901 | ip_set[0]",
                "'ip_version':4,'ip_set':['10.0.0.9-10.0.0.1'] | 400 | VPC.9901 | ip_set[0]",
                "'ip_version':4,'ip_set':[7] | 400 | VPC.9901 | ip_set[0]",
                "'ip_version':4,'ip_set':['2001:db8::1'] | 400 | VPC.9901 | not IPv4",
                "'ip_version':6,'ip_set':['10.0.0.1'] | 400 | VPC.9901 | not IPv6",
                "'ip_version':4,'ip_set':[],'ip_extra_set':[] | 400 | VPC.9901 | exclude",
                "'ip_version':4,'ip_extra_set':[{'remarks':'a'}] | 400 | VPC.9901 | ip_extra_set[0].ip",
                "'ip_version':4,'ip_extra_set':[{'ip':'10.0.0.1','remarks':'<'}] | 400 | VPC.9901 | remarks",
                "'ip_version':4,'max_capacity':1,'ip_set':['10.0.0.1','10.0.0.2'] | 409 | VPC.9905 | at most 1",
            })
    void badGroupsAreRefused(String fields, int status, String code, String words) {
        refused(create(fields), status, code, words);
        assertThat(client.get(ALL).at("/address_groups")).isEmpty();
    }

    @Test
    void entriesAreCountedOnUpdateToo() {
        String group = group("'ip_version':6,'max_capacity':1");
        refused(
                client.put(ALL + '/' + group, "{'address_group':{'ip_set':['2001:db8::1','2001:db8::2']}}"),
                409,
                "VPC.9905",
                "at most 1");
        assertThat(client.get(ALL + '/' + group).at("/address_group/ip_set")).isEmpty();
    }

    @Test
    void aDryRunChangesNothing() {
        Reply would = client.post(ALL, "{'dry_run':true,'address_group':{'name':'a','ip_version':4}}");
        assertThat(would.status()).isEqualTo(202);
        assertThat(would.text("/error_code")).isEqualTo("SYS.0202");
        assertThat(client.get(ALL).at("/address_groups")).isEmpty();
        String group = group("'ip_version':4,'max_capacity':1");
        String update = "{'dry_run':true,'address_group':{'name':'b','ip_set':['10.0.0.1'%s]}}";
        assertThat(client.put(ALL + '/' + group, update.formatted("")).status()).isEqualTo(202);
        refused(client.put(ALL + '/' + group, update.formatted(",'10.0.0.2'")), 409, "VPC.9905", "at most 1");
        assertThat(client.get(ALL + '/' + group).text("/address_group/name")).isEqualTo("office");
    }

    @Test
    void groupsAreListedByPageAndFilter() {
        String four = group("'ip_version':4,'description':'a'");
        String six = group("'ip_version':6");
        assertThat(texts(client.get(ALL + "?ip_version=6").at("/address_groups"), "/id"))
                .containsExactly(six);
        assertThat(texts(client.get(ALL + "?name=office&description=a").at("/address_groups"), "/id"))
                .containsExactly(four);
        assertThat(client.get(ALL + "?name=none").at("/address_groups")).isEmpty();
        Reply first = client.get(ALL + "?limit=1");
        Reply second = client.get(ALL + "?limit=1&marker=" + first.text("/page_info/next_marker"));
        assertThat(List.of(first.text("/address_groups/0/id"), second.text("/address_groups/0/id")))
                .isSorted()
                .containsExactlyInAnyOrder(four, six);
        assertThat(second.at("/page_info").has("next_marker")).isFalse();
        refused(client.get(ALL + "?ip_version=5"), 400, "VPC.9901", "ip_version");
    }

    @Test
    void theQuotaIsKept() {
        for (int i = 0; i < 50; i++) {
            group("'ip_version':4");
        }
        refused(create("'ip_version':4"), 409, "VPC.9905", "address_group");
        refused(
                client.post(ALL, "{'dry_run':true,'address_group':{'name':'a','ip_version':4}}"),
                409,
                "VPC.9905",
                "address_group");
        assertThat(client.get("/v1/{p}/quotas?type=address_group")
                        .at("/quotas/resources/0/used")
                        .asInt())
                .isEqualTo(50);
    }

    @Test
    void aGroupThatARuleNamesIsDeletedByForceOnly() {
        String group = group("'ip_version':4");
        String in = securityGroup();
        String rule = rule(in, "'remote_address_group_id':'" + group + "'").text("/security_group_rule/id");
        assertThat(client.get("/v1/{p}/security-group-rules/" + rule)
                        .text("/security_group_rule/remote_address_group_id"))
                .isEqualTo(group);
        Reply byNeutron = client.post(
                "/v2.0/security-group-rules",
                "{'security_group_rule':{'direction':'egress','security_group_id':'" + securityGroup()
                        + "','remote_address_group_id':'" + group + "'}}");
        assertThat(byNeutron.status()).isEqualTo(201);
        assertThat(byNeutron.text("/security_group_rule/remote_address_group_id"))
                .isEqualTo(group);
        refused(client.delete(ALL + '/' + group), 409, "VPC.9907", in);
        assertThat(client.delete(ALL + '/' + group + "/force").status()).isEqualTo(204);
        refused(client.get(ALL + '/' + group), 404, "VPC.9904", group);
        assertThat(client.get("/v1/{p}/security-group-rules/" + rule).status()).isEqualTo(404);
        assertThat(client.get("/v3/{p}/vpc/security-groups/" + in).at("/security_group/security_group_rules"))
                .hasSize(4);
        refused(rule(in, "'remote_address_group_id':'" + group + "'"), 404, "VPC.9904", group);
    }

    @Test
    void aRuleThatIsRemovedLetsGo() {
        String group = group("'ip_version':4");
        String in = securityGroup();
        String one = rule(in, "'remote_address_group_id':'" + group + "'").text("/security_group_rule/id");
        String other = rule(in, "'protocol':'tcp','remote_address_group_id':'" + group + "'")
                .text("/security_group_rule/id");
        client.delete("/v3/{p}/vpc/security-group-rules/" + one);
        refused(client.delete(ALL + '/' + group), 409, "VPC.9907", in);
        client.delete("/v3/{p}/vpc/security-group-rules/" + other);
        assertThat(client.delete(ALL + '/' + group).status()).isEqualTo(204);
    }

    @Test
    void aRuleTakesAGroupOfItsOwnFamilyOnly() {
        String four = group("'ip_version':4");
        String six = group("'ip_version':6");
        String in = securityGroup();
        refused(rule(in, "'remote_address_group_id':'" + six + "'"), 400, "VPC.9902", six);
        refused(rule(in, "'ethertype':'IPv6','remote_address_group_id':'" + four + "'"), 400, "VPC.9902", four);
        assertThat(client.delete(ALL + '/' + four).status()).isEqualTo(204);
        Reply byNeutron = client.post(
                "/v2.0/security-group-rules",
                "{'security_group_rule':{'direction':'ingress','security_group_id':'" + in
                        + "','remote_address_group_id':'" + six + "'}}");
        assertThat(byNeutron.status()).isEqualTo(400);
        assertThat(byNeutron.text("/NeutronError/type")).isEqualTo("SecurityGroupRuleParameterConflict");
        assertThat(rule(in, "'ethertype':'IPv6','remote_address_group_id':'" + six + "'")
                        .status())
                .isEqualTo(201);
        refused(rule(in, "'remote_address_group_id':'" + six + "'"), 400, "VPC.9902", six);
        refused(client.delete(ALL + '/' + six), 409, "VPC.9907", in);
    }

    @Test
    void entriesDecideWhatArrivesInBothFamilies() {
        Net net = Net.dualStack(client);
        String four = group("'ip_version':4,'ip_set':['192.168.20.20-192.168.20.29']");
        String six = group("'ip_version':6");
        String in = securityGroup();
        String byFour = rule(in, "'protocol':'tcp','multiport':'443','remote_address_group_id':'" + four + "'")
                .text("/security_group_rule/id");
        rule(in, "'ethertype':'IPv6','protocol':'tcp','multiport':'443','remote_address_group_id':'" + six + "'");
        String web = net.server(
                "s3.medium.1", Net.UBUNTU_16, ",'ipv6_enable':true", ",'security_groups':[{'id':'" + in + "'}]");
        String other = net.server("s3.medium.1", Net.UBUNTU_16, ",'ipv6_enable':true,'ip_address':'192.168.20.21'", "");
        Reply arrived = trace(other, web, 4);
        assertThat(arrived.text("/disposition")).isEqualTo("DELIVERED");
        assertThat(arrived.text("/decided_by/rule/id")).isEqualTo(byFour);
        assertThat(arrived.text("/decided_by/text")).contains("IP address group office (192.168.20.20-192.168.20.29)");
        assertThat(trace(other, web, 6).text("/disposition")).isEqualTo("DENIED_BY_SECURITY_GROUP");

        client.put(ALL + '/' + four, "{'address_group':{'ip_set':['192.168.20.22']}}");
        client.put(ALL + '/' + six, "{'address_group':{'ip_set':['2001:db8::/32']}}");
        assertThat(trace(other, web, 4).text("/disposition")).isEqualTo("DENIED_BY_SECURITY_GROUP");
        assertThat(trace(other, web, 6).text("/disposition")).isEqualTo("DELIVERED");
    }

    private Reply trace(String from, String to, int family) {
        return client.get("/_twinstack/trace?from=" + from + "&to=" + to + "&protocol=tcp&port=443&family=" + family);
    }

    @Test
    void noRuleSurvivesTheGroupItNames() {
        String group = group("'ip_version':4");
        List<CompletableFuture<Reply>> asked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String in = securityGroup();
            for (String protocol : List.of("tcp", "udp", "icmp", "47")) {
                asked.add(client.send(
                        "POST",
                        "/v3/{p}/vpc/security-group-rules",
                        "{'security_group_rule':{'direction':'ingress','security_group_id':'" + in + "','protocol':'"
                                + protocol + "','remote_address_group_id':'" + group + "'}}"));
            }
            if (i == 2) {
                asked.add(client.send("DELETE", ALL + '/' + group + "/force", ""));
            }
        }
        assertThat(asked.stream().map(CompletableFuture::join).map(Reply::status))
                .containsOnly(201, 204, 404)
                .contains(204);
        assertThat(client.get("/v3/{p}/vpc/security-group-rules?remote_address_group_id=" + group)
                        .at("/security_group_rules"))
                .isEmpty();
        assertThat(client.get(ALL + '/' + group).status()).isEqualTo(404);
    }

    @Test
    void projectsDoNotSeeEachOthersGroups() {
        String group = group("'ip_version':4");
        client = twin.freshProject();
        refused(client.get(ALL + '/' + group), 404, "VPC.9904", group);
        refused(client.put(ALL + '/' + group, "{'address_group':{'name':'mine'}}"), 404, "VPC.9904", group);
        refused(client.delete(ALL + '/' + group), 404, "VPC.9904", group);
        refused(client.delete(ALL + '/' + group + "/force"), 404, "VPC.9904", group);
        refused(rule(securityGroup(), "'remote_address_group_id':'" + group + "'"), 404, "VPC.9904", group);
    }
}
