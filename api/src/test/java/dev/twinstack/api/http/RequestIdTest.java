package dev.twinstack.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twinstack.api.TestTwin;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RequestIdTest {
    private static final String ID = "[0-9a-f]{32}";
    private static final String OPENSTACK_ID =
            "req-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private static TestTwin twin;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        twin.close();
    }

    @Test
    void everyAnswerHasAnIdOfItsOwn() throws IOException, InterruptedException {
        Set<String> ids = new HashSet<>();
        List<String> paths = List.of(
                "/v1/{p}/vpcs",
                "/v1/{p}/vpcs/none",
                "/v1/{p}/nothing-here",
                "/v1/another/vpcs",
                "/v2.0/networks",
                "/v2.1/{p}/servers",
                "/v3",
                "/_twinstack/health",
                "/metrics");
        for (String path : paths) {
            String id = get(path).headers().firstValue("X-Request-Id").orElse("");
            assertThat(id).as(path).matches(ID);
            ids.add(id);
        }
        assertThat(ids).hasSameSizeAs(paths);
    }

    @Test
    void openStacksServicesWriteItTheirWay() throws IOException, InterruptedException {
        for (String path : List.of("/v2.0/networks", "/v2.0/networks/none", "/v3/projects", "/v2.1/{p}/servers")) {
            HttpResponse<String> answer = get(path);
            String id = answer.headers().firstValue("X-Openstack-Request-Id").orElse("");
            assertThat(id).as(path).matches(OPENSTACK_ID);
            assertThat(id.substring(4).replace("-", ""))
                    .isEqualTo(answer.headers().firstValue("X-Request-Id").orElse(""));
        }
        assertThat(get("/v2.1/{p}/servers").headers().firstValue("X-Compute-Request-Id"))
                .isPresent();
        assertThat(get("/v1/{p}/vpcs").headers().firstValue("X-Openstack-Request-Id"))
                .isEmpty();
    }

    @Test
    void theBodyOfV3HasTheSameId() throws IOException, InterruptedException {
        for (String path : List.of("/v3/{p}/vpc/vpcs", "/v3/{p}/vpc/vpcs/none")) {
            HttpResponse<String> answer = get(path);
            JsonNode body = new ObjectMapper().readTree(answer.body());
            assertThat(body.path("request_id").asText())
                    .as(path)
                    .isEqualTo(answer.headers().firstValue("X-Request-Id").orElse("none"));
        }
    }

    /** As the cloud's gateway does: the client's own id is for the log. */
    @Test
    void theClientsOwnIdIsNotTheAnswers() throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                request("/v2.0/networks")
                        .header("X-Request-Id", "mine")
                        .header("X-Openstack-Request-Id", "req-mine")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().allValues("X-Request-Id"))
                .singleElement()
                .asString()
                .matches(ID);
        assertThat(answer.headers().allValues("X-Openstack-Request-Id"))
                .singleElement()
                .asString()
                .matches(OPENSTACK_ID);
    }

    @Test
    void whatIsNoRequestIsAnsweredWithAnIdToo() throws IOException {
        try (Socket socket =
                        new Socket(twin.endpoint().getHost(), twin.endpoint().getPort());
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write("GET /\\ HTTP/1.1\r\nHost: a b\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .containsPattern("X-Request-Id: " + ID);
        }
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(twin.endpoint().resolve(path.replace("{p}", twin.project())))
                .header("X-Auth-Token", twin.token());
    }
}
