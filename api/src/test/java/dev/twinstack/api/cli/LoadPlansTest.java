package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Credentials;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.load.LoadCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The catalogue of load plans, each a few seconds long. How fast they are is not the question here. */
class LoadPlansTest {
    private static final Path PLANS = Path.of("../scenarios/load");
    private static final TestTwin TWIN = TestTwin.start();

    @AfterAll
    static void stop() {
        TWIN.close();
    }

    private static JsonNode run(String plan, String variables, String... further) {
        List<String> args = new ArrayList<>(List.of(
                PLANS.resolve(plan).toString(), "--endpoint", TWIN.endpoint().toString(), "--json", "--keep-going"));
        Stream.of(variables.split(" ")).forEach(it -> args.addAll(List.of("--var", it.replace("_", " "))));
        args.addAll(List.of(further));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        new CommandLine(new LoadCommand(() -> {
                    throw new IllegalStateException("a twin is running");
                }))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args.toArray(String[]::new));
        assertThat(err.toString()).isEmpty();
        return Json.read(out.toString());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            bandwidth-move.yaml,          fleet=20 projects=2 rate=10/s for=1_s ramp=1_s,    5
            eip-churn.yaml,               from=5/s to=10/s each=1_s warm=500_ms,             10
            list-under-write.yaml,        rate=20/s for=1_s warm=500_ms,                     10
            poller-storm.yaml,            pollers=10 for=1_s ramp=1_s,                       10
            ports-10000.yaml,             rate=40/s for=1_s warm=500_ms,                     40
            security-group-fan-out.yaml,  rate=10/s for=1_s warm=500_ms,                     10
            tenants-1000.yaml,            tenants=20 rate=20/s for=1_s ramp=1_s,             30
            terraform-mix.yaml,           rate=6/s for=1_s warm=500_ms,                      3
            vpc-burst.yaml,               rate=5/s burst=20 for=1_s warm=500_ms,             30
            """)
    void runsAndLeavesNothingBehind(String plan, String variables, int atLeast) {
        JsonNode results = run(plan, variables);

        JsonNode total = results.path("total");
        assertThat(total.path("offered").asInt()).isGreaterThanOrEqualTo(atLeast);
        assertThat(total.path("completed").asInt())
                .as(results.path("rows").toString())
                .isEqualTo(total.path("offered").asInt());
        assertThat(total.path("failed").asInt()).isZero();
        assertThat(results.path("left")).isEmpty();
        assertThat(results.path("aborted").asText()).isEmpty();
    }

    @Test
    void everyPlanIsRunHere() throws IOException {
        try (Stream<Path> files = Files.list(PLANS)) {
            assertThat(files.filter(it -> it.toString().endsWith(".yaml")).count())
                    .isEqualTo(9);
        }
    }

    /** In a project that has a name, what others have there stays. */
    @Test
    void aNamedProjectKeepsWhatItHad() {
        String project = "eu-de_named";
        try (HttpClient http = HttpClient.newHttpClient()) {
            Endpoint endpoint = new Endpoint(TWIN.endpoint(), new Credentials("twin", "twin", "twinstack"), "eu-de");
            Cloud cloud = Cloud.signIn(http, endpoint, project);
            String vpcs = cloud.url("vpc", "/vpcs");
            JsonNode theirs =
                    cloud.call("POST", vpcs, Json.read("{\"vpc\":{\"name\":\"theirs\",\"cidr\":\"10.0.0.0/8\"}}"));

            JsonNode results = run("ports-10000.yaml", "rate=20/s for=500_ms warm=200_ms", "--project", project);

            assertThat(results.path("left")).isEmpty();
            assertThat(results.at("/total/completed").asInt()).isEqualTo(10);
            assertThat(cloud.get(vpcs).path("vpcs").findValuesAsText("id"))
                    .containsExactly(theirs.at("/vpc/id").asText());
            assertThat(cloud.get(cloud.url("network", "/v2.0/ports")).path("ports"))
                    .isEmpty();
        }
    }
}
