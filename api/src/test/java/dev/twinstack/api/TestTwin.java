package dev.twinstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.twinstack.api.identity.AuthSettings;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.CloudSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A twin in memory on a free port, and a client that speaks plain HTTP for one project of its own. */
public final class TestTwin implements AutoCloseable {
    /**
     * What came back.
     *
     * @param requestId of its {@code X-Request-Id}
     */
    public record Reply(int status, JsonNode json, String requestId) {
        public JsonNode at(String pointer) {
            return json.at(pointer);
        }

        public String text(String pointer) {
            return json.at(pointer).asText();
        }
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Twin twin;
    private final HttpClient client;
    private final String token;
    private final String project;

    private TestTwin(Twin twin, HttpClient client, String token, String project) {
        this.twin = twin;
        this.client = client;
        this.token = token;
        this.project = project;
    }

    public static TestTwin start() {
        return start(AuthSettings.lenient());
    }

    public static TestTwin start(AuthSettings auth) {
        return start(auth, CloudSettings.of(new JournalSettings.Memory(), RegionSettings.of("eu-de")));
    }

    /** {@return a twin that goes by this clock} */
    public static TestTwin start(Clock clock) {
        return start(
                AuthSettings.lenient(),
                CloudSettings.of(new JournalSettings.Memory(), RegionSettings.of("eu-de"))
                        .with(clock));
    }

    public static TestTwin start(AuthSettings auth, CloudSettings settings) {
        Twin twin = Twin.start(settings, auth, "127.0.0.1", 0);
        try {
            return signIn(twin, HttpClient.newHttpClient());
        } catch (RuntimeException | Error failed) {
            twin.close();
            throw failed;
        }
    }

    /** Signs in to a project that nobody else has. */
    private static TestTwin signIn(Twin twin, HttpClient client) {
        String login = "{'auth':{'identity':{'methods':['password'],'password':{'user':{'name':'tester',"
                + "'password':'any','domain':{'name':'tests'}}}},'scope':{'project':{'name':'eu-de_" + UUID.randomUUID()
                + "'}}}}";
        HttpResponse<byte[]> response = client.sendAsync(
                        HttpRequest.newBuilder(twin.endpoint().resolve("/v3/auth/tokens"))
                                .POST(HttpRequest.BodyPublishers.ofString(login.replace('\'', '"')))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .join();
        JsonNode project = json(response.body()).at("/token/project/id");
        String token = response.headers().firstValue("X-Subject-Token").orElse("");
        if (response.statusCode() != 201 || token.isEmpty() || project.isMissingNode()) {
            throw new AssertionError("the login was answered " + response.statusCode());
        }
        return new TestTwin(twin, client, token, project.asText());
    }

    /** {@return a client of the same twin in a fresh project; do not close it} */
    public TestTwin freshProject() {
        return signIn(twin, client);
    }

    /**
     * {@return a client of the same project, in a twin that goes on where this one stopped} This one is closed.
     *
     * @param settings those of this one; its data is in a place that outlives it
     */
    public TestTwin restarted(AuthSettings auth, CloudSettings settings) {
        close();
        return new TestTwin(Twin.start(settings, auth, "127.0.0.1", 0), client, token, project);
    }

    /** {@return what this client sends as {@code X-Auth-Token}} */
    public String token() {
        return token;
    }

    public String project() {
        return project;
    }

    public URI endpoint() {
        return twin.endpoint();
    }

    /**
     * {@return the answer} {@code {p}} in the path stands for the project id.
     *
     * @param json blank for no body; single quotes stand for double ones
     */
    public CompletableFuture<Reply> send(String method, String path, String json) {
        return sendRaw(method, path, json.replace('\'', '"'));
    }

    /** {@return the answer to a request that speaks Nova 2.{@code minor}} */
    public Reply nova(int minor, String method, String path, String json) {
        HttpRequest.Builder request = request(path).header("OpenStack-API-Version", "compute 2." + minor);
        return send(request, method, json.replace('\'', '"')).join();
    }

    /** {@return the answer to exactly this body} */
    public CompletableFuture<Reply> sendRaw(String method, String path, String json) {
        return send(request(path), method, json);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(twin.endpoint().resolve(path.replace("{p}", project)))
                .header("X-Auth-Token", token)
                .header("Content-Type", "application/json");
    }

    private CompletableFuture<Reply> send(HttpRequest.Builder request, String method, String json) {
        HttpRequest.BodyPublisher body =
                json.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json);
        return client.sendAsync(request.method(method, body).build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> new Reply(
                        response.statusCode(),
                        json(response.body()),
                        response.headers().firstValue("X-Request-Id").orElse("")));
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return bytes.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(bytes);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    public Reply get(String path) {
        return send("GET", path, "").join();
    }

    public Reply post(String path, String json) {
        return send("POST", path, json).join();
    }

    public Reply put(String path, String json) {
        return send("PUT", path, json).join();
    }

    public Reply delete(String path) {
        return send("DELETE", path, "").join();
    }

    @Override
    public void close() {
        twin.close();
    }
}
