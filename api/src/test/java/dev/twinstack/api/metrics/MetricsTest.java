package dev.twinstack.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static TestTwin twin;

    @BeforeAll
    static void makeTraffic() {
        twin = TestTwin.start();
        assertThat(twin.post("/v1/{p}/vpcs", "{'vpc':{'name':'net','cidr':'10.0.0.0/16'}}")
                        .status())
                .isEqualTo(200);
        twin.get("/v1/{p}/vpcs");
        twin.get("/v1/{p}/vpcs");
        twin.get("/v1/{p}/vpcs/none");
        twin.get("/v2.0/networks");
        twin.get("/nothing/here");
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @Test
    void everyOperationHasRateErrorsAndDuration() throws IOException, InterruptedException {
        Scrape scrape = Scrape.of(twin, "text/plain");
        assertThat(scrape.contentType()).startsWith("text/plain; version=0.0.4");
        assertThat(scrape.value("twinstack_http_requests_total{dialect=\"v1\",operation=\"ListVpcs\",status=\"200\"}"))
                .isEqualTo(2);
        assertThat(scrape.value("twinstack_http_requests_total{dialect=\"v1\",operation=\"ShowVpc\",status=\"404\"}"))
                .isEqualTo(1);
        assertThat(scrape.value("twinstack_http_requests_total{dialect=\"v1\",operation=\"None\",status=\"404\"}"))
                .isEqualTo(1);
        String creating = "{dialect=\"v1\",operation=\"CreateVpc\"";
        assertThat(scrape.value("twinstack_http_request_duration_seconds_count" + creating + '}'))
                .isEqualTo(1);
        assertThat(scrape.value("twinstack_http_request_duration_seconds_bucket" + creating + ",le=\"+Inf\"}"))
                .isEqualTo(1);
        assertThat(scrape.value("twinstack_http_request_duration_seconds_sum" + creating + '}'))
                .isBetween(0.0001, 60.0);
        assertThat(scrape.value("twinstack_http_requests_in_flight"))
                .as("this one")
                .isEqualTo(1);
    }

    @Test
    void theCloudBehindIsCountedToo() throws IOException, InterruptedException {
        Scrape scrape = Scrape.of(twin, "text/plain");
        assertThat(scrape.value("twinstack_entities{type=\"vpc\"}")).isEqualTo(1);
        assertThat(scrape.value("twinstack_entity_asks_total{outcome=\"done\"}"))
                .isGreaterThan(2);
        assertThat(scrape.value("twinstack_entity_asks_total{outcome=\"failed\"}"))
                .isZero();
        assertThat(scrape.value("twinstack_entity_asks_in_flight")).isZero();
        assertThat(scrape.value("twinstack_entity_commands_waiting")).isZero();
        assertThat(scrape.value("twinstack_entity_recovery_duration_seconds_count"))
                .isPositive();
        assertThat(scrape.value("twinstack_journal_events_total")).isGreaterThanOrEqualTo(3);
        assertThat(scrape.value("twinstack_journal_write_duration_seconds_count"))
                .isPositive();
        assertThat(scrape.value("twinstack_journal_lag_seconds")).isZero();
        assertThat(scrape.value("twinstack_resources{type=\"vpc\"}")).isEqualTo(1);
        assertThat(scrape.value("twinstack_project_revision{project=\"" + twin.project() + "\"}"))
                .isGreaterThanOrEqualTo(3);
        assertThat(scrape.value("twinstack_projects_loaded"))
                .as("the region's, too")
                .isEqualTo(2);
        assertThat(scrape.samples().keySet()).anyMatch(name -> name.startsWith("jvm_memory_used_bytes{area=\"heap\"}"));
    }

    @Test
    void whoeverAsksForOpenMetricsGetsIt() throws IOException, InterruptedException {
        Scrape scrape = Scrape.of(twin, "application/openmetrics-text;version=1.0.0");
        assertThat(scrape.contentType()).startsWith("application/openmetrics-text");
        assertThat(scrape.text()).endsWith("# EOF\n");
    }

    /** A family that says nothing about itself is of no use to who finds it. */
    @Test
    void everyFamilyIsExplained() throws IOException, InterruptedException {
        Scrape scrape = Scrape.of(twin, "text/plain");
        assertThat(scrape.text().lines().filter(line -> line.startsWith("# TYPE twinstack_")))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(scrape.text()).contains("# HELP " + type.split(" ")[2] + ' '));
    }
}
