package dev.twinstack.api.bench;

import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.journal.JournalSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code scenarios/bench/run}: measures everything, prints the table, writes the JSON, exits 1 if a limit is missed. */
public final class Bench {
    private static final List<String> PARTS = List.of("start", "read", "create", "trace", "many");
    private static final int ROUNDS = 5;
    private static final int CREATES = 10_000;
    private static final int READS = 150_000;
    private static final int MANY = 100_000;
    /** Addresses of a /16 but for the five that are reserved. */
    private static final int PORTS_PER_SUBNET = 65_000;

    private final Path home;
    private final Path work;
    private final List<Figure> figures = new ArrayList<>();

    private Bench(Path home, Path work) {
        this.home = home;
        this.work = work;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path home = Path.of(args[0]);
        Path json = Path.of(args[1]);
        Bench bench = new Bench(home, Files.createTempDirectory("twinstack-bench"));
        List<String> parts = args.length > 2 ? List.of(args).subList(2, args.length) : PARTS;
        for (String part : parts) {
            bench.say(part);
            bench.measure(part);
        }
        Files.writeString(json, bench.json());
        System.exit(bench.figures.stream().allMatch(Figure::held) ? 0 : 1);
    }

    private void measure(String part) throws IOException, InterruptedException {
        switch (part) {
            case "start" -> start();
            case "read" -> read();
            case "create" -> creates();
            case "trace" -> trace();
            case "many" -> many();
            default -> throw new IllegalArgumentException("no part " + part + "; there are " + PARTS);
        }
    }

    /** Rows are printed as they come: a run takes minutes, and may be stopped. */
    @SuppressWarnings("SystemOut") // a command-line program
    private void add(Figure figure) {
        figures.add(figure);
        System.out.println(figure.row());
    }

    private void say(String what) {
        System.err.println("bench: " + what);
    }

    private Path data(String name) {
        return work.resolve(name);
    }

