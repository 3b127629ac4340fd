package dev.twinstack.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twinstack.api.TestTwin;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code docs/observability.md} says is served is what is served, neither more nor less. */
class ObservabilityPageTest {
    private static final Pattern METRIC =
            Pattern.compile("^\\| `(twinstack_[a-z_]+)` \\|([^|]*)\\|(.*)", Pattern.MULTILINE);
    private static final Pattern SAMPLE =
            Pattern.compile("^(twinstack_[a-z_]+?)(?:_bucket|_sum|_count)?(?:\\{(.*)})?$");
    private static final Pattern FIELD = Pattern.compile("`([a-z_]+)`");

    private static TestTwin twin;
    private static String page;

    @BeforeAll
    static void start() throws IOException {
        twin = TestTwin.start();
        twin.post("/v1/{p}/vpcs", "{'vpc':{'name':'net','cidr':'10.0.0.0/16'}}");
        page = Files.readString(Path.of("..", "docs", "observability.md"));
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @Test
    void everyMetricIsOnThePageWithItsLabels() throws IOException, InterruptedException {
        Scrape scrape = Scrape.of(twin, "text/plain");
        Map<String, String> served = new TreeMap<>();
        scrape.samples().keySet().stream()
                .filter(name -> name.startsWith("twinstack_"))
                .forEach(sample -> {
                    MatchResult parts =
                            SAMPLE.matcher(sample).results().findFirst().orElseThrow();
                    served.put(parts.group(1), labels(parts.group(2)));
                });
        Map<String, String> told = METRIC.matcher(page)
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> row.group(2).replaceAll(":.*", "").replaceAll("[` ]", ""),
                        (one, other) -> one + "twice",
                        TreeMap::new));
        told.replaceAll((name, labels) -> sorted(labels));
        assertThat(told).isEqualTo(served);
        METRIC.matcher(page)
                .results()
                .forEach(row -> assertThat(row.group(3).contains("histogram"))
                        .as(row.group(1))
                        .isEqualTo(scrape.text().contains("# TYPE " + row.group(1) + " histogram")));
    }

    private static String labels(String inBraces) {
        return inBraces == null
                ? ""
                : sorted(Pattern.compile("([a-z_]+)=\"[^\"]*\"")
                        .matcher(inBraces)
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !label.equals("le"))
                        .collect(Collectors.joining(",")));
    }

    private static String sorted(String labels) {
        return String.join(",", new TreeSet<>(List.of(labels.split(","))));
    }

    @Test
    void everyFieldOfAnEventIsOnThePage() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient();
                Stream<String> lines = http.send(
                                HttpRequest.newBuilder(twin.endpoint().resolve("/_twinstack/events?since=0&type=vpc"))
                                        .header("X-Auth-Token", twin.token())
                                        .build(),
                                HttpResponse.BodyHandlers.ofLines())
                        .body()) {
            String opened = lines.filter(line -> line.startsWith("data: ") && line.contains("\"vpc.opened\""))
                    .findFirst()
                    .orElseThrow();
            JsonNode data = new ObjectMapper().readTree(opened.substring("data: ".length()));
            String table = page.substring(page.indexOf("| field |"), page.indexOf("Two events are"));
            List<String> told = table.lines()
                    .skip(2)
                    .filter(row -> row.startsWith("|"))
                    .flatMap(row -> FIELD.matcher(row.split("\\|")[1]).results().map(field -> field.group(1)))
                    .toList();
            assertThat(told)
                    .containsExactlyElementsOf(List.copyOf(
                            data.properties().stream().map(Map.Entry::getKey).toList()));
            http.shutdownNow();
        }
    }

    @Test
    void everyPathIsServed() {
        for (String path :
                List.of("/_twinstack/health", "/_twinstack/live", "/_twinstack/ready", "/_twinstack/operations")) {
            assertThat(twin.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(page).contains("/_twinstack/health", "`live`", "`ready`", "/_twinstack/operations");
    }
}
