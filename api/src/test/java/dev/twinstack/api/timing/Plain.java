package dev.twinstack.api.timing;

import dev.twinstack.api.TestTwin;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Requests of somebody who did not sign in, or signs in some other way. */
final class Plain {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Plain() {}

    /**
     * @param headers name, value, name, value …
     */
    static int status(TestTwin twin, String method, String path, String json, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(twin.endpoint().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
