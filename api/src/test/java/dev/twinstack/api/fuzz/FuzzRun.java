package dev.twinstack.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.Twin;
import dev.twinstack.api.openapi.Description;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.CloudSettings;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** One run: a twin of its own, requests on several connections for several projects, and a restart. */
final class FuzzRun {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECTIONS = 6;
    private static final int PROJECTS = 3;
    /** How often everything is called as it should be, before anything else, so that there is something to aim at. */
    private static final int ROUNDS = 5;
    /** Longer than an entity's silence may last before that is answered as a failure. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    /** Roomier than the documented ones, so that requests reach further than the quota, which they still do reach. */
    private static final Map<String, Integer> QUOTAS =
            Map.of("publicIp", 60, "shareBandwidth", 20, "vpcContainRoutetable", 20);

    private final long seed;
    private final long requests;
    private final CloudSettings settings;
    private final Report report = new Report();

    FuzzRun(long seed, long requests, Path data) {
        this.seed = seed;
        this.requests = requests;
        this.settings = CloudSettings.of(
                new JournalSettings.Directory(data),
                new RegionSettings("eu-de", RegionSettings.BENCHMARKING, RegionSettings.DOCUMENTATION, QUOTAS));
    }

    /**
     * {@return what came of it}
     *
     * @throws IOException if the twin is not to be reached at all
     */
    Report run() throws IOException, InterruptedException {
        Map<String, JsonNode> before;
        List<Project> projects = new ArrayList<>();
        Description description;
        int port;
        try (Twin twin = Twin.start(settings, "127.0.0.1", 0)) {
            URI endpoint = twin.endpoint();
            port = endpoint.getPort();
            for (int i = 0; i < PROJECTS; i++) {
                projects.add(signIn(endpoint, "eu-de_fuzz" + i));
            }
            description = new Description(JSON.readTree(get(endpoint, projects.getFirst(), "/_twinstack/openapi.json")
                    .body()));
            fire(endpoint, projects, description);
            before = lists(endpoint, projects, description);
        }
        // At the same port, as answers have links.
        try (Twin twin = Twin.start(settings, "127.0.0.1", port)) {
            Map<String, JsonNode> after = lists(twin.endpoint(), projects, description);
            report.compared(
                    before.size(),
                    before.values().stream()
                            .mapToLong(answer -> answer.toString().length())
                            .sum());
            before.forEach((list, answer) -> {
                if (!answer.equals(after.get(list))) {
                    report.found("a restart changes " + list, answer + "\n" + after.get(list));
                }
            });
        }
        return report;
    }

    /** {@return what is asked: all but the stream of events, which does not end, and the metrics, which are no JSON} */
    private static Stream<Description.Call> calls(Description description) {
        return description.calls().stream().filter(call -> !call.path().matches("/metrics|/_twinstack/events"));
    }

