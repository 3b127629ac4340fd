package dev.twinstack.scenarios.cloud;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Requests over Java's own HTTP client. */
record HttpClientTransport(HttpClient http) implements Transport {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    @Override
    public Answer send(String method, String url, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> response = send(request.build());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("X-Subject-Token").orElse(""),
                response.body());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new CloudException.Unreachable(
                    "no answer to " + request.method() + " " + request.uri() + ": " + reason);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException.Unreachable("interrupted while waiting for " + request.uri());
        }
    }
}
