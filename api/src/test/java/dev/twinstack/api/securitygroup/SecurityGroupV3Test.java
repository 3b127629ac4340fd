package dev.twinstack.api.securitygroup;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityGroupV3Test {
    private static final String GROUPS = "/v3/{p}/vpc/security-groups";
    private static final String RULES = "/v3/{p}/vpc/security-group-rules";
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

    private String group(String name) {
        Reply made = client.post(GROUPS, "{'security_group':{'name':'" + name + "'}}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.text("/security_group/id");
    }

    private Reply rule(String group, String fields) {
        return client.post(RULES, "{'security_group_rule':{'security_group_id':'" + group + "'," + fields + "}}");
    }

    private String made(String group, String fields) {
        Reply reply = rule(group, fields);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        return reply.text("/security_group_rule/id");
    }

    private static void refused(Reply reply, int status, String code, String words) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.text("/error_code")).as(reply.toString()).isEqualTo(code);
        assertThat(reply.text("/error_msg")).contains(words);
        assertThat(reply.text("/request_id")).isNotEmpty();
    }

    private static List<String> ids(Reply list, String name) {
        List<String> ids = new ArrayList<>();
        list.at('/' + name).forEach(row -> ids.add(row.get("id").asText()));
        return ids;
    }

    @Test
    void groupsAreMadeShownRenamedAndDeleted() {
        Reply made = client.post(
                GROUPS,
                "{'security_group':{'name':'web','description':'a','enterprise_project_id':'"
                        + "0aad99bc-f5f6-4f78-8404-c598d76b0ed2','tags':[{'key':'b','value':''},{'key':'a.b','value':'1'}]}}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/request_id")).isNotEmpty();
        JsonNode group = made.at("/security_group");
        assertThat(group.get("security_group_rules")).hasSize(4).allSatisfy(rule -> {
            assertThat(rule.get("action").asText()).isEqualTo("allow");
            assertThat(rule.get("priority").asInt()).isEqualTo(100);
        });
        assertThat(group.get("project_id").asText()).isEqualTo(client.project());
        assertThat(group.at("/tags/0/key").asText()).isEqualTo("a.b");
        assertThat(group.at("/tags")).hasSize(2);
        String one = GROUPS + '/' + group.get("id").asText();
        assertThat(client.get(one).at("/security_group")).isEqualTo(group);
        Reply renamed = client.put(one, "{'security_group':{'description':''}}");
        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.text("/security_group/name")).isEqualTo("web");
        assertThat(renamed.text("/security_group/description")).isEmpty();
        assertThat(client.put(one, "{'security_group':{'name':'api','description':null}}")
                        .text("/security_group/name"))
                .isEqualTo("api");
        assertThat(client.get("/v1/{p}/security-groups/" + group.get("id").asText())
                        .text("/security_group/enterprise_project_id"))
                .isEqualTo("0aad99bc-f5f6-4f78-8404-c598d76b0ed2");
        assertThat(client.delete(one).status()).isEqualTo(204);
        refused(client.get(one), 404, "VPC.9904", "could not be found");
        refused(client.delete(one), 404, "VPC.9904", "could not be found");
    }

    @Test
    void groupsAreListedWithoutRulesByPageAndFilter() {
        String one = group("one");
        String two = group("two");
        client.put(GROUPS + '/' + two, "{'security_group':{'description':'second'}}");
        assertThat(client.get(GROUPS).at("/security_groups"))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.has("security_group_rules")).isFalse());
        assertThat(ids(client.get(GROUPS + "?name=one&name=two"), "security_groups"))
                .containsExactlyInAnyOrder(one, two);
        assertThat(ids(client.get(GROUPS + "?description=second"), "security_groups"))
                .containsExactly(two);
        assertThat(ids(client.get(GROUPS + "?id=" + one), "security_groups")).containsExactly(one);
        assertThat(client.get(GROUPS + "?enterprise_project_id=none").at("/security_groups"))
                .isEmpty();
        assertThat(client.get(GROUPS + "?enterprise_project_id=all_granted_eps").at("/security_groups"))
                .hasSize(3);
        Reply first = client.get(GROUPS + "?limit=2");
        assertThat(first.at("/page_info/current_count").asInt()).isEqualTo(2);
        List<String> page = ids(first, "security_groups");
        assertThat(first.text("/page_info/previous_marker")).isEqualTo(page.getFirst());
        assertThat(first.text("/page_info/next_marker")).isEqualTo(page.getLast());
        Reply last = client.get(GROUPS + "?limit=2&marker=" + page.getLast());
        assertThat(last.at("/page_info/current_count").asInt()).isEqualTo(1);
        assertThat(last.at("/page_info").has("next_marker")).isFalse();
        page.addAll(ids(last, "security_groups"));
        assertThat(page).isSorted().contains(one, two).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'security_group':{}}",
                "{'security_group':{'name':'a b'}}",
                "{'security_group':{'name':'a','tags':[{'key':'a','value':'1'},{'key':'a','value':'2'}]}}",
                "{'security_group':{'name':'a','tags':[{'key':'','value':'1'}]}}",
                "{'security_group':{'name':'a','tags':[{'key':'a'}]}}",
                "{'security_group':{'name':'a'},'dry_run':'maybe'}",
            })
    void badGroupsAreRefused(String body) {
        refused(client.post(GROUPS, body), 400, "VPC.9901", ": ");
    }

    @Test
    void whatIsUsedStays() {
        String other = group("clients");
        made(group("web"), "'direction':'ingress','remote_group_id':'" + other + "'");
        refused(client.delete(GROUPS + '/' + other), 409, "VPC.9902", other);
        String standard = client.get(GROUPS + "?name=default").text("/security_groups/0/id");
        refused(client.delete(GROUPS + '/' + standard), 409, "VPC.9902", standard);
        refused(client.post(GROUPS, "{'security_group':{'name':'default'}}"), 409, "VPC.9902", "default");
    }

    @Test
    void aDryRunSaysWhatWouldBe() {
        Reply would = client.post(GROUPS, "{'dry_run':true,'security_group':{'name':'web'}}");
        assertThat(would.status()).isEqualTo(202);
        assertThat(would.text("/error_code")).isEqualTo("SYS.0202");
        assertThat(client.get(GROUPS).at("/security_groups")).hasSize(1);
        refused(
                client.post(GROUPS, "{'dry_run':true,'security_group':{'name':'default'}}"),
                409,
                "VPC.9902",
                "already exists");
        String group = group("web");
        String update = "{'dry_run':true,'security_group':{'name':'api'}}";
        assertThat(client.put(GROUPS + '/' + group, update).status()).isEqualTo(202);
        assertThat(client.get(GROUPS + '/' + group).text("/security_group/name"))
                .isEqualTo("web");
        refused(client.put(GROUPS + "/none", update), 404, "VPC.9904", "none");
        String fields = "'security_group_id':'" + group + "','direction':'ingress'";
        assertThat(client.post(RULES, "{'dry_run':true,'security_group_rule':{" + fields + "}}")
                        .status())
                .isEqualTo(202);
        refused(
                client.post(RULES, "{'dry_run':true,'security_group_rule':{" + fields + ",'remote_group_id':'none'}}"),
                404,
                "VPC.9904",
                "none");
        assertThat(client.get(GROUPS + '/' + group).at("/security_group/security_group_rules"))
                .hasSize(4);
        made(group, "'direction':'ingress'");
        refused(
                client.post(RULES, "{'dry_run':true,'security_group_rule':{" + fields + "}}"),
                409,
                "VPC.9902",
                "already has");
    }

    @Test
    void rulesHaveActionPriorityAndPorts() {
        String group = group("web");
        Reply deny = rule(
                group,
                "'direction':'ingress','protocol':'tcp','multiport':'22,80-90','action':'deny','priority':'7',"
                        + "'remote_ip_prefix':'10.0.0.1','description':'no'");
        assertThat(deny.status()).isEqualTo(201);
        JsonNode rule = deny.at("/security_group_rule");
        assertThat(rule.get("multiport").asText()).isEqualTo("22,80-90");
        assertThat(rule.get("action").asText()).isEqualTo("deny");
        assertThat(rule.get("priority").isInt()).isTrue();
        assertThat(rule.get("remote_ip_prefix").asText()).isEqualTo("10.0.0.1/32");
        assertThat(rule.get("ethertype").asText()).isEqualTo("IPv4");
        assertThat(rule.get("remote_group_id").isNull()).isTrue();
        String id = rule.get("id").asText();
        assertThat(client.get(RULES + '/' + id).at("/security_group_rule")).isEqualTo(rule);
        JsonNode byNeutron = client.get("/v2.0/security-group-rules/" + id).at("/security_group_rule");
        assertThat(byNeutron.get("port_range_min").isNull()).isTrue();
        assertThat(byNeutron.get("protocol").asText()).isEqualTo("tcp");
        String one = client.post(
                        "/v2.0/security-group-rules",
                        "{'security_group_rule':{'security_group_id':'" + group
                                + "','direction':'egress','protocol':'udp','port_range_min':53,'port_range_max':54}}")
                .text("/security_group_rule/id");
        JsonNode byV3 = client.get(RULES + '/' + one).at("/security_group_rule");
        assertThat(byV3.get("multiport").asText()).isEqualTo("53-54");
        assertThat(byV3.get("priority").asInt()).isEqualTo(1);
        assertThat(client.delete(RULES + '/' + one).status()).isEqualTo(204);
        refused(client.delete(RULES + '/' + one), 404, "VPC.9904", one);
        refused(client.get(RULES + '/' + one), 404, "VPC.9904", one);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'protocol':'tcp' | VPC.9901 | direction",
                "'direction':'ingress','protocol':'tcp','multiport':'0' | VPC.9901 | multiport",
                "'direction':'ingress','protocol':'tcp','multiport':'80-65536' | VPC.9901 | multiport",
                "'direction':'ingress','protocol':'tcp','multiport':'90-80' | VPC.9901 | multiport",
                "'direction':'ingress','protocol':'tcp','multiport':'80,' | VPC.9901 | multiport",
                "'direction':'ingress','protocol':'tcp','multiport':'http' | VPC.9901 | multiport",
                "'direction':'ingress','protocol':'tcp','multiport':80 | VPC.9901 | multiport",
                "'direction':'ingress','protocol':'icmp','multiport':'8' | VPC.9901 | multiport",
                "'direction':'ingress','multiport':'80' | VPC.9901 | protocol",
                "'direction':'ingress','priority':0 | VPC.9901 | priority",
                "'direction':'ingress','priority':'101' | VPC.9901 | priority",
                "'direction':'ingress','priority':{} | VPC.9901 | priority",
                "'direction':'ingress','action':'drop' | VPC.9901 | action",
                "'direction':'ingress','protocol':'icmp','ethertype':'IPv6' | VPC.9901 | protocol",
                "'direction':'ingress','description':'a<b' | VPC.9901 | description",
                "'direction':'ingress','protocol':'icmpv6' | VPC.9902 | icmpv6",
                "'direction':'ingress','ethertype':'IPv5' | VPC.9902 | ethertype",
                "'direction':'ingress','remote_ip_prefix':'2001:db8::/32' | VPC.9902 | 2001:db8::/32",
                "'direction':'ingress','remote_ip_prefix':'10.0.0.0/8','remote_group_id':'x' | VPC.9901 | exclude",
            })
    void badRulesAreRefused(String fields, String code, String words) {
        refused(rule(group("web"), fields), 400, code, words);
    }

    @Test
    void whatARuleNamesMustBeThere() {
        String group = group("web");
        refused(rule("none", "'direction':'ingress'"), 404, "VPC.9904", "none");
        refused(rule(group, "'direction':'ingress','remote_group_id':'none'"), 404, "VPC.9904", "none");
        refused(rule(group, "'direction':'ingress','remote_address_group_id':'none'"), 404, "VPC.9904", "none");
        made(group, "'direction':'ingress','remote_ip_prefix':'10.0.0.1'");
        refused(rule(group, "'direction':'ingress','remote_ip_prefix':'10.0.0.1/32'"), 409, "VPC.9902", "already has");
    }

    @Test
    void rulesAreFiltered() {
        String group = group("web");
        String deny = made(group, "'direction':'ingress','protocol':'tcp','action':'deny','priority':5");
        String six = made(group, "'direction':'egress','ethertype':'IPv6','remote_ip_prefix':'2001:db8::/32'");
        String named = made(group, "'direction':'ingress','remote_group_id':'" + group + "','description':'d'");
        String mine = RULES + "?security_group_id=" + group;
        assertThat(ids(client.get(mine), "security_group_rules")).hasSize(7).isSorted();
        assertThat(ids(client.get(mine + "&action=deny"), "security_group_rules"))
                .containsExactly(deny);
        assertThat(ids(client.get(mine + "&priority=5&priority=6"), "security_group_rules"))
                .containsExactly(deny);
        assertThat(ids(client.get(mine + "&protocol=tcp"), "security_group_rules"))
                .containsExactly(deny);
        assertThat(ids(client.get(mine + "&remote_ip_prefix=2001:db8::/32"), "security_group_rules"))
                .containsExactly(six);
        assertThat(ids(client.get(mine + "&ethertype=ipv6&direction=egress&priority=1"), "security_group_rules"))
                .containsExactly(six);
        assertThat(ids(client.get(mine + "&remote_group_id=" + group + "&priority=1"), "security_group_rules"))
                .containsExactly(named);
        assertThat(ids(client.get(mine + "&description=d"), "security_group_rules"))
                .containsExactly(named);
        assertThat(ids(client.get(RULES + "?id=" + six + "&id=" + deny), "security_group_rules"))
                .containsExactlyInAnyOrder(six, deny);
        Reply page = client.get(mine + "&limit=3");
        Reply next = client.get(mine + "&limit=4&marker=" + page.text("/page_info/next_marker"));
        assertThat(ids(next, "security_group_rules"))
                .hasSize(4)
                .doesNotContainAnyElementsOf(ids(page, "security_group_rules"));
        assertThat(next.at("/page_info").has("next_marker")).isFalse();
        for (String bad : List.of("direction=up", "action=drop", "ethertype=IPv5", "priority=high")) {
            refused(client.get(RULES + '?' + bad), 400, "VPC.9901", bad.substring(0, bad.indexOf('=')));
        }
    }

    @Test
    void denyRulesTakeEffect() {
        Net net = Net.dualStack(client);
        String in = group("in");
        made(in, "'direction':'ingress','protocol':'tcp','multiport':'80,443','priority':2");
        String web = net.server(
                "s3.medium.1",
                Net.UBUNTU_16,
                ",'ip_address':'192.168.20.20'",
                ",'security_groups':[{'id':'" + in + "'}]");
        String other = net.server("s3.medium.1", Net.UBUNTU_16, ",'ip_address':'192.168.20.21'", "");
        assertThat(trace(other, web, 443).text("/disposition")).isEqualTo("DELIVERED");
        assertThat(trace(other, web, 22).text("/disposition")).isEqualTo("DENIED_BY_SECURITY_GROUP");
        String deny = made(
                in,
                "'direction':'ingress','protocol':'tcp','multiport':'443','action':'deny','priority':2,"
                        + "'remote_ip_prefix':'192.168.20.21'");
        Reply denied = trace(other, web, 443);
        assertThat(denied.text("/disposition")).isEqualTo("DENIED_BY_SECURITY_GROUP");
        assertThat(denied.text("/decided_by/rule/id")).isEqualTo(deny);
        assertThat(trace(other, web, 80).text("/disposition")).isEqualTo("DELIVERED");
    }

    private Reply trace(String from, String to, int port) {
        return client.get("/_twinstack/trace?from=" + from + "&to=" + to + "&protocol=tcp&port=" + port);
    }

    @Test
    void projectsDoNotSeeEachOthersGroups() {
        String group = group("web");
        String rule = made(group, "'direction':'ingress'");
        client = twin.freshProject();
        refused(client.get(GROUPS + '/' + group), 404, "VPC.9904", group);
        refused(client.put(GROUPS + '/' + group, "{'security_group':{'name':'mine'}}"), 404, "VPC.9904", group);
        refused(client.delete(GROUPS + '/' + group), 404, "VPC.9904", group);
        refused(rule(group, "'direction':'ingress'"), 404, "VPC.9904", group);
        refused(client.get(RULES + '/' + rule), 404, "VPC.9904", rule);
        refused(client.delete(RULES + '/' + rule), 404, "VPC.9904", rule);
    }
}
