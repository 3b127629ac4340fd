package dev.twinstack.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twinstack.api.TestTwin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.Stream;

/** Follows a project's events as any client does that knows server-sent events. */
public final class Follower implements AutoCloseable {
    /** One of them. */
    public record Told(String id, String name, JsonNode data) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpResponse<Stream<String>> answer;
    private final Iterator<String> lines;

    /**
     * @param lastId blank for none
     */
    Follower(TestTwin twin, String lastId) throws IOException, InterruptedException {
        this(twin.endpoint(), twin.token(), "", lastId);
    }

    /**
     * @param query such as {@code ?since=3}; blank for none
     * @param lastId blank for none
     */
    Follower(TestTwin twin, String query, String lastId) throws IOException, InterruptedException {
        this(twin.endpoint(), twin.token(), query, lastId);
    }

    /**
     * @param lastId blank for none
     */
    public Follower(URI endpoint, String token, String lastId) throws IOException, InterruptedException {
        this(endpoint, token, "", lastId);
    }

    private Follower(URI endpoint, String token, String query, String lastId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(Events.PATH + query))
                .header("X-Auth-Token", token)
                .header("Accept", "text/event-stream");
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        answer = http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        lines = answer.body().iterator();
    }

    HttpResponse<Stream<String>> answer() {
        return answer;
    }

    public Told next() throws IOException {
        String id = field("id: ");
        String name = field("event: ");
        JsonNode data = new ObjectMapper().readTree(field("data: "));
        assertThat(lines.next()).isEmpty();
        return new Told(id, name, data);
    }

    private String field(String name) {
        String line = lines.next();
        assertThat(line).startsWith(name);
        return line.substring(name.length());
    }

    /** {@return whether the twin has ended the stream, in good order or not} Waits for it. */
    public boolean ends() {
        try {
            return !lines.hasNext();
        } catch (UncheckedIOException cutOff) {
            return true;
        }
    }

    @Override
    public void close() {
        answer.body().close();
        http.shutdownNow();
    }
}
