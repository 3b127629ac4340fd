package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.EmbeddedTwin;
import dev.twinstack.scenarios.RunningTwin;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Credentials;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.cloud.Json;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TailCommandTest {
    @Test
    void showsWhatHappensAndWhichOperationDidIt() {
        try (RunningTwin twin = new EmbeddedTwin().start();
                HttpClient http = HttpClient.newHttpClient()) {
            Endpoint endpoint = new Endpoint(twin.endpoint(), new Credentials("twin", "twin", "twinstack"), "eu-de");
            Cloud cloud = Cloud.signIn(http, endpoint, "eu-de_twin");
            CompletableFuture<Typed> text = tail(twin, "--type", "vpc", "--count", "1");
            CompletableFuture<Typed> json = tail(twin, "--json", "--count", "1");
            while (!text.isDone() || !json.isDone()) {
                // Until both have begun to follow, and have seen one.
                ObjectNode vpc = Json.object().put("name", "net").put("cidr", "192.168.0.0/16");
                cloud.delete(cloud.url(
                        "vpc",
                        "/vpcs/"
                                + cloud.call("POST", cloud.url("vpc", "/vpcs"), Json.wrap("vpc", vpc))
                                        .at("/vpc/id")
                                        .asText()));
            }
            assertThat(text.join().err()).isEmpty();
            assertThat(text.join().exitCode()).isZero();
            assertThat(text.join().out())
                    .hasLineCount(1)
                    .containsPattern(" vpc\\.(opened|closed) .*(Create|Delete)Vpc");
            JsonNode change = Json.read(json.join().out());
            assertThat(change.path("event").asText()).isNotBlank();
            assertThat(change.path("request_id").asText()).hasSize(32);
        }
    }

    @Test
    void beginsAfterARevisionAndSaysWhenThereIsNone() {
        try (RunningTwin twin = new EmbeddedTwin().start();
                HttpClient http = HttpClient.newHttpClient()) {
            Endpoint endpoint = new Endpoint(twin.endpoint(), new Credentials("twin", "twin", "twinstack"), "eu-de");
            Cloud cloud = Cloud.signIn(http, endpoint, "eu-de_twin");
            ObjectNode vpc = Json.object().put("name", "net").put("cidr", "192.168.0.0/16");
            cloud.call("POST", cloud.url("vpc", "/vpcs"), Json.wrap("vpc", vpc));
            Typed all =
                    tail(twin, "--since", "0", "--type", "vpc", "--count", "1").join();
            assertThat(all.err()).isEmpty();
            assertThat(all.out()).hasLineCount(1).contains(" vpc.opened ", "net (", "CreateVpc");
            Typed beyond = tail(twin, "--since", "100000", "--count", "1").join();
            assertThat(beyond.exitCode()).isEqualTo(2);
            assertThat(beyond.err()).hasLineCount(1).startsWith("twinstack: since: must be a revision from 0 to ");
            Typed type = tail(twin, "--type", "vpcs").join();
            assertThat(type.exitCode()).isEqualTo(2);
            assertThat(type.err()).hasLineCount(1).contains("type: \"vpcs\" is no type of resource; there are ");
        }
    }

    @Test
    void aTwinThatIsNotThereIsToldInOneLine() {
        Typed tail = Typed.line("tail", "--endpoint", "http://127.0.0.1:1");
        assertThat(tail.exitCode()).isEqualTo(2);
        assertThat(tail.err()).hasLineCount(1).contains("Is a twin up there?");
    }

    private static CompletableFuture<Typed> tail(RunningTwin twin, String... options) {
        List<String> args = new java.util.ArrayList<>(
                List.of("tail", "--endpoint", twin.endpoint().toString()));
        args.addAll(List.of(options));
        CompletableFuture<Typed> typed = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> typed.complete(Typed.line(args.toArray(String[]::new))));
        return typed;
    }
}
