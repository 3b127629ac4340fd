package dev.twinstack.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code /metrics} said, once.
 *
 * @param samples each sample's value by name and labels, as they stand in the text
 */
record Scrape(String contentType, String text, Map<String, Double> samples) {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+(?:\\{.*})?) ([^ ]+)$");

    static Scrape of(TestTwin twin, String accept) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(twin.endpoint().resolve("/metrics"))
                            .header("Accept", accept)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            Map<String, Double> samples = new LinkedHashMap<>();
            Matcher line = SAMPLE.matcher(answer.body());
            while (line.find()) {
                samples.put(line.group(1), Double.valueOf(line.group(2).replace("+Inf", "Infinity")));
            }
            return new Scrape(answer.headers().firstValue("Content-Type").orElse(""), answer.body(), samples);
        }
    }

    double value(String sample) {
        assertThat(samples).containsKey(sample);
        return samples.getOrDefault(sample, Double.NaN);
    }
}