    private void fire(URI endpoint, List<Project> projects, Description description) throws InterruptedException {
        AtomicLong done = new AtomicLong();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Random random = new Random(seed + i);
                running.add(threads.submit(() -> {
                    fire(endpoint, projects, description, random, done);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void fire(URI endpoint, List<Project> projects, Description description, Random random, AtomicLong done)
            throws IOException {
        // The twin's clock and pace would change what all the others see.
        List<Description.Call> calls = calls(description)
                .filter(call -> call.method().equals("GET") || !call.path().matches("/_twinstack/(clock|timing)"))
                .toList();
        Gunner gunner = new Gunner(random, calls, endpoint);
        List<Description.Call> building =
                calls.stream().filter(call -> !Gunner.deletes(call)).toList();
        int mild = Math.min(ROUNDS * PROJECTS * building.size(), (int) (requests / 2));
        Wire wire = new Wire(endpoint, PATIENCE);
        try {
            for (long n = done.getAndIncrement(); n < requests; n = done.getAndIncrement()) {
                int number = n < mild ? (int) (n % PROJECTS) : random.nextInt(PROJECTS);
                Project caller = projects.get(number);
                Project other = projects.get((number + 1) % PROJECTS);
                Shot shot = n < mild
                        ? gunner.mild(building.get((int) (n / PROJECTS % building.size())), caller, other)
                        : gunner.next(caller, other);
                boolean whole = n < mild || random.nextInt(200) > 0;
                boolean open = shoot(wire, shot, caller, description, whole);
                if (!open) {
                    wire.close();
                    wire = new Wire(endpoint, PATIENCE);
                }
            }
        } finally {
            wire.close();
        }
    }

    /** {@return whether the connection can be used further} Now and then it is closed half way through a request. */
    private boolean shoot(Wire wire, Shot shot, Project caller, Description description, boolean whole) {
        try {
            if (!whole) {
                wire.sendHalf(shot.bytes());
                return false;
            }
            Wire.Answer answer = wire.send(shot.bytes(), shot.method().equals("HEAD"));
            report.answered(shot.call().key(), answer.status());
            judge(shot, answer, description);
            boolean cloud = !shot.call().path().startsWith("/_twinstack"); // whose answers have examples
            if (answer.status() < 300 && cloud && !answer.body().isEmpty()) {
                caller.pool().harvest(JSON.readTree(answer.body()), shot.call().isNative());
            }
            if (answer.status() < 300 && shot.method().equals("DELETE")) {
                caller.pool().forget(shot.target().substring(shot.target().lastIndexOf('/') + 1));
            }
            return !answer.last();
        } catch (SocketTimeoutException hung) {
            report.found(shot.call().key() + " hangs", shot.toString());
        } catch (IOException gone) {
            // A server that answers before it has read everything, and closes, may cut its answer off.
            if (shot.body().length < Oddities.TOO_LARGE) {
                report.found(shot.call().key() + ": " + gone.getMessage(), shot.toString());
            }
        }
        return false;
    }

    private void judge(Shot shot, Wire.Answer answer, Description description) {
        if (shot.aimed()) {
            description
                    .fault(shot.call(), answer.status(), answer.body())
                    .ifPresent(fault -> report.found(
                            shot.call().key() + " answers " + answer.status() + ": " + fault, shot + "\n" + answer));
        } else if (answer.status() >= 500
                && answer.status() != 501
                && description
                        .fault(shot.call(), answer.status(), answer.body())
                        .isPresent()) {
            report.found(shot.call().key() + " fails", shot + "\n" + answer);
        } else if (answer.status() >= 400 && !shot.method().equals("HEAD") && !description.isEnvelope(answer.body())) {
            report.found("no dialect's envelope, status " + answer.status(), shot + "\n" + answer);
        }
    }

    private static Project signIn(URI endpoint, String name) throws IOException {
        String login = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "fuzz", "password": "fuzz",
                "domain": {"name": "fuzz"}}}}, "scope": {"project": {"name": "%s"}}}}""".formatted(name);
        HttpResponse<String> answer;
        try (HttpClient client = HttpClient.newHttpClient()) {
            answer = client.sendAsync(
                            HttpRequest.newBuilder(endpoint.resolve("/v3/auth/tokens"))
                                    .POST(HttpRequest.BodyPublishers.ofString(login))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .join();
        }
        return new Project(
                JSON.readTree(answer.body()).at("/token/project/id").asText(),
                answer.headers().firstValue("X-Subject-Token").orElseThrow(),
                new Pool());
    }

    private static Wire.Answer get(URI endpoint, Project caller, String target) throws IOException {
        try (Wire wire = new Wire(endpoint, Duration.ofMinutes(1))) {
            String request = "GET " + target + " HTTP/1.1\r\nHost: " + endpoint.getAuthority() + "\r\nX-Auth-Token: "
                    + caller.token() + "\r\n\r\n";
            return wire.send(request.getBytes(StandardCharsets.UTF_8), false);
        }
    }

    /** {@return what every list of every project answers, by project and path} */
    private static Map<String, JsonNode> lists(URI endpoint, List<Project> projects, Description description)
            throws IOException {
        Map<String, JsonNode> lists = new TreeMap<>();
        for (Description.Call call : calls(description).toList()) {
            String rest = call.path().replace("{project_id}", "");
            if (!call.method().equals("GET") || rest.contains("{") || rest.startsWith("/_twinstack")) {
                continue;
            }
            boolean paged = call.query().stream()
                    .anyMatch(each -> each.at("/name").textValue().equals("limit"));
            for (Project project : projects) {
                String target = call.path().replace("{project_id}", project.id()) + (paged ? "?limit=1000" : "");
                JsonNode answer = JSON.readTree(get(endpoint, project, target).body());
                if (answer instanceof ObjectNode object) {
                    object.remove("request_id");
                }
                lists.put(target + " of " + project.id(), answer);
            }
        }
        return lists;
    }
}
