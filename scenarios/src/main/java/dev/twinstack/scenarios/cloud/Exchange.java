package dev.twinstack.scenarios.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One request and its answer.
 *
 * @param sent the request's body; a missing node when it had none
 * @param received the answer's body as it came
 * @param millis from sending to the whole answer
 */
public record Exchange(String method, String url, JsonNode sent, int status, String received, long millis) {

    public JsonNode answer() {
        return Json.read(received);
    }

    public boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /**
     * {@return the error codes in the answer}
     *
     * The dialects differ: <code>{"code"}</code> in v1 and v2.0, <code>{"error_code"}</code> in v3 and
     * IAM, <code>{"error":{"code"}}</code> in ECS, <code>{"NeutronError":{"type"}}</code> in the native
     * API (rules ERR-01 to ERR-06).
     */
    public List<String> codes() {
        List<String> codes = new ArrayList<>();
        JsonNode answer = answer();
        collect(answer, codes);
        answer.forEach(nested -> collect(nested, codes));
        return List.copyOf(codes);
    }

    private static void collect(JsonNode node, List<String> codes) {
        for (String name : List.of("code", "error_code", "type")) {
            if (node.path(name).isValueNode() && !node.path(name).isNull()) {
                codes.add(node.path(name).asText());
            }
        }
    }

    /** {@return the exchange as a reader would want it in a report} */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("request  ").append(method).append(' ').append(url).append('\n');
        if (!sent.isMissingNode()) {
            text.append(indent(Json.pretty(sent)));
        }
        text.append("answer   ").append(status).append(" after ").append(millis).append(" ms\n");
        JsonNode answer = answer();
        String body = answer.isMissingNode() ? received : Json.pretty(answer);
        if (!body.isBlank()) {
            text.append(indent(body));
        }
        return text.toString();
    }

    private static String indent(String body) {
        return body.strip().indent(9);
    }
}
