package dev.twinstack.api.servergroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerGroupTest {
    private static final String NOVA = "/v2.1/{p}/os-server-groups";
    private static final String ECS = "/v1/{p}/cloudservers/os-server-groups";
    private static final String BODY = "{'server_group':{'name':'sg_1','policies':['anti-affinity']}}";
    private static TestTwin twin;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    private static List<String> members(TestTwin client, String group) {
        List<String> members = new ArrayList<>();
        client.get(NOVA + '/' + group).at("/server_group/members").forEach(member -> members.add(member.asText()));
        return members;
    }

    @Test
    void aGroupOfOneDialectIsSeenInTheOther() {
        TestTwin client = twin.freshProject();
        Reply made = client.post(NOVA, BODY);
        assertThat(made.status()).isEqualTo(200);
        String id = made.text("/server_group/id");
        assertThat(id).matches("[a-z0-9]{8}-[a-z0-9]{4}-[1-5][a-z0-9]{3}-[a-z0-9]{4}-[a-z0-9]{12}");
        assertThat(made.at("/server_group/policies").toString()).isEqualTo("[\"anti-affinity\"]");
        assertThat(made.text("/server_group/project_id")).isEqualTo(client.project());
        assertThat(client.get(ECS + '/' + id).text("/server_group/name")).isEqualTo("sg_1");
        String second = client.post(ECS, BODY).text("/server_group/id");
        assertThat(client.get(NOVA + "?limit=1").at("/server_groups")).hasSize(1);
        assertThat(client.get(NOVA + "?offset=1").text("/server_groups/0/id")).isEqualTo(second);
        Reply page = client.get(ECS + "?limit=1");
        String marker = page.text("/page_info/next_marker");
        assertThat(client.get(ECS + "?marker=" + marker).at("/server_groups")).hasSize(1);
        assertThat(client.get(ECS).at("/server_groups")).hasSize(2);
        assertThat(client.get(ECS).json().has("page_info")).isFalse();
        assertThat(client.delete(NOVA + '/' + id).status()).isEqualTo(204);
        assertThat(client.delete(ECS + '/' + second).status()).isEqualTo(204);
        assertThat(client.get(NOVA + '/' + id).status()).isEqualTo(404);
        assertThat(client.get(ECS + '/' + second).text("/error/code")).isEqualTo("Ecs.0313");
    }

    @Test
    void serversComeInWhenTheyAreMadeAndLeaveWhenTheyGo() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String group = client.post(NOVA, BODY).text("/server_group/id");
        String hints = ",'os:scheduler_hints':{'group':'" + group + "','tenancy':'shared'}";
        String first = net.server("s3.medium.1", Net.DEBIAN, "", hints);
        String second = net.server("s3.medium.1", Net.DEBIAN, "", hints);
        assertThat(members(client, group)).containsExactlyInAnyOrder(first, second);
        Reply shown = client.get("/v1/{p}/cloudservers/" + first);
        assertThat(shown.text("/server/os:scheduler_hints/group/0")).isEqualTo(group);
        assertThat(shown.text("/server/os:scheduler_hints/tenancy/0")).isEqualTo("shared");
        assertThat(shown.text("/server/hostId"))
                .isNotEqualTo(client.get("/v1/{p}/cloudservers/" + second).text("/server/hostId"));
        client.delete("/v2.1/{p}/servers/" + first);
        assertThat(members(client, group)).containsExactly(second);
        assertThat(client.delete(NOVA + '/' + group).status()).isEqualTo(204);
        assertThat(client.get("/v1/{p}/cloudservers/" + second).at("/server/os:scheduler_hints/group"))
                .isEmpty();
    }

    @Test
    void serversThatAreOffAreAddedAndRemoved() {
        TestTwin client = twin.freshProject();
        String server = Net.dualStack(client).server("s3.medium.1", Net.DEBIAN, "", "");
        String group = client.post(ECS, BODY).text("/server_group/id");
        String add = "{'add_member':{'instance_uuid':'" + server + "'}}";
        String path = ECS + '/' + group + "/action";
        assertThat(client.post(path, add).text("/error/code")).isEqualTo("Ecs.0100");
        client.post("/v2.1/{p}/servers/" + server + "/action", "{'os-stop':null}");
        assertThat(client.post(path, add).status()).isEqualTo(200);
        assertThat(members(client, group)).containsExactly(server);
        String remove = "{'remove_member':{'instance_uuid':'" + server + "'}}";
        assertThat(client.post(path, remove).status()).isEqualTo(200);
        assertThat(client.post(path, remove).status()).isEqualTo(400);
        assertThat(members(client, group)).isEmpty();
        assertThat(client.post(ECS + "/none/action", add).status()).isEqualTo(404);
        assertThat(client.post(path, "{'add_member':{'instance_uuid':'none'}}").text("/error/code"))
                .isEqualTo("Ecs.0114");
        assertThat(client.post(path, "{}").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'server_group':{'name':'','policies':['anti-affinity']}}",
                "{'server_group':{'name':'a','policies':['affinity']}}",
                "{'server_group':{'name':'a','policies':[]}}",
                "{'server_group':{'name':'a'}}",
                "{'server_group':{'policies':['anti-affinity']}}",
                "{'server_group':7}",
                "{}",
            })
    void whatIsNoGroupIsABadRequest(String body) {
        TestTwin client = twin.freshProject();
        assertThat(client.post(NOVA, body).at("/badRequest/code").asInt()).isEqualTo(400);
        assertThat(client.post(ECS, body).text("/error/code")).isEqualTo("Ecs.0005");
    }

    @Test
    void anotherProjectsGroupIsNotThere() {
        String group = twin.freshProject().post(NOVA, BODY).text("/server_group/id");
        TestTwin other = twin.freshProject();
        assertThat(other.get(NOVA + '/' + group).status()).isEqualTo(404);
        assertThat(other.delete(ECS + '/' + group).status()).isEqualTo(404);
        assertThat(Net.dualStack(other)
                        .create("s3.medium.1", Net.DEBIAN, "", ",'os:scheduler_hints':{'group':'" + group + "'}")
                        .text("/error/code"))
                .isEqualTo("Ecs.0313");
    }
}
