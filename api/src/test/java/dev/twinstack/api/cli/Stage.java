package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.twinstack.api.EmbeddedTwin;
import dev.twinstack.scenarios.RunningTwin;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Credentials;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.cloud.Exchange;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.run.ScriptFiles;
import dev.twinstack.scenarios.run.Staging;
import dev.twinstack.scenarios.script.Script;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A twin on which scripts are performed in part, each in a project of its own, and the command line asks in between. */
final class Stage implements AutoCloseable {
    private final RunningTwin twin = new EmbeddedTwin().start();
    private final HttpClient http = HttpClient.newHttpClient();

    /** A script under way in its project. */
    record Play(Stage stage, Staging staging, Cloud cloud) {
        /** {@return what the command line says} */
        Typed typed(String... words) {
            String[] where = {
                "--endpoint", stage.twin.endpoint().toString(), "--project", cloud.projectName(),
            };
            return Typed.line(Stream.concat(Stream.of(words), Stream.of(where)).toArray(String[]::new));
        }

        /** {@return the answer that {@code trace} prints as JSON} */
        JsonNode traced(String... words) {
            Typed typed =
                    typed(Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new));
            assertThat(typed.err()).isEmpty();
            return Json.read(typed.out());
        }

        /** Sends a remedy's request as it is. */
        void send(JsonNode request) {
            JsonNode body = request.path("body");
            Exchange done = cloud.exchange(
                    request.path("method").asText(),
                    cloud.root() + request.path("path").asText(),
                    body.isNull() ? MissingNode.getInstance() : body);
            assertThat(done.succeeded()).as(done.text()).isTrue();
        }
    }

    static Script script(Path file) {
        ScriptFiles files = ScriptFiles.read(List.of(file));
        assertThat(files.problems()).isEmpty();
        return files.scripts().getFirst();
    }

    Play play(Path file) {
        Endpoint endpoint = new Endpoint(twin.endpoint(), new Credentials("twin", "twin", "twinstack"), "eu-de");
        Cloud cloud = Cloud.signIn(http, endpoint, "eu-de_" + UUID.randomUUID());
        return new Play(this, Staging.of(script(file), cloud), cloud);
    }

    String endpoint() {
        return twin.endpoint().toString();
    }

    @Override
    public void close() {
        http.close();
        twin.close();
    }
}