    /** From the start of the launcher to the first list answered, on an empty data directory. */
    private void start() throws IOException, InterruptedException {
        double[] seconds = new double[ROUNDS];
        double[] resident = new double[ROUNDS];
        TwinProcess.Session session;
        try (TwinProcess twin = TwinProcess.start(home, data("warm"))) {
            session = twin.login();
        }
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            try (TwinProcess twin = TwinProcess.start(home, data("start" + i))) {
                check(new Load(twin.endpoint()).send(get(twin, session, "/v1/" + session.project() + "/vpcs")), 200);
                seconds[i] = (System.nanoTime() - start) / 1e9;
                resident[i] = twin.residentMegabytes();
            }
        }
        add(new Figure("start to the first list", median(seconds), "s", 1.3, true, "runs " + Arrays.toString(seconds)));
        add(new Figure("resident memory after it", median(resident), "MB", 300, true, "median of " + ROUNDS));
    }

    private void read() throws IOException, InterruptedException {
        try (TwinProcess twin = TwinProcess.start(home, data("read"))) {
            TwinProcess.Session session = twin.login();
            String id = id(post(twin, session, "/v1/{p}/vpcs", vpc("bench")));
            Load.Request request = get(twin, session, "/v1/" + session.project() + "/vpcs/" + id);
            Load load = new Load(twin.endpoint());
            String body = load.send(request).body();
            Process bare = java(Bare.class.getName(), "http", body);
            try (BufferedReader out = bare.inputReader(StandardCharsets.UTF_8)) {
                URI other = URI.create("http://127.0.0.1:" + out.readLine());
                Load bareLoad = new Load(other);
                double[] ratios = new double[ROUNDS];
                double[] ours = new double[ROUNDS];
                double[] theirs = new double[ROUNDS];
                load.run(64, READS, i -> request);
                bareLoad.run(64, READS, i -> request);
                for (int i = 0; i < ROUNDS; i++) {
                    theirs[i] = bareLoad.run(64, READS, n -> request).perSecond();
                    ours[i] = load.run(64, READS, n -> request).perSecond();
                    ratios[i] = ours[i] / theirs[i];
                }
                add(new Figure(
                        "read one VPC, of a bare handler",
                        median(ratios),
                        "",
                        0.75,
                        false,
                        rates(ours, theirs, "64 connections")));
            } finally {
                bare.destroy();
            }
        }
    }

    private void creates() throws IOException, InterruptedException {
        double[] vpcs = new double[3];
        double[] subnets = new double[3];
        double[] ports = new double[3];
        double[] bare = new double[3];
        for (int i = 0; i < bare.length; i++) {
            Process child = java(
                    Bare.class.getName(), "journal", data("journal" + i).toString(), Integer.toString(2 * CREATES));
            try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
                bare[i] = Double.parseDouble(out.readLine());
            }
            child.waitFor();
            vpcs[i] = created(i, "vpcs");
            subnets[i] = created(i, "subnets");
            ports[i] = created(i, "ports");
        }
        figure("VPC", vpcs, bare);
        figure("subnet", subnets, bare);
        figure("port", ports, bare);
    }

    private void figure(String what, double[] events, double[] bare) {
        double[] ratios = new double[events.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = events[i] / bare[i];
        }
        add(new Figure(
                "create a " + what + ", events of the bare journal's",
                median(ratios),
                "",
                0.5,
                false,
                rates(events, bare, "events/s, 64 connections")));
    }

    private void trace() throws IOException, InterruptedException {
        add(Reachability.inProcess(home));
        try (TwinProcess twin = TwinProcess.start(home, data("trace"))) {
            Reachability reachability = new Reachability(twin, twin.login(), this::add);
            reachability.traces();
            reachability.matrix();
            reachability.script();
        }
    }

    /** {@return the events journalled per second while so many were created, counted in the journal afterwards} */
    private double created(int round, String what) throws IOException, InterruptedException {
        Path data = data(what + round);
        double seconds;
        try (TwinProcess twin = TwinProcess.start(home, data)) {
            TwinProcess.Session session = twin.login();
            String vpc = id(post(twin, session, "/v1/{p}/vpcs", vpc("bench")));
            String subnet = id(post(twin, session, "/v1/{p}/subnets", subnet(vpc, "10.0.0.0/16", "10.0.0.1")));
            Load load = new Load(twin.endpoint());
            load.run(64, CREATES, i -> create(twin, session, what, i, vpc, subnet));
            Load.Result result = load.run(64, CREATES, i -> create(twin, session, what, CREATES + i, vpc, subnet));
            if (result.failures() > 0) {
                throw new IOException(result.failures() + " creates of " + what + " failed");
            }
            seconds = result.seconds();
        }
        AtomicLong events = new AtomicLong();
        try (Journal journal = Journal.open(new JournalSettings.Directory(data))) {
            for (int digit = 0; digit < 16; digit++) {
                journal.replay(Integer.toHexString(digit), (id, nr, name, bytes) -> events.incrementAndGet());
            }
        }
        // Twice as many were created as were measured; what else was written is a handful.
        return events.get() / 2.0 / seconds;
    }

    private static Load.Request create(
            TwinProcess twin, TwinProcess.Session session, String what, long n, String vpc, String subnet) {
        return switch (what) {
            case "vpcs" -> request(twin, session, "POST", "/v1/{p}/vpcs", vpc("v" + n));
            case "subnets" -> {
                String block = "10." + (64 + (n >> 12)) + '.' + ((n >> 4) & 255) + '.';
                long first = (n & 15) * 16;
                yield request(
                        twin,
                        session,
                        "POST",
                        "/v1/{p}/subnets",
                        subnet(vpc, block + first + "/28", block + (first + 1)));
            }
            default -> request(twin, session, "POST", "/v2.0/ports", port(subnet));
        };
    }

    /** Lists among 10,000 ports; then 100,000, a restart, and the heap of an idle one. */
    private void many() throws IOException, InterruptedException {
        Path data = data("many");
        TwinProcess.Session session;
        String firstSubnet;
        double baseline;
        try (TwinProcess twin = TwinProcess.start(home, data)) {
            session = twin.login();
            String vpc = id(post(twin, session, "/v1/{p}/vpcs", vpc("bench")));
            List<String> subnets = new ArrayList<>();
            for (int i = 0; i * PORTS_PER_SUBNET < MANY; i++) {
                String range = "10." + i + ".0.0/16";
                subnets.add(id(post(twin, session, "/v1/{p}/subnets", subnet(vpc, range, "10." + i + ".0.1"))));
            }
            firstSubnet = subnets.getFirst();
            Load load = new Load(twin.endpoint());
            baseline = twin.heapBytes();
            ports(twin, session, load, subnets, 0, 10_000);
            Load.Request list = get(twin, session, "/v2.0/ports?limit=100&network_id=" + firstSubnet);
            load.run(16, 2_000, i -> list);
            Load.Result lists = load.run(16, 5_000, i -> list);
            add(new Figure(
                    "list 100 of 10,000 ports, p99",
                    lists.percentile(0.99),
                    "ms",
                    15,
                    true,
                    String.format(
                            Locale.ROOT,
                            "%.0f/s, p50 %.2f ms, 16 connections",
                            lists.perSecond(),
                            lists.percentile(0.5))));
            ports(twin, session, load, subnets, 10_000, MANY);
            Thread.sleep(15_000); // until the entities rest
            add(new Figure(
                    "heap of an idle port",
                    (twin.heapBytes() - baseline) / MANY,
                    "bytes",
                    1536,
                    true,
                    MANY + " ports"));
        }
        double[] seconds = new double[3];
        for (int i = 0; i < seconds.length; i++) {
            long start = System.nanoTime();
            try (TwinProcess twin = TwinProcess.start(home, data)) {
                check(new Load(twin.endpoint()).send(get(twin, session, "/v2.0/ports?limit=100")), 200);
                seconds[i] = (System.nanoTime() - start) / 1e9;
            }
        }
        add(new Figure(
                "restart with " + MANY + " resources",
                median(seconds),
                "s",
                5,
                true,
                "to the first list of them; runs " + Arrays.toString(seconds)));
    }

    private static void ports(
            TwinProcess twin, TwinProcess.Session session, Load load, List<String> subnets, int from, int to)
            throws IOException {
        Load.Result result = load.run(
                64,
                to - from,
                i -> request(
                        twin, session, "POST", "/v2.0/ports", port(subnets.get((int) (from + i) / PORTS_PER_SUBNET))));
        if (result.failures() > 0) {
            throw new IOException(result.failures() + " ports could not be created");
        }
    }

    static Load.Request get(TwinProcess twin, TwinProcess.Session session, String path) {
        return request(twin, session, "GET", path, "");
    }

    static Load.Request request(
            TwinProcess twin, TwinProcess.Session session, String method, String path, String json) {
        return Load.Request.of(twin.endpoint(), method, path.replace("{p}", session.project()), session.token(), json);
    }

    static Load.Reply post(TwinProcess twin, TwinProcess.Session session, String path, String json) throws IOException {
        return check(new Load(twin.endpoint()).send(request(twin, session, "POST", path, json)), 200);
    }

    static Load.Reply check(Load.Reply reply, int status) throws IOException {
        if (reply.status() != status) {
            throw new IOException(reply.toString());
        }
        return reply;
    }

    static String id(Load.Reply reply) {
        Matcher id = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"").matcher(reply.body());
        if (!id.find()) {
            throw new IllegalStateException("no id in " + reply);
        }
        return id.group(1);
    }

    static String vpc(String name) {
        return "{\"vpc\":{\"name\":\"" + name + "\",\"cidr\":\"10.0.0.0/8\"}}";
    }

    static String subnet(String vpc, String range, String gateway) {
        return "{\"subnet\":{\"name\":\"bench\",\"cidr\":\"" + range + "\",\"gateway_ip\":\"" + gateway
                + "\",\"vpc_id\":\"" + vpc + "\"}}";
    }

    static String port(String network) {
        return "{\"port\":{\"network_id\":\"" + network + "\",\"name\":\"bench\"}}";
    }

    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String rates(double[] ours, double[] theirs, String unit) {
        return String.format(Locale.ROOT, "%.0f against %.0f %s", median(ours), median(theirs), unit);
    }

    /** {@return a process of the main class named first} */
    public static Process java(String... args) throws IOException {
        return javaFrom(System.getProperty("java.class.path"), args);
    }

    static Process javaFrom(String classes, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-cp",
                classes));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private String json() {
        return figures.stream()
                .map(figure -> String.format(
                        Locale.ROOT,
                        "  {\"name\": \"%s\", \"value\": %.4f, \"unit\": \"%s\", \"limit\": %.4f, \"at_most\": %s, \"held\": %s, \"how\": \"%s\"}",
                        figure.name(),
                        figure.value(),
                        figure.unit(),
                        figure.limit(),
                        figure.atMost(),
                        figure.held(),
                        figure.how()))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }
}
