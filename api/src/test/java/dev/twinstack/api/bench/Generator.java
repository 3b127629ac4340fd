package dev.twinstack.api.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.load.LoadCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/**
 * {@code scenarios/bench/generator}: what {@code twinstack load} itself can do, against a bare Pekko HTTP handler that
 * runs already. The whole way is measured: plan, journey, step, connection, JSON, histogram.
 */
final class Generator {
    private static final double NANOS = 1e9;

    private final URI bare;
    private final Path folder;

    private Generator(URI bare, Path folder) {
        this.bare = bare;
        this.folder = folder;
    }

    /** {@code ENDPOINT [RATE]} */
    public static void main(String[] args) throws IOException {
        Generator generator = new Generator(URI.create(args[0]), Files.createTempDirectory("twinstack-generator"));
        int rate = args.length > 1 ? Integer.parseInt(args[1]) : 30_000;
        generator.run(rate, 10);
        List<Figure> figures = List.of(generator.offered(rate), generator.overhead());
        System.exit(figures.stream().allMatch(Figure::held) ? 0 : 1);
    }

    /** Once warm, what it offers, and for how much of a processor. */
    private Figure offered(int rate) throws IOException {
        long cpu = processor();
        JsonNode results = run(rate, 5);
        double seconds = (processor() - cpu) / NANOS;
        JsonNode total = results.path("total");
        JsonNode all = results.at("/rows/0");
        return shown(new Figure(
                "requests a second of one processor",
                total.path("completed").asDouble() / seconds,
                "/s",
                30_000,
                false,
                String.format(
                        Locale.ROOT,
                        "%d offered, %d completed, %d failed, %d dropped in %.2f s at %d/s; %.2f s of a processor;"
                                + " p50 %.3f ms, p99 %.1f ms; late by %.3f ms (p50)",
                        total.path("offered").asLong(),
                        total.path("completed").asLong(),
                        total.path("failed").asLong(),
                        total.path("dropped").asLong(),
                        results.path("seconds").asDouble(),
                        rate,
                        seconds,
                        all.at("/corrected/p50_ms").asDouble(),
                        all.at("/corrected/p99_ms").asDouble(),
                        results.at("/lateness/p50_ms").asDouble())));
    }

    /** What it adds to the median of a loop that does nothing but send and receive, in the same minute. */
    private Figure overhead() throws IOException {
        Load.Request request = Load.Request.of(bare, "GET", "/v1/p/vpcs/v", "bare", "");
        Load load = new Load(bare);
        load.run(1, 10_000, i -> request);
        double loop = load.run(1, 10_000, i -> request).percentile(0.5);
        JsonNode measured = run(1_000, 5).at("/rows/0");
        double sent = measured.at("/uncorrected/p50_ms").asDouble();
        double due = measured.at("/corrected/p50_ms").asDouble();
        return shown(new Figure(
                "own overhead on the median",
                sent - loop,
                "ms",
                0.1,
                true,
                String.format(
                        Locale.ROOT,
                        "bare loop %.3f ms; at 1000/s from the first byte sent %.3f ms, from the intended start %.3f ms",
                        loop,
                        sent,
                        due)));
    }

    @SuppressWarnings("SystemOut") // a command-line program
    private static Figure shown(Figure figure) {
        System.out.println(figure.row());
        return figure;
    }

    private static long processor() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }

    private JsonNode run(int rate, int seconds) throws IOException {
        Path plan = Files.writeString(folder.resolve("generator.yaml"), """
                name: the generator itself
                journeys:
                  - name: gets
                    steps:
                      - request: {service: vpc, path: /vpcs/99d9d709-8478-4b46-9f3f-2206b1023fd3}
                load:
                  - rate: %d/s
                    for: %d s
                limits: {in flight: 20000}
                """.formatted(rate, seconds));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        new CommandLine(new LoadCommand(() -> {
                    throw new IllegalStateException("the bare handler is running");
                }))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(plan.toString(), "--endpoint", bare.toString(), "--json");
        if (out.toString().isBlank()) {
            throw new IOException(err.toString());
        }
        return Json.read(out.toString());
    }
}
