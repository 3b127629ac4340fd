package dev.twinstack.api.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twinstack.api.TestTwin;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    @Test
    void aLineIsAnObjectWithWhatIsKnown() throws IOException {
        ListAppender<ILoggingEvent> kept = new ListAppender<>();
        Logger logger = new LoggerContext().getLogger("a.b.C");
        kept.start();
        logger.addAppender(kept);
        logger.atError()
                .addKeyValue("request_id", "5f0c")
                .addKeyValue("status", 500)
                .addKeyValue("ms", 1.5)
                .setCause(new IllegalStateException("because"))
                .log("{} failed\nbadly", "CreateVpc");
        JsonNode line = encoded(kept.list.getFirst());
        assertThat(line.path("time").asText()).endsWith("Z");
        assertThat(line.path("level").asText()).isEqualTo("ERROR");
        assertThat(line.path("logger").asText()).isEqualTo("a.b.C");
        assertThat(line.path("message").asText()).isEqualTo("CreateVpc failed\nbadly");
        assertThat(line.path("request_id").asText()).isEqualTo("5f0c");
        assertThat(line.path("status").isInt()).isTrue();
        assertThat(line.path("ms").doubleValue()).isEqualTo(1.5);
        assertThat(line.path("error").asText()).startsWith("java.lang.IllegalStateException: because");
    }

    @Test
    void everyRequestHasALineWithTheIdTheClientSaw() throws IOException, InterruptedException {
        ListAppender<ILoggingEvent> kept = new ListAppender<>();
        kept.start();
        Logger logger = context.getLogger(RequestLog.NAME);
        logger.addAppender(kept);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
        String id;
        String project;
        try (TestTwin twin = TestTwin.start();
                HttpClient http = HttpClient.newHttpClient()) {
            project = twin.project();
            id = http.send(
                            HttpRequest.newBuilder(twin.endpoint().resolve("/v2.0/networks/none"))
                                    .header("X-Auth-Token", twin.token())
                                    .header("X-Openstack-Request-Id", "req-of-the-client")
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("X-Request-Id")
                    .orElse("none");
        } finally {
            logger.setLevel(null);
            logger.setAdditive(true);
            logger.detachAppender(kept);
        }
        List<JsonNode> lines = new ArrayList<>();
        for (ILoggingEvent event : List.copyOf(kept.list)) {
            lines.add(encoded(event));
        }
        assertThat(lines)
                .filteredOn(line -> line.path("request_id").asText().equals(id))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("message").asText()).isEqualTo("GET /v2.0/networks/none");
                    assertThat(line.path("operation").asText()).isEqualTo("NeutronShowNetwork");
                    assertThat(line.path("status").intValue()).isEqualTo(404);
                    assertThat(line.path("ms").doubleValue()).isPositive();
                    assertThat(line.path("project").asText()).isEqualTo(project);
                    assertThat(line.path("global_request_id").asText()).isEqualTo("req-of-the-client");
                });
    }

    private static JsonNode encoded(ILoggingEvent event) throws IOException {
        String line = new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
        assertThat(line).endsWith("}\n").hasLineCount(1);
        return new ObjectMapper().readTree(line);
    }
}
