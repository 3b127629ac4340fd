package dev.twinstack.api.bench;

import static dev.twinstack.api.bench.Bench.check;
import static dev.twinstack.api.bench.Bench.get;
import static dev.twinstack.api.bench.Bench.id;
import static dev.twinstack.api.bench.Bench.median;
import static dev.twinstack.api.bench.Bench.post;
import static dev.twinstack.api.bench.Bench.request;

import dev.twinstack.scenarios.cloud.Credentials;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.cloud.Exchange;
import dev.twinstack.scenarios.run.Report;
import dev.twinstack.scenarios.run.RunSettings;
import dev.twinstack.scenarios.run.Runner;
import dev.twinstack.scenarios.run.ScriptResult;
import dev.twinstack.scenarios.script.Script;
import dev.twinstack.scenarios.script.ScriptParser;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How fast questions about reachability are answered: in process, over HTTP, and by scripts. */
final class Reachability {
    private static final int SERVERS = 200;
    private static final int PORTS = 10_000;
    private static final int TRACES = 40_000;
    private static final int STEPS = 100;
    private static final int ROUNDS = 5;
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final TwinProcess twin;
    private final TwinProcess.Session session;
    private final Consumer<Figure> figures;

    Reachability(TwinProcess twin, TwinProcess.Session session, Consumer<Figure> figures) {
        this.twin = twin;
        this.session = session;
        this.figures = figures;
    }

