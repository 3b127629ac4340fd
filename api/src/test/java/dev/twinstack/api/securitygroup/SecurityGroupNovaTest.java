package dev.twinstack.api.securitygroup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compute client of Terraform's provider asks and insists on. */
class SecurityGroupNovaTest {
    private static final String GROUPS = "/v2.1/{p}/os-security-groups";
    private static final String RULES = "/v2.1/{p}/os-security-group-rules";
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
        Reply made = client.post(GROUPS, "{'security_group':{'name':'" + name + "','description':'first'}}");
        assertThat(made.status()).as(made.toString()).isEqualTo(200);
        return made.text("/security_group/id");
    }

    private Reply rule(String group, String fields) {
        return client.post(RULES, "{'security_group_rule':{'parent_group_id':'" + group + "'," + fields + "}}");
    }

    private JsonNode made(String group, String fields) {
        Reply reply = rule(group, fields);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.at("/security_group_rule");
    }

    private static void refused(Reply reply, int status, String fault) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.at('/' + fault + "/code").asInt()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.text('/' + fault + "/message")).isNotEmpty();
    }

    @Test
    void groupsAreTheSameAsNeutronsWithWhatTheyLetIn() {
        String id = group("sg 1");
        Reply shown = client.get(GROUPS + '/' + id);
        assertThat(shown.at("/security_group").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "name", "description", "tenant_id", "rules");
        assertThat(shown.at("/security_group/rules")).isEmpty();
        assertThat(client.get("/v2.0/security-groups/" + id).at("/security_group/security_group_rules"))
                .hasSize(2);
        assertThat(client.get(GROUPS).at("/security_groups").findValuesAsText("id"))
                .contains(id);
        assertThat(client.get(GROUPS + "?limit=1&offset=1").at("/security_groups"))
                .hasSize(1);
        refused(client.get(GROUPS + "?limit=some"), 400, "badRequest");
        Reply renamed = client.put(GROUPS + '/' + id, "{'security_group':{'name':'sg_2','description':''}}");
        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.text("/security_group/name")).isEqualTo("sg_2");
        assertThat(client.get("/v1/{p}/security-groups/" + id).text("/security_group/name"))
                .isEqualTo("sg_2");
        assertThat(client.delete(GROUPS + '/' + id).status()).isEqualTo(202);
        refused(client.get(GROUPS + '/' + id), 404, "itemNotFound");
        refused(client.delete(GROUPS + '/' + id), 404, "itemNotFound");
    }

    @Test
    void rulesAreEchoedAsTheyWereAsked() {
        String id = group("sg_1");
        JsonNode ssh = made(id, "'from_port':22,'to_port':22,'ip_protocol':'TCP','cidr':'0.0.0.0/0'");
        assertThat(ssh.get("from_port").intValue()).isEqualTo(22);
        assertThat(ssh.get("ip_protocol").asText()).isEqualTo("tcp");
        assertThat(ssh.at("/ip_range/cidr").asText()).isEqualTo("0.0.0.0/0");
        assertThat(ssh.get("parent_group_id").asText()).isEqualTo(id);
        assertThat(ssh.get("group")).isEmpty();
        JsonNode udp = made(id, "'from_port':1,'to_port':65535,'ip_protocol':'udp','cidr':'0.0.0.0/0'");
        assertThat(udp.get("to_port").intValue()).isEqualTo(65535);
        JsonNode icmp = made(id, "'from_port':-1,'to_port':-1,'ip_protocol':'icmp','cidr':'0.0.0.0/0'");
        assertThat(icmp.get("from_port").intValue()).isEqualTo(-1);
        assertThat(icmp.get("to_port").intValue()).isEqualTo(-1);
        JsonNode zero = made(id, "'from_port':0,'to_port':0,'ip_protocol':'icmp','cidr':'0.0.0.0/0'");
        assertThat(zero.get("from_port").intValue()).isZero();
        JsonNode type = made(id, "'from_port':8,'to_port':-1,'ip_protocol':'icmp','cidr':'2001:db8::/32'");
        assertThat(type.get("to_port").intValue()).isEqualTo(-1);
        JsonNode neutron = client.get(
                        "/v2.0/security-group-rules/" + type.get("id").asText())
                .at("/security_group_rule");
        assertThat(neutron.get("ethertype").asText()).isEqualTo("IPv6");
        assertThat(neutron.get("port_range_min").intValue()).isEqualTo(8);
        assertThat(neutron.get("port_range_max").isNull()).isTrue();
        assertThat(client.get(GROUPS + '/' + id).at("/security_group/rules"))
                .hasSize(5)
                .contains(ssh, zero);
        String first = RULES + '/' + ssh.get("id").asText();
        assertThat(client.delete(first).status()).isEqualTo(202);
        refused(client.delete(first), 404, "itemNotFound");
    }

    @Test
    void aRuleForAGroupNamesIt() {
        String id = group("sg_1");
        String other = group("sg_2");
        JsonNode self = made(id, "'from_port':22,'to_port':22,'ip_protocol':'tcp','group_id':'" + id + "'");
        assertThat(self.at("/group/name").asText()).isEqualTo("sg_1");
        assertThat(self.at("/group/tenant_id").asText()).isEqualTo(client.project());
        assertThat(self.get("ip_range").isObject()).isTrue();
        assertThat(self.get("ip_range")).isEmpty();
        JsonNode every = made(id, "'group_id':'" + other + "'");
        assertThat(every.get("ip_protocol").isNull()).isTrue();
        assertThat(every.get("from_port").isNull()).isTrue();
        refused(client.delete(GROUPS + '/' + other), 400, "badRequest");
        refused(rule(id, "'group_id':'none'"), 404, "itemNotFound");
        refused(rule("none", "'group_id':'" + id + "'"), 404, "itemNotFound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'cidr':'0.0.0.0/0'",
                "'from_port':22,'to_port':22,'ip_protocol':'sctp','cidr':'0.0.0.0/0'",
                "'from_port':-1,'to_port':-1,'ip_protocol':'tcp','cidr':'0.0.0.0/0'",
                "'from_port':22,'to_port':21,'ip_protocol':'tcp','cidr':'0.0.0.0/0'",
                "'from_port':22,'to_port':65536,'ip_protocol':'tcp','cidr':'0.0.0.0/0'",
                "'to_port':22,'ip_protocol':'tcp','cidr':'0.0.0.0/0'",
                "'from_port':'x','to_port':22,'ip_protocol':'tcp'",
                "'from_port':-1,'to_port':0,'ip_protocol':'icmp'",
                "'from_port':256,'to_port':0,'ip_protocol':'icmp'",
                "'from_port':22,'to_port':22,'ip_protocol':'tcp','cidr':'10.0.0.0/33'",
                "'from_port':22,'to_port':22,'ip_protocol':'tcp','cidr':7",
                "'from_port':22,'to_port':22,'ip_protocol':'tcp','group_id':'a|b'",
            })
    void badRulesAreRefused(String fields) {
        refused(rule(group("sg_1"), fields), 400, "badRequest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'security_group':{'name':'a'}}",
                "{'security_group':{'name':' ','description':''}}",
                "{'security_group':{'name':7,'description':''}}",
                "{'security_group':{'name':'default','description':''}}",
            })
    void badGroupsAreRefused(String body) {
        refused(client.post(GROUPS, body), 400, "badRequest");
    }

    @Test
    void anIdenticalRuleIsABadRequest() {
        String id = group("sg_1");
        made(id, "'from_port':22,'to_port':22,'ip_protocol':'tcp'");
        refused(rule(id, "'from_port':22,'to_port':22,'ip_protocol':'tcp','cidr':'0.0.0.0/0'"), 400, "badRequest");
    }

    @Test
    void aServerShowsItsGroupsWithTheirRules() {
        Net net = Net.dualStack(client);
        String id = group("sg_1");
        JsonNode ssh = made(id, "'from_port':22,'to_port':22,'ip_protocol':'tcp','cidr':'0.0.0.0/0'");
        String server = net.server("s3.medium.1", Net.DEBIAN, "", ",'security_groups':[{'id':'" + id + "'}]");
        Reply groups = client.get("/v2.1/{p}/servers/" + server + "/os-security-groups");
        assertThat(groups.at("/security_groups")).hasSize(1);
        assertThat(groups.text("/security_groups/0/id")).isEqualTo(id);
        assertThat(groups.at("/security_groups/0/rules/0")).isEqualTo(ssh);
        refused(client.delete(GROUPS + '/' + id), 400, "badRequest");
    }

    @Test
    void theDefaultGroupIsFoundByName() {
        JsonNode groups = client.get(GROUPS).at("/security_groups");
        assertThat(groups).hasSize(1);
        assertThat(groups.at("/0/name").asText()).isEqualTo("default");
        assertThat(groups.at("/0/rules"))
                .hasSize(7)
                .anySatisfy(rule -> assertThat(rule.at("/group/name").asText()).isEqualTo("default"))
                .anySatisfy(rule -> assertThat(rule.at("/from_port").asInt()).isEqualTo(3389));
        refused(client.delete(GROUPS + '/' + groups.at("/0/id").asText()), 400, "badRequest");
    }

    @Test
    void projectsDoNotSeeEachOthersGroups() {
        String id = group("sg_1");
        String rule = made(id, "'from_port':22,'to_port':22,'ip_protocol':'tcp'")
                .get("id")
                .asText();
        client = twin.freshProject();
        refused(client.get(GROUPS + '/' + id), 404, "itemNotFound");
        refused(client.delete(GROUPS + '/' + id), 404, "itemNotFound");
        refused(
                client.put(GROUPS + '/' + id, "{'security_group':{'name':'mine','description':''}}"),
                404,
                "itemNotFound");
        refused(client.delete(RULES + '/' + rule), 404, "itemNotFound");
        refused(rule(id, "'from_port':22,'to_port':22,'ip_protocol':'tcp'"), 404, "itemNotFound");
    }
}
