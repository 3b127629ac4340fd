package dev.twinstack.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import org.junit.jupiter.api.Test;

/** The switch itself; what becomes of a session is in {@code RecordedSessionTest}. */
class RecordingsTest {
    private static final String PATH = "/_twinstack/recording";

    @Test
    void recordsOneProjectFromStartToStop() {
        try (TestTwin twin = TestTwin.start()) {
            TestTwin other = twin.freshProject();
            assertThat(twin.get(PATH).status()).isEqualTo(404);
            assertThat(twin.post(PATH, "{'recording':false}").status()).isEqualTo(404);
            twin.get("/v1/{p}/subnets");
            assertThat(twin.post(PATH, "{'recording':true}").at("/recording").asBoolean())
                    .isTrue();
            twin.post("/v1/{p}/vpcs", "{'vpc':{'name':'shop','cidr':'192.168.0.0/16'}}");
            twin.post("/v1/{p}/vpcs", "{'vpc':{'name':'bad','cidr':'1.1.1.1/40'}}");
            other.post("/v1/{p}/vpcs", "{'vpc':{'name':'theirs','cidr':'192.168.0.0/16'}}");
            Reply stopped = twin.post(PATH, "{'recording':false}");
            assertThat(stopped.at("/recording").asBoolean(true)).isFalse();
            assertThat(stopped.at("/calls").asInt()).isEqualTo(2);
            twin.get("/v1/{p}/vpcs");
            String script = twin.get(PATH).text("/script");
            assertThat(script)
                    .contains("/v1/${project.id}/vpcs")
                    .contains("\"vpc.name\": \"shop\"")
                    .contains("refused: {status: 400")
                    .doesNotContain("theirs", "subnets", twin.project());
            assertThat(other.get(PATH).status()).isEqualTo(404);
        }
    }

    @Test
    void badInputNamesTheField() {
        try (TestTwin twin = TestTwin.start()) {
            for (String body : new String[] {"{}", "{'recording':'yes'}", "[]", ""}) {
                Reply refused = twin.post(PATH, body);
                assertThat(refused.status()).as(body).isEqualTo(400);
            }
            assertThat(twin.post(PATH, "{}").text("/error/message")).contains("recording");
        }
    }
}