    /** One thread that follows flows through a project of 10,000 NICs, in a process of its own. */
    static Figure inProcess(Path home) throws IOException {
        // Its topology is made by the emulator's tests; nothing else here should see those, as they log to the
        // terminal.
        String classes = home.resolve("emulator/target/test-classes")
                + File.pathSeparator
                + System.getProperty("java.class.path");
        Process child = Bench.javaFrom(classes, "dev.twinstack.emulator.reachability.TraceSpeed");
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            String[] word = out.readLine().split(" ", 2);
            return new Figure(
                    "trace in process, one thread", Double.parseDouble(word[0]), "/s", 50_000, false, word[1]);
        }
    }

    /** Questions by name, half of them with blockers and remedies, in a project of so many ports. */
    void traces() throws IOException {
        String vpc = id(post(twin, session, "/v1/{p}/vpcs", Bench.vpc("traced")));
        String servers = id(post(twin, session, "/v1/{p}/subnets", Bench.subnet(vpc, "10.200.0.0/16", "10.200.0.1")));
        String others = id(post(twin, session, "/v1/{p}/subnets", Bench.subnet(vpc, "10.201.0.0/16", "10.201.0.1")));
        String image = id(check(new Load(twin.endpoint()).send(get(twin, session, "/image/v2/images")), 200));
        Load load = new Load(twin.endpoint());
        groups();
        succeed(load.run(
                16, SERVERS, i -> request(twin, session, "POST", "/v2.1/{p}/servers", server(i, image, servers))));
        succeed(load.run(16, PORTS - SERVERS, i -> request(twin, session, "POST", "/v2.0/ports", Bench.port(others))));
        load.run(16, 3 * TRACES, this::question); // until it is compiled
        Load.Result traces = succeed(load.run(16, TRACES, this::question));
        figures.accept(new Figure(
                "trace over HTTP among 10,000 ports, p99",
                traces.percentile(0.99),
                "ms",
                5,
                true,
                String.format(
                        Locale.ROOT,
                        "%.0f/s, p50 %.2f ms, 16 connections",
                        traces.perSecond(),
                        traces.percentile(0.5))));
    }

    /** Every NIC of the servers to every other one, for five services. */
    void matrix() throws IOException {
        Load load = new Load(twin.endpoint());
        Load.Request question = request(
                twin,
                session,
                "POST",
                "/_twinstack/reach",
                "{\"question\":\"matrix\",\"vpc\":\"traced\",\"family\":4,"
                        + "\"services\":[\"icmp\",\"tcp/22\",\"tcp/80\",\"tcp/443\",\"udp/53\"]}");
        double[] seconds = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            long start = System.nanoTime();
            check(load.send(question), 200);
            if (round >= 0) {
                seconds[round] = (System.nanoTime() - start) / 1e9;
            }
        }
        figures.accept(new Figure(
                "matrix of " + SERVERS + " NICs, 5 services",
                median(seconds),
                "s",
                2,
                true,
                "over HTTP; runs " + Arrays.toString(seconds)));
    }

    private Load.Request question(long i) {
        String to = i % 2 == 0 ? "traced-" + 7 * i % SERVERS : "internet";
        return request(
                twin,
                session,
                "POST",
                "/_twinstack/trace",
                "{\"from\":\"traced-" + i % SERVERS + "\",\"to\":\"" + to + "\",\"protocol\":\"tcp\",\"port\":443}");
    }

    private static String server(long i, String image, String subnet) {
        return "{\"server\":{\"name\":\"traced-" + i + "\",\"flavorRef\":\"s3.large.2\",\"imageRef\":\"" + image
                + "\",\"networks\":[{\"uuid\":\"" + subnet + "\"}],\"security_groups\":[{\"name\":\"traced-" + i
                + "\"}]}}";
    }

    /** One for each server, each with a rule of its own, so that no two servers are treated alike. */
    private void groups() throws IOException {
        for (int i = 0; i < SERVERS; i++) {
            String group = id(post(
                    twin, session, "/v1/{p}/security-groups", "{\"security_group\":{\"name\":\"traced-" + i + "\"}}"));
            String rule = "{\"security_group_rule\":{\"security_group_id\":\"" + group
                    + "\",\"direction\":\"ingress\",\"protocol\":\"tcp\",\"port_range_min\":443,\"port_range_max\":443,"
                    + "\"remote_ip_prefix\":\"10.200.0." + i + "/32\"}}";
            post(twin, session, "/v1/{p}/security-group-rules", rule);
        }
    }

    private static Load.Result succeed(Load.Result result) throws IOException {
        if (result.failures() > 0) {
            throw new IOException(result.failures() + " requests failed");
        }
        return result;
    }

    /** A script of so many steps, and its requests sent again by the same client with nothing around them. */
    void script() throws IOException, InterruptedException {
        double[] ratios = new double[ROUNDS];
        double[] ours = new double[ROUNDS];
        double[] bare = new double[ROUNDS];
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int round = -2; round < ROUNDS; round++) {
                long start = System.nanoTime();
                ScriptResult result = run(http, round);
                double script = (System.nanoTime() - start) / 1e6;
                List<Exchange> exchanges = result.steps().stream()
                        .flatMap(step -> step.exchanges().stream())
                        .toList();
                start = System.nanoTime();
                again(http, exchanges);
                double requests = (System.nanoTime() - start) / 1e6;
                if (round >= 0) {
                    ours[round] = script;
                    bare[round] = requests;
                    ratios[round] = script / requests;
                }
            }
        }
        figures.accept(new Figure(
                "script of 100 steps, of its bare requests",
                median(ratios),
                "",
                1.5,
                true,
                String.format(Locale.ROOT, "%.0f against %.0f ms", median(ours), median(bare))));
    }

    private ScriptResult run(HttpClient http, int round) throws IOException {
        StringBuilder text = new StringBuilder("name: bench\nsteps:\n");
        text.append("  - create vpc: {name: scripted").append(round).append(", cidr: 10.0.0.0/8}\n    as: vpc\n");
        for (int i = 1; i < STEPS; i++) {
            text.append("  - create subnet: {vpc: vpc, name: s")
                    .append(i)
                    .append(", cidr: 10.0.")
                    .append(i);
            text.append(".0/24}\n    expect: {cidr: 10.0.").append(i).append(".0/24}\n");
        }
        Script script = ScriptParser.parse("bench.yaml", text.toString());
        Endpoint endpoint = new Endpoint(twin.endpoint(), new Credentials("bench", "bench", "bench"), "eu-de");
        RunSettings settings = new RunSettings("eu-de_bench", "", true, false);
        ScriptResult result = new Runner(http, endpoint, settings, new Report() {})
                .run(List.of(script))
                .getFirst();
        if (!result.held() || result.steps().size() != STEPS) {
            throw new IOException("the script did not hold: "
                    + result.steps().stream().map(step -> step.story()).findFirst());
        }
        return result;
    }

    /** What answers call by new ids is asked for by those; no two VPCs have one name. */
    private void again(HttpClient http, List<Exchange> exchanges) throws IOException, InterruptedException {
        Map<String, String> ids = new HashMap<>();
        for (Exchange exchange : exchanges) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(renamed(exchange.url(), ids)))
                    .header("X-Auth-Token", session.token())
                    .header("Content-Type", "application/json");
            HttpRequest.BodyPublisher body = exchange.sent().isMissingNode()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(
                            renamed(exchange.sent().toString(), ids));
            HttpResponse<String> answer =
                    http.send(request.method(exchange.method(), body).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != exchange.status()) {
                throw new IOException(exchange.method() + ' ' + exchange.url() + " answers " + answer.statusCode()
                        + ": " + answer.body());
            }
            List<String> before = ids(exchange.received());
            List<String> now = ids(answer.body());
            for (int i = 0; i < Math.min(before.size(), now.size()); i++) {
                ids.put(before.get(i), now.get(i));
            }
        }
    }

    private static List<String> ids(String text) {
        List<String> ids = new ArrayList<>();
        Matcher matcher = UUID.matcher(text);
        while (matcher.find()) {
            ids.add(matcher.group());
        }
        return ids;
    }

    private static String renamed(String text, Map<String, String> ids) {
        return UUID.matcher(text)
                .replaceAll(found -> ids.getOrDefault(found.group(), found.group()))
                .replace("scripted", "repeated");
    }
}
