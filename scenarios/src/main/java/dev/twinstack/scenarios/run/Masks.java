package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.cloud.Exchange;
import dev.twinstack.scenarios.cloud.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Takes the secrets of a run out of everything that a report is given: the values of the script's secrets, also as parts
 * of URLs and in base 64, and members of bodies whose names say that they are secret.
 */
final class Masks {
    private static final String MASK = "***";
    private static final Set<String> SECRET_MEMBERS =
            Set.of("adminpass", "admin_pass", "password", "private_key", "secret", "user_data", "security_token");

    private final List<String> values = new ArrayList<>();

    /** From now on the value is in no report. */
    void add(String value) {
        if (!value.isEmpty()) {
            values.add(value);
            values.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
            values.add(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
            values.sort(Comparator.comparingInt(String::length).reversed());
        }
    }

    String masked(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        return masked;
    }

    /** {@return the result as reports may have it} */
    StepResult masked(StepResult result) {
        List<Exchange> exchanges = result.exchanges().stream().map(this::masked).toList();
        Verdict verdict = switch (result.verdict()) {
            case Verdict.Held held -> held;
            case Verdict.Skipped it -> new Verdict.Skipped(masked(it.why()));
            case Verdict.CouldNotRun it -> new Verdict.CouldNotRun(masked(it.why()));
            case Verdict.Failed it ->
                new Verdict.Failed(
                        it.complaints().stream().map(this::masked).toList(),
                        it.exchanges().stream().map(this::masked).toList(),
                        masked(it.trace()));
        };
        return new StepResult(
                result.step(),
                masked(result.words()),
                verdict,
                result.startedAt(),
                result.millis(),
                exchanges,
                masked(result.seen()));
    }

    private Exchange masked(Exchange exchange) {
        JsonNode answer = exchange.answer();
        return new Exchange(
                exchange.method(),
                masked(exchange.url()),
                masked(exchange.sent()),
                exchange.status(),
                answer.isMissingNode()
                        ? masked(exchange.received())
                        : masked(answer).toString(),
                exchange.millis());
    }

    JsonNode masked(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode masked = Json.object();
                object.properties()
                        .forEach(member -> masked.set(
                                masked(member.getKey()),
                                SECRET_MEMBERS.contains(member.getKey().toLowerCase(Locale.ROOT))
                                                && member.getValue().isValueNode()
                                                && !member.getValue().isNull()
                                        ? TextNode.valueOf(MASK)
                                        : masked(member.getValue())));
                yield masked;
            }
            case ArrayNode array -> {
                ArrayNode masked = Json.object().putArray("items");
                array.forEach(item -> masked.add(masked(item)));
                yield masked;
            }
            default -> {
                String text = node.isValueNode() ? node.asText() : "";
                String masked = masked(text);
                yield masked.equals(text) ? node : TextNode.valueOf(masked);
            }
        };
    }
}
