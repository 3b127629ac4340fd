package dev.twinstack.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twinstack.api.TestTwin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every metric and label the dashboard asks for is one that a twin serves. */
class DashboardTest {
    private static final Path FILE = Path.of("..", "docs", "grafana", "twinstack.json");
    private static final Pattern METRIC = Pattern.compile("\\b(?:twinstack|jvm|process)_[a-z_]+");
    private static final Pattern LABELS = Pattern.compile("\\bby \\(([a-z_, ]+)\\)|\\{([a-z_]+)=");

    @Test
    void everyPanelAsksForWhatIsServed() throws IOException, InterruptedException {
        JsonNode dashboard = new ObjectMapper().readTree(FILE.toFile());
        List<String> queries = dashboard.findValuesAsText("expr");
        Scrape scrape = scrape();
        Set<String> names = scrape.samples().keySet().stream()
                .map(sample -> sample.replaceAll("\\{.*", ""))
                .collect(Collectors.toSet());
        Set<String> labels = new HashSet<>();
        scrape.samples().keySet().forEach(sample -> labels.addAll(labelsOf(sample)));
        assertThat(queries).hasSizeGreaterThan(10).allSatisfy(query -> {
            List<String> asked =
                    METRIC.matcher(query).results().map(found -> found.group()).toList();
            assertThat(asked).as("metrics in %s", query).isNotEmpty();
            assertThat(names).as("served, for %s", query).containsAll(asked);
            Matcher label = LABELS.matcher(query);
            while (label.find()) {
                String found = label.group(1) == null ? label.group(2) : label.group(1);
                assertThat(labels).as("labels, for %s", query).contains(found.split(", *"));
            }
        });
    }

    @Test
    void panelsDoNotOverlapAndHaveNamesOfTheirOwn() throws IOException {
        JsonNode panels = new ObjectMapper().readTree(FILE.toFile()).path("panels");
        assertThat(panels.findValuesAsText("title")).isNotEmpty().doesNotHaveDuplicates();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : panels) {
            JsonNode at = panel.path("gridPos");
            for (int x = at.path("x").intValue();
                    x < at.path("x").intValue() + at.path("w").intValue();
                    x++) {
                for (int y = at.path("y").intValue();
                        y < at.path("y").intValue() + at.path("h").intValue();
                        y++) {
                    assertThat(cells.add(x + "," + y))
                            .as(panel.path("title").asText())
                            .isTrue();
                    assertThat(x).isLessThan(24);
                }
            }
        }
    }

    private static Scrape scrape() throws IOException, InterruptedException {
        try (TestTwin twin = TestTwin.start()) {
            twin.post("/v1/{p}/vpcs", "{'vpc':{'name':'net','cidr':'10.0.0.0/16'}}");
            return Scrape.of(twin, "text/plain");
        }
    }

    private static Set<String> labelsOf(String sample) {
        return Pattern.compile("([a-z_]+)=\"")
                .matcher(sample)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}
