package dev.twinstack.api.flowlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowLogV1Test {
    private static final String LOGS = "/v1/{p}/fl/flow_logs";

    private static TestTwin twin;

    private TestTwin client;
    private String vpc;
    private String subnet;
    private String port;
    private String group;
    private String stream;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void aNetworkAndAStream() {
        client = twin.freshProject();
        vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'net','cidr':'10.0.0.0/16'}}")
                .text("/vpc/id");
        subnet = client.post(
                        "/v1/{p}/subnets",
                        "{'subnet':{'name':'a','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','vpc_id':'" + vpc + "'}}")
                .text("/subnet/id");
        port = client.post("/v2.0/ports", "{'port':{'network_id':'" + subnet + "'}}")
                .text("/port/id");
        group = client.post("/v2/{p}/groups", "{'log_group_name':'g','ttl_in_days':7}")
                .text("/log_group_id");
        stream = client.post("/v2/{p}/groups/" + group + "/streams", "{'log_stream_name':'s'}")
                .text("/log_stream_id");
    }

    @Test
    void aFlowLogIsOnUntilItIsSwitchedOff() {
        Reply made = create("'name':'log','description':'d','index_enabled':true," + target("vpc", vpc));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.text("/flow_log/status")).isEqualTo("ACTIVE");
        assertThat(made.at("/flow_log/admin_state").booleanValue()).isTrue();
        assertThat(made.at("/flow_log/index_enabled").booleanValue()).isTrue();
        assertThat(made.text("/flow_log/tenant_id")).isEqualTo(client.project());
        String path = LOGS + '/' + made.text("/flow_log/id");

        Reply off = client.put(path, "{'flow_log':{'name':'new','admin_state':false}}");
        assertThat(off.status()).isEqualTo(200);
        assertThat(off.text("/flow_log/status")).isEqualTo("DOWN");
        assertThat(off.text("/flow_log/name")).isEqualTo("new");
        assertThat(off.text("/flow_log/description")).isEqualTo("d");
        assertThat(client.get(path).json()).isEqualTo(off.json());
        assertThat(client.put(path, "{'flow_log':{'admin_state':true}}").text("/flow_log/status"))
                .isEqualTo("ACTIVE");
        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void portsSubnetsAndVpcsCanBeWatchedAndListsTellThemApart() {
        create("'name':'one'," + target("vpc", vpc));
        create("'name':'two'," + target("network", subnet));
        create("'name':'three'," + target("port", port));
        assertThat(names("")).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(names("?resource_type=network")).containsExactly("two");
        assertThat(names("?resource_id=" + port)).containsExactly("three");
        assertThat(names("?name=one&name=two")).containsExactlyInAnyOrder("one", "two");
        assertThat(names("?traffic_type=accept")).isEmpty();
        assertThat(names("?log_topic_id=" + stream + "&status=ACTIVE")).hasSize(3);
        assertThat(names("?tenant_id=other")).isEmpty();
        Reply first = client.get(LOGS + "?limit=2");
        assertThat(first.at("/flow_logs")).hasSize(2);
        assertThat(names("?limit=2&marker=" + first.text("/flow_logs/1/id"))).hasSize(1);
    }

    @Test
    void oneResourceHasTwoDifferentLogsInAStreamAndMoreInOthers() {
        create(target("vpc", vpc));
        refused(create("'name':'same'," + target("vpc", vpc)), 409, "VPC.3004");
        assertThat(create(target("vpc", vpc, "reject")).status()).isEqualTo(200);
        refused(create(target("vpc", vpc, "accept")), 409, "VPC.3004");
        stream = client.post("/v2/{p}/groups/" + group + "/streams", "{'log_stream_name':'other'}")
                .text("/log_stream_id");
        assertThat(create(target("vpc", vpc)).status()).isEqualTo(200);
    }

    @Test
    void ofAlikeOnesAskedForAtOnceOneIsMade() {
        String body = "{'flow_log':{" + target("network", subnet) + "}}";
        List<Integer> statuses = Stream.generate(() -> client.send("POST", LOGS, body)).limit(6).toList().stream()
                .map(sent -> sent.join().status())
                .toList();
        assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
        assertThat(client.get(LOGS).at("/flow_logs")).hasSize(1);
        assertThat(used()).isEqualTo(1);
    }

    @Test
    void logsGoWithWhatTheyWatchAndFreeTheirPlaces() {
        for (int i = 0; i < 10; i++) {
            String watched = client.post("/v2.0/ports", "{'port':{'network_id':'" + subnet + "'}}")
                    .text("/port/id");
            String log = create(target("port", watched)).text("/flow_log/id");
            if (i == 0) {
                assertThat(client.delete("/v2.0/ports/" + watched).status()).isEqualTo(204);
                refused(client.get(LOGS + '/' + log), 404, "VPC.3002");
                refused(client.delete(LOGS + '/' + log), 404, "VPC.3005");
            }
        }
        assertThat(names("")).hasSize(9);
        assertThat(used()).isEqualTo(9);
        assertThat(create(target("vpc", vpc)).status()).isEqualTo(200);
        refused(create(target("network", subnet)), 409, "VPC.3001");
        assertThat(used()).isEqualTo(10);
    }

    @Test
    void aLogWhoseStreamIsGoneIsInError() {
        String path = LOGS + '/' + create(target("vpc", vpc)).text("/flow_log/id");
        client.delete("/v2/{p}/groups/" + group + "/streams/" + stream);
        assertThat(client.get(path).text("/flow_log/status")).isEqualTo("ERROR");
        assertThat(client.get(LOGS + "?status=ERROR").at("/flow_logs")).hasSize(1);
        assertThat(client.put(path, "{'flow_log':{'admin_state':false}}").text("/flow_log/status"))
                .isEqualTo("DOWN");
        assertThat(client.delete("/v2/{p}/groups/" + group).status()).isEqualTo(204);
        assertThat(client.delete(path).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"port", "network", "vpc"})
    void aTargetMustBeThere(String type) {
        TestTwin stranger = twin.freshProject();
        String theirs = stranger.post("/v1/{p}/vpcs", "{'vpc':{'name':'net'}}").text("/vpc/id");
        refused(create(target(type, theirs)), 404, "VPC.3002");
        refused(create(target(type, "nowhere")), 404, "VPC.3002");
        refused(create(target(type, subnet + "|")), 400, "VPC.3001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", ""})
    void theStreamMustBeThere(String stranger) {
        String ours = stream;
        stream = stranger;
        refused(create(target("vpc", vpc)), 400, "VPC.3001");
        stream = ours;
        group = stranger;
        refused(create(target("vpc", vpc)), 400, "VPC.3001");
    }

    @Test
    void aStreamOfAnotherGroupIsNone() {
        group = client.post("/v2/{p}/groups", "{'log_group_name':'other','ttl_in_days':7}")
                .text("/log_group_id");
        refused(create(target("vpc", vpc)), 400, "VPC.3001");
    }

    @Test
    void anotherProjectsLogIsNotFound() {
        String path = LOGS + '/' + create(target("vpc", vpc)).text("/flow_log/id");
        TestTwin stranger = twin.freshProject();
        refused(stranger.get(path), 404, "VPC.3002");
        refused(stranger.put(path, "{'flow_log':{'name':'mine'}}"), 404, "VPC.3005");
        refused(stranger.delete(path), 404, "VPC.3005");
        assertThat(client.get(path).status()).isEqualTo(200);
    }

    private Reply create(String fields) {
        return client.post(LOGS, "{'flow_log':{" + fields + "}}");
    }

    private String target(String type, String id) {
        return target(type, id, "all");
    }

    private String target(String type, String id, String traffic) {
        return "'resource_type':'" + type + "','resource_id':'" + id + "','traffic_type':'" + traffic
                + "','log_group_id':'" + group + "','log_topic_id':'" + stream + "'";
    }

    private List<String> names(String query) {
        return client.get(LOGS + query).at("/flow_logs").findValuesAsText("name");
    }

    private int used() {
        return client.get("/v1/{p}/quotas?type=flow_log")
                .at("/quotas/resources/0/used")
                .asInt();
    }

    private static void refused(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.text("/code")).isEqualTo(code);
        assertThat(reply.text("/message")).isNotEmpty();
    }
}
