package dev.twinstack.api.bench;

import dev.twinstack.emulator.journal.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * {@code scenarios/bench/nodes}: the same work for one node and for three, on the same processors, in turn. What three take
 * longer is the cost of distribution.
 */
final class NodesBench {
    private static final int PROJECTS = 48;
    private static final int CONNECTIONS = 48;
    private static final int CREATES = 6_000;
    private static final int READS = 36_000;
    private static final List<Integer> SIZES = List.of(1, 3);

    private final Path home;
    private final PostgresServer postgres;
    private final Path work;
    private final Map<String, List<Double>> rates = new HashMap<>();

    private NodesBench(Path home, PostgresServer postgres, Path work) {
        this.home = home;
        this.postgres = postgres;
        this.work = work;
    }

    @SuppressWarnings("SystemOut") // a command-line program
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(args[1]);
        try (PostgresServer postgres = PostgresServer.startOrAbort()) {
            NodesBench bench = new NodesBench(Path.of(args[0]), postgres, Files.createTempDirectory("twinstack-nodes"));
            for (int round = 0; round < rounds; round++) {
                for (int size : SIZES) {
                    bench.measure(size);
                }
            }
            bench.summary().forEach(System.out::println);
        }
    }

    private void measure(int size) throws IOException, InterruptedException {
        String database = postgres.newDatabase();
        List<TwinProcess> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < size; i++) {
                nodes.add(TwinProcess.node(home, database, freePort(), work.resolve("node" + i + ".log")));
            }
            List<TwinProcess.Session> tenants = new ArrayList<>();
            for (int i = 0; i < PROJECTS; i++) {
                tenants.add(nodes.get(i % size).login("eu-de_bench" + i));
            }
            Tour anywhere = new Tour(nodes, node -> tenants);
            anywhere.creates(CREATES);
            anywhere.reads(READS);
            Map<TwinProcess, List<TwinProcess.Session>> homes = homes(nodes, tenants);
            List<double[]> before = counters(nodes);
            add(size, "creates, any node", anywhere.creates(CREATES));
            add(size, "reads, any node", anywhere.reads(READS));
            say(size, before, counters(nodes));
            Tour direct = new Tour(nodes, node -> homes.getOrDefault(nodes.get(node), tenants));
            add(size, "creates, where it lives", direct.creates(CREATES));
            add(size, "reads, where it lives", direct.reads(READS));
        } finally {
            nodes.forEach(TwinProcess::kill);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Requests to all nodes alike. */
    private record Tour(List<TwinProcess> nodes, IntFunction<List<TwinProcess.Session>> tenants) {
        double creates(int count) {
            return run(
                    count,
                    (node, tenant) -> Load.Request.of(
                            node,
                            "POST",
                            "/v1/" + tenant.project() + "/vpcs",
                            tenant.token(),
                            "{\"vpc\":{\"name\":\"bench\",\"cidr\":\"10.0.0.0/16\"}}"));
        }

        double reads(int count) {
            return run(
                    count,
                    (node, tenant) -> Load.Request.of(
                            node, "GET", "/v1/" + tenant.project() + "/vpcs?limit=5", tenant.token(), ""));
        }

        private interface Asking {
            Load.Request of(URI node, TwinProcess.Session tenant);
        }

        /** {@return requests per second} */
        private double run(int count, Asking asking) {
            int size = nodes.size();
            long began = System.nanoTime();
            try (ExecutorService each = Executors.newFixedThreadPool(size)) {
                List<CompletableFuture<Long>> running = IntStream.range(0, size)
                        .mapToObj(i -> CompletableFuture.supplyAsync(
                                () -> {
                                    URI node = nodes.get(i).endpoint();
                                    List<TwinProcess.Session> asked = tenants.apply(i);
                                    return new Load(node)
                                            .run(
                                                    CONNECTIONS / size,
                                                    count / size,
                                                    n -> asking.of(node, asked.get((int) (n % asked.size()))))
                                            .failures();
                                },
                                each))
                        .toList();
                long failures =
                        running.stream().mapToLong(CompletableFuture::join).sum();
                if (failures > 0) {
                    throw new IllegalStateException(failures + " of " + count + " requests failed");
                }
            }
            return count / ((System.nanoTime() - began) / 1e9);
        }
    }

    /** {@return which projects live on which node, by what each counts} */
    private static Map<TwinProcess, List<TwinProcess.Session>> homes(
            List<TwinProcess> nodes, List<TwinProcess.Session> tenants) {
        Map<TwinProcess, List<TwinProcess.Session>> homes = new HashMap<>();
        for (TwinProcess node : nodes) {
            String metrics = metrics(node);
            List<TwinProcess.Session> there = tenants.stream()
                    .filter(tenant -> metrics.contains("project=\"" + tenant.project() + '"'))
                    .toList();
            if (!there.isEmpty()) {
                homes.put(node, there);
            }
        }
        return homes;
    }

    private static String metrics(TwinProcess node) {
        return new Load(node.endpoint())
                .send(Load.Request.of(node.endpoint(), "GET", "/metrics", "", ""))
                .body();
    }

    /** {@return for each node: requests answered, requests handed over, events journalled} */
    private static List<double[]> counters(List<TwinProcess> nodes) {
        return nodes.stream()
                .map(NodesBench::metrics)
                .map(metrics -> new double[] {
                    sum(metrics, "twinstack_http_requests_total"),
                    sum(metrics, "twinstack_http_requests_handed_over_total"),
                    sum(metrics, "twinstack_journal_events_total")
                })
                .toList();
    }

    private static double sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + '{') || line.startsWith(name + ' '))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @SuppressWarnings("SystemOut") // a command-line program
    private static void say(int size, List<double[]> before, List<double[]> after) {
        for (int node = 0; node < size; node++) {
            double[] done = new double[3];
            for (int i = 0; i < done.length; i++) {
                done[i] = after.get(node)[i] - before.get(node)[i];
            }
            System.out.printf(
                    Locale.ROOT,
                    "node %d of %d: answered %.0f (%.2f of all), handed over %.0f, journalled %.0f events%n",
                    node + 1,
                    size,
                    done[0],
                    done[0] / (CREATES + READS),
                    done[1],
                    done[2]);
        }
    }

    @SuppressWarnings("SystemOut") // a command-line program
    private void add(int size, String what, double rate) {
        rates.computeIfAbsent(what + size, any -> new ArrayList<>()).add(rate);
        System.out.printf(Locale.ROOT, "%d nodes, %s: %.0f/s%n", size, what, rate);
    }

    private List<String> summary() {
        return List.of("creates, any node", "reads, any node", "creates, where it lives", "reads, where it lives")
                .stream()
                .map(what -> String.format(
                        Locale.ROOT,
                        "%-24s one node %6.0f/s, three %6.0f/s: ratio %.2f",
                        what,
                        median(what + 1),
                        median(what + 3),
                        median(what + 3) / median(what + 1)))
                .toList();
    }

    private double median(String what) {
        double[] sorted = rates.getOrDefault(what, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return sorted.length == 0
                ? Double.NaN
                : Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
    }
}
