package dev.twinstack.scenarios.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.RunningTwin;
import dev.twinstack.scenarios.cloud.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LoadCommandTest {
    @TempDir
    private Path folder = Path.of("");

    /** What a run printed and its exit code. */
    private record Run(int code, String out, String err) {
        JsonNode json() {
            return Json.read(out);
        }

        JsonNode row(String name) {
            for (JsonNode row : json().path("rows")) {
                if (row.path("name").asText().equals(name)) {
                    return row;
                }
            }
            throw new AssertionError("no row " + name + " in " + out);
        }
    }

    private Path plan(String text) {
        try {
            return Files.writeString(folder.resolve("plan.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Run run(StallingCloud cloud, Path plan, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        LoadCommand command = new LoadCommand(() -> new RunningTwin() {
            @Override
            public URI endpoint() {
                return cloud.endpoint();
            }

            @Override
            public void close() {}
        });
        List<String> all = new ArrayList<>(
                List.of(plan.toString(), "--endpoint", cloud.endpoint().toString()));
        all.addAll(List.of(args));
        int code = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    /** Two connections: at most two requests see the stall, and a client that only times itself sees hardly any of it. */
    @Test
    void anOpenLoadShowsAStallOfASecondThatTheUncorrectedFigureHides() {
        Path plan = plan("""
                name: stall, open
                journeys:
                  - name: asks
                    steps:
                      - request: {path: /answered}
                load:
                  - rate: 200/s
                    for: 4 s
                limits: {connections: 2}
                """);
        try (StallingCloud cloud = new StallingCloud(1000, 1000)) {
            Run run = run(cloud, plan, "--json");

            assertThat(run.err()).isEmpty();
            assertThat(run.code()).isZero();
            JsonNode asked = run.row("GET /answered");
            assertThat(asked.path("completed").asInt()).isEqualTo(800);
            assertThat(asked.at("/corrected/p99.9_ms").asDouble()).isGreaterThan(850);
            assertThat(asked.at("/corrected/p95_ms").asDouble()).isGreaterThan(500);
            assertThat(asked.at("/uncorrected/p95_ms").asDouble()).isLessThan(500);
        }
    }

    /** One user: one request of thousands sees the stall. */
    @Test
    void aClosedLoadShowsAStallOnlyInTheCorrectedFigure() {
        Path plan = plan("""
                name: stall, closed
                journeys:
                  - name: asks
                    steps:
                      - request: {path: /answered}
                load:
                  - users: 1
                    for: 6 s
                """);
        try (StallingCloud cloud = new StallingCloud(2000, 1000)) {
            Run run = run(cloud, plan, "--json");

            assertThat(run.code()).isZero();
            JsonNode asked = run.row("GET /answered");
            assertThat(asked.path("completed").asInt()).isGreaterThan(1100);
            assertThat(asked.at("/uncorrected/max_ms").asDouble()).isGreaterThan(900);
            assertThat(asked.at("/uncorrected/p99.9_ms").asDouble()).isLessThan(500);
            assertThat(asked.at("/corrected/p99.9_ms").asDouble()).isGreaterThan(850);
            assertThat(asked.at("/corrected/p95_ms").asDouble()).isGreaterThan(100);
        }
    }

    /** With a pace it is known when each request should have been sent. */
    @Test
    void usersWithAPaceAreMeasuredFromIt() {
        Path plan = plan("""
                name: stall, paced
                journeys:
                  - name: asks
                    steps:
                      - request: {path: /answered}
                load:
                  - users: 1
                    for: 4 s
                    pace: 10 ms
                """);
        try (StallingCloud cloud = new StallingCloud(1000, 1000)) {
            JsonNode asked = run(cloud, plan, "--json").row("GET /answered");

            assertThat(asked.at("/corrected/p90_ms").asDouble()).isGreaterThan(400);
            assertThat(asked.at("/uncorrected/p90_ms").asDouble()).isLessThan(400);
        }
    }

    @Test
    void whatIsRefusedIsCountedByStatusAndCodeAndLosesTheGateEarly() {
        Path plan = plan("""
                name: refusals
                journeys:
                  - name: is refused
                    steps:
                      - request: {method: POST, path: /refused/x, body: {a: 1}}
                load:
                  - rate: 20/s
                    for: 60 s
                gates:
                  - failures: 1%
                """);
        try (StallingCloud cloud = new StallingCloud(0, 0)) {
            Run run = run(cloud, plan, "--json");

            assertThat(run.code()).isEqualTo(1);
            JsonNode row = run.row("POST /refused/x");
            assertThat(row.at("/problems/409 VPC.0104").asLong())
                    .isEqualTo(row.path("failed").asLong())
                    .isPositive();
            assertThat(run.json().path("aborted").asText()).contains("failures at most 1 %");
            assertThat(run.json().path("seconds").asDouble()).isLessThan(30);
            assertThat(run.json().at("/gates/0/verdict").asText()).isEqualTo("lost");
        }
    }

    @Test
    void moreThanMayBeUnderWayIsDroppedAndCounted() {
        Path plan = plan("""
                name: drops
                journeys:
                  - name: thinks
                    steps:
                      - request: {path: /answered}
                      - think: 3 s
                load:
                  - burst: 10
                limits: {in flight: 4}
                gates:
                  - dropped: 10%
                """);
        try (StallingCloud cloud = new StallingCloud(0, 0)) {
            Run run = run(cloud, plan, "--json", "--keep-going");

            JsonNode total = run.json().path("total");
            assertThat(total.path("offered").asInt()).isEqualTo(10);
            assertThat(total.path("started").asInt()).isEqualTo(4);
            assertThat(total.path("completed").asInt()).isEqualTo(4);
            assertThat(total.path("dropped").asInt()).isEqualTo(6);
            assertThat(run.code()).isEqualTo(1);
        }
    }

    @Test
    void writesReportsAndAddsUpThoseOfSeveralInjectors() throws Exception {
        Path plan = plan("""
                name: shared <plan>
                vars: {rate: 50/s}
                journeys:
                  - name: asks
                    steps:
                      - request: {path: "/answered/${turn}/${random}"}
                load:
                  - rate: ${rate}
                    for: 1 s
                gates:
                  - p99: 20 s
                  - regression: {at most: 100}
                """);
        try (StallingCloud cloud = new StallingCloud(0, 0)) {
            Path a = folder.resolve("a");
            Path b = folder.resolve("b");
            Path both = folder.resolve("both");
            String file = "results.json";

            assertThat(run(cloud, plan, "--share", "1/2", "--out", a.toString()).code())
                    .isZero();
            assertThat(run(cloud, plan, "--share", "2/2", "--out", b.toString()).code())
                    .isZero();
            Run sum = run(
                    cloud,
                    plan,
                    "--merge",
                    a.resolve(file).toString(),
                    "--merge",
                    b.resolve(file).toString(),
                    "--baseline",
                    a.resolve(file).toString(),
                    "--out",
                    both.toString());

            assertThat(sum.code()).as(sum.out() + sum.err()).isZero();
            JsonNode merged = Json.read(Files.readString(both.resolve(file)));
            assertThat(merged.at("/total/offered").asInt()).isEqualTo(50);
            assertThat(merged.at("/rows/0/corrected/count").asInt()).isEqualTo(50);
            assertThat(merged.at("/gates/1/verdict").asText()).isEqualTo("held");
            assertThat(both.resolve("all.hgrm")).content().contains("#[Mean").contains("1.000000000000");
            var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            assertThat(builder.parse(both.resolve("junit.xml").toFile())
                            .getElementsByTagName("testcase")
                            .getLength())
                    .isEqualTo(3);
            String page = Files.readString(both.resolve("report.html"));
            assertThat(page)
                    .contains("<h1>shared &lt;plan&gt;</h1>")
                    .contains("<polyline")
                    .doesNotContain("http-equiv");
            for (String svg : page.split("(?=<svg)")) {
                if (svg.startsWith("<svg")) {
                    String alone = svg.substring(0, svg.indexOf("</svg>") + 6);
                    builder.parse(
                            new java.io.ByteArrayInputStream(alone.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                }
            }
        }
    }

    @Test
    void aBadPlanSendsNothing() {
        Path plan = plan("""
                name: bad
                journeys:
                  - name: asks
                    steps:
                      - create vpc: {name: a}
                load:
                  - rate: 5/s
                    for: 1 s
                """);
        try (StallingCloud cloud = new StallingCloud(0, 0)) {
            Run run = run(cloud, plan);

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).startsWith(plan + ":5:").contains("'create vpc' needs 'cidr'");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void aPreparationThatFailsTellsItsStory() {
        Path plan = plan("""
                name: unprepared
                prepare:
                  - request: {method: POST, path: /refused/y}
                journeys:
                  - name: asks
                    steps:
                      - request: {path: /answered}
                load:
                  - rate: 5/s
                    for: 1 s
                """);
        try (StallingCloud cloud = new StallingCloud(0, 0)) {
            Run run = run(cloud, plan);

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err())
                    .contains("plan.yaml:3:5")
                    .contains("409 VPC.0104")
                    .contains("/refused/y");
        }
    }

    @Test
    void checkSaysWhatItWouldDo() {
        Path plan = plan("""
                name: outline
                journeys:
                  - name: asks
                    steps:
                      - request: {path: /answered}
                load:
                  - ramp: {from: 0/s, to: 10/s}
                    for: 2 s
                  - burst: 5
                """);
        try (StallingCloud cloud = new StallingCloud(0, 0)) {
            assertThat(run(cloud, plan, "--check").out()).contains("open: 15 arrivals within 2.0 s");
        }
    }
}
