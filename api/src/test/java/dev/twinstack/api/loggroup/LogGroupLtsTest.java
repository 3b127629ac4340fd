package dev.twinstack.api.loggroup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogGroupLtsTest {
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
    void groupsAreMadeKeptForSomeDaysAndDeleted() {
        Reply made = client.post("/v2/{p}/groups", "{'log_group_name':'lts-group-01nh','ttl_in_days':7}");
        assertThat(made.status()).isEqualTo(201);
        String id = made.text("/log_group_id");
        JsonNode listed = client.get("/v2/{p}/groups").at("/log_groups/0");
        assertThat(listed.path("log_group_id").asText()).isEqualTo(id);
        assertThat(listed.path("log_group_name").asText()).isEqualTo("lts-group-01nh");
        assertThat(listed.path("ttl_in_days").asInt()).isEqualTo(7);
        assertThat(listed.path("creation_time").asLong()).isGreaterThan(1_577_808_000_000L);
        assertThat(listed.has("tag")).isFalse();

        Reply updated = client.post("/v2/{p}/groups/" + id, "{'ttl_in_days':3}");
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.at("/ttl_in_days").asInt()).isEqualTo(3);
        assertThat(updated.text("/log_group_name")).isEqualTo("lts-group-01nh");
        assertThat(client.delete("/v2/{p}/groups/" + id).status()).isEqualTo(204);
        assertThat(client.get("/v2/{p}/groups").at("/log_groups")).isEmpty();
    }

    @Test
    void streamsLieInAGroupAndGoWithIt() {
        String streams = "/v2/{p}/groups/" + group(client, "g") + "/streams";
        Reply made = client.post(
                streams, "{'log_stream_name':'lts-stream-02kh','ttl_in_days':7,'tags':[{'key':'team','value':'red'}]}");
        assertThat(made.status()).isEqualTo(201);
        Reply listed = client.get(streams);
        assertThat(listed.status()).isEqualTo(200);
        assertThat(listed.text("/log_streams/0/log_stream_id")).isEqualTo(made.text("/log_stream_id"));
        assertThat(listed.text("/log_streams/0/log_stream_name")).isEqualTo("lts-stream-02kh");
        assertThat(listed.text("/log_streams/0/tag/team")).isEqualTo("red");
        assertThat(listed.at("/log_streams/0/filter_count").isInt()).isTrue();

        assertThat(client.delete(streams + '/' + made.text("/log_stream_id")).status())
                .isEqualTo(204);
        assertThat(client.get(streams).at("/log_streams")).isEmpty();
        refused(client.delete(streams + '/' + made.text("/log_stream_id")), "LTS.0208");
    }

    @Test
    void whatIsNotThereIsABadRequest() {
        for (String group : new String[] {group(twin.freshProject(), "g"), "nowhere"}) {
            String path = "/v2/{p}/groups/" + group;
            refused(client.post(path, "{'ttl_in_days':3}"), "LTS.0201");
            refused(client.delete(path), "LTS.0201");
            refused(client.get(path + "/streams"), "LTS.0201");
            refused(client.post(path + "/streams", "{'log_stream_name':'s'}"), "LTS.0201");
            refused(client.delete(path + "/streams/s"), "LTS.0201");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'log_group_name':'g'}",
                "{'log_group_name':'g','ttl_in_days':0}",
                "{'log_group_name':'g','ttl_in_days':366}",
                "{'log_group_name':'g','ttl_in_days':'7'}",
                "{'log_group_name':'','ttl_in_days':7}",
                "{'log_group_name':'_g','ttl_in_days':7}",
                "{'log_group_name':'.g','ttl_in_days':7}",
                "{'log_group_name':'g.','ttl_in_days':7}",
                "{'log_group_name':'a b','ttl_in_days':7}",
                "{'log_group_name':'taken','ttl_in_days':7}",
                "{'log_group_name':'g','ttl_in_days':7,'tags':[{'key':'_k','value':''}]}",
                "{'log_group_name':'g','ttl_in_days':7,'tags':[{'key':'k','value':'1'},{'key':'k','value':'2'}]}"
            })
    void aBadGroupIsRefused(String body) {
        group(client, "taken");
        refused(client.post("/v2/{p}/groups", body), "LTS.0009");
        assertThat(client.get("/v2/{p}/groups").at("/log_groups")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "a b", "_s", "s.", "taken"})
    void aBadStreamNameIsRefused(String name) {
        String streams = "/v2/{p}/groups/" + group(client, "g") + "/streams";
        client.post(streams, "{'log_stream_name':'taken'}");
        refused(client.post(streams, "{'log_stream_name':'" + name + "'}"), "LTS.0009");
        refused(client.post(streams, "{}"), "LTS.0009");
    }

    @Test
    void anotherProjectIsForbidden() {
        Reply refused = client.get("/v2/" + twin.freshProject().project() + "/groups");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/error_code")).isEqualTo("LTS.0011");
    }

    @Test
    void whatIsNotServedIsRefusedInTheServicesWords() {
        Reply refused = client.put("/v2/{p}/groups", "{}");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.text("/error_code")).startsWith("LTS.");
    }

    static String group(TestTwin client, String name) {
        return client.post("/v2/{p}/groups", "{'log_group_name':'" + name + "','ttl_in_days':7}")
                .text("/log_group_id");
    }

    private static void refused(Reply reply, String code) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.text("/error_code")).isEqualTo(code);
        assertThat(reply.text("/error_msg")).isNotEmpty();
    }
}
