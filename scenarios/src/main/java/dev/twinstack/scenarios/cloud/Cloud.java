package dev.twinstack.scenarios.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A session in one project, signed in as a Keystone client does it: password login scoped to a project
 * name, service addresses from the token's catalogue. Keeps the exchanges until they are taken.
 *
 * <p>Not safe for use by several threads.
 */
public final class Cloud {
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(5);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private final Transport transport;
    private final URI root;
    private final Token token;
    private final Map<String, String> headers;
    private final List<Exchange> log = new ArrayList<>();

    /** A token and what came with it. */
    private record Token(String id, String projectId, String projectName, Map<String, String> services) {}

    private Cloud(Transport transport, URI root, Token token) {
        this.transport = transport;
        this.root = root;
        this.token = token;
        this.headers = Map.of("X-Auth-Token", token.id());
    }

    /**
     * {@return a session in the project of that name}
     *
     * @throws CloudException.Unreachable if nobody answers, or not with a project token
     */
    public static Cloud signIn(HttpClient http, Endpoint endpoint, String project) {
        return signIn(new HttpClientTransport(http), endpoint, project);
    }

    /** As {@link #signIn(HttpClient, Endpoint, String)}, with another way to carry the requests. */
    public static Cloud signIn(Transport transport, Endpoint endpoint, String project) {
        String url = endpoint.root() + "/v3/auth/tokens";
        Transport.Answer response = transport.send(
                "POST", url, Map.of(), login(endpoint.credentials(), project).toString());
        JsonNode answer = Json.read(response.body()).path("token");
        String id = response.subjectToken();
        if (response.status() / 100 != 2
                || id.isEmpty()
                || answer.path("project").isMissingNode()) {
            throw new CloudException.Unreachable("login of " + endpoint.credentials() + " to project " + project
                    + " was refused: POST " + url + " answered " + response.status() + " "
                    + response.body().strip());
        }
        Token token = new Token(
                id,
                answer.path("project").path("id").asText(),
                answer.path("project").path("name").asText(),
                Catalogue.services(answer.path("catalog"), endpoint.region()));
        return new Cloud(transport, endpoint.root(), token);
    }

    /** {@return the same session with a log of its own, whose requests are carried by the transport} */
    public Cloud over(Transport other) {
        return new Cloud(other, root, token);
    }

    private static JsonNode login(Credentials credentials, String project) {
        ObjectNode domain = Json.object().put("name", credentials.domain());
        ObjectNode user = Json.object().put("name", credentials.user()).put("password", credentials.password());
        user.set("domain", domain);
        ObjectNode identity = Json.object();
        identity.putArray("methods").add("password");
        identity.set("password", Json.wrap("user", user));
        ObjectNode scope = Json.object().put("name", project);
        scope.set("domain", domain.deepCopy());
        ObjectNode auth = Json.object();
        auth.set("identity", identity);
        auth.set("scope", Json.wrap("project", scope));
        return Json.wrap("auth", auth);
    }

    public URI root() {
        return root;
    }

    public String token() {
        return token.id();
    }

    public String projectId() {
        return token.projectId();
    }

    public String projectName() {
        return token.projectName();
    }

    /**
     * {@return the address of a catalogue type followed by the path}
     *
     * @throws CloudException.Unexpected if the catalogue has no such type in the region
     */
    public String url(String service, String path) {
        String base = token.services().get(service);
        if (base == null) {
            throw new CloudException.Unexpected("the catalogue has no '" + service + "' for the region; it has "
                    + String.join(", ", token.services().keySet()));
        }
        return base + path;
    }

    /** {@return the address of something only a twin has} */
    public String twin(String path) {
        return root + "/_twinstack" + path;
    }

    /**
     * {@return the answer of a request that has to succeed}
     *
     * @throws CloudException.Refused if it is answered with anything but 2xx
     */
    public JsonNode call(String method, String url, JsonNode body) {
        Exchange exchange = exchange(method, url, body);
        if (!exchange.succeeded()) {
            throw new CloudException.Refused(exchange);
        }
        return exchange.answer();
    }

    public JsonNode get(String url) {
        return call("GET", url, MissingNode.getInstance());
    }

    public void delete(String url) {
        call("DELETE", url, MissingNode.getInstance());
    }

    /** {@return the request and whatever it was answered with} */
    public Exchange exchange(String method, String url, JsonNode body) {
        return exchange(method, url, body, Map.of());
    }

    /** {@return the request, with further headers, and whatever it was answered with} */
    public Exchange exchange(String method, String url, JsonNode body, Map<String, String> further) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(further);
        String sent = body.isMissingNode() ? "" : body.toString();
        long started = System.nanoTime();
        Transport.Answer answer = transport.send(method, url, all, sent);
        long millis = (System.nanoTime() - started) / 1_000_000;
        Exchange exchange = new Exchange(method, url, body, answer.status(), answer.body(), millis);
        log.add(exchange);
        return exchange;
    }

    /**
     * {@return the answer once it is settled}
     *
     * Asks again, with growing pauses, for up to five minutes: a real cloud takes its time to make a
     * server.
     */
    public JsonNode settled(String url, Predicate<JsonNode> isSettled, String awaited) {
        return until(() -> get(url), isSettled, url, awaited);
    }

    /** Waits until the address answers 404. */
    public void gone(String url) {
        until(
                () -> {
                    Exchange exchange = exchange("GET", url, MissingNode.getInstance());
                    return Json.object().put("gone", exchange.status() == 404);
                },
                answer -> answer.path("gone").asBoolean(),
                url,
                "be gone");
    }

    /** {@return the exchanges since the last call, oldest first} */
    public List<Exchange> takeLog() {
        List<Exchange> taken = List.copyOf(log);
        log.clear();
        return taken;
    }

    private static JsonNode until(
            java.util.function.Supplier<JsonNode> ask, Predicate<JsonNode> isSettled, String url, String awaited) {
        long deadline = System.nanoTime() + SETTLED_WITHIN.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            JsonNode answer = ask.get();
            if (isSettled.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new CloudException.Unexpected(
                        "waited " + SETTLED_WITHIN.toMinutes() + " minutes for " + url + " to " + awaited);
            }
            sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException.Unreachable("interrupted while waiting");
        }
    }
}
