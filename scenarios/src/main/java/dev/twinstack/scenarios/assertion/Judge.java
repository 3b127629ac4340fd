package dev.twinstack.scenarios.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.cloud.Exchange;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.Expectation;
import dev.twinstack.scenarios.script.Matcher;
import dev.twinstack.scenarios.script.Scope;
import dev.twinstack.scenarios.script.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Compares what was expected with what was seen; a complaint is a sentence, no complaint means held. */
public final class Judge {
    private final Scope scope;

    public Judge(Scope scope) {
        this.scope = scope;
    }

    /** {@return the complaint about one field of {@code seen}} */
    public Optional<String> field(Expectation.Field expected, JsonNode seen) {
        JsonNode value = FieldPath.select(seen, expected.path());
        String complaint = complaint(expected.matcher(), value);
        return complaint.isEmpty()
                ? Optional.empty()
                : Optional.of("expected " + expected.path() + " " + complaint + ", but it is " + shown(value));
    }

    /** {@return the complaint about the answer to a trace} */
    public Optional<String> reach(Expectation.Reach expected, JsonNode trace) {
        JsonNode reachable = trace.path("reachable");
        String disposition = trace.path("disposition").asText();
        if (!reachable.isBoolean()) {
            return Optional.of("expected a trace with 'reachable' true or false, but there is none");
        }
        Optional<String> unsure = unsure(trace);
        if (unsure.isPresent()) {
            return Optional.of("expected the traffic " + (expected.arrives() ? "" : "not ") + "to arrive, but "
                    + unsure.get() + "; to expect that, say 'expect verdict'");
        }
        if (reachable.booleanValue() != expected.arrives()) {
            return Optional.of(
                    expected.arrives()
                            ? "expected the traffic to arrive, but it does not: " + disposition
                            : "expected the traffic not to arrive, but it does: " + disposition);
        }
        return because(expected.because(), trace);
    }

    /** {@return the complaint about the answer to a trace that is expected by its word} */
    public Optional<String> answers(Expectation.Answers expected, JsonNode trace) {
        String verdict = trace.path("verdict").asText();
        return verdict.equals(expected.verdict())
                ? because(expected.because(), trace)
                : Optional.of("expected the verdict " + expected.verdict() + ", but it is " + verdict + ": "
                        + trace.path("disposition").asText());
    }

    /** {@return why a trace says neither that it arrives nor that it does not, if that is so} */
    private static Optional<String> unsure(JsonNode trace) {
        String decision = trace.path("decided_by").path("text").asText();
        return switch (trace.path("verdict").asText()) {
            case "ambiguous" ->
                Optional.of("that is ambiguous: of " + trace.path("flows").asText() + " flows that this may mean "
                        + trace.path("arriving").asText() + " arrive");
            case "undetermined" -> Optional.of("that is undetermined: " + decision);
            default -> Optional.empty();
        };
    }

    private Optional<String> because(List<Text> because, JsonNode trace) {
        List<String> codes = codes(trace);
        List<String> missing = because.stream()
                .map(this::text)
                .filter(code -> !codes.contains(code))
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("expected the reason " + String.join(", ", missing) + ", but it is "
                        + String.join(", ", codes));
    }

    /** {@return the disposition, and the codes of the blockers if the trace names them} */
    public static List<String> codes(JsonNode trace) {
        List<String> codes = new ArrayList<>();
        codes.add(trace.path("disposition").asText());
        trace.path("blockers").forEach(blocker -> codes.add(blocker.path("code").asText()));
        return codes.stream().distinct().toList();
    }

    /** {@return the complaint about events that happened or did not} */
    public Optional<String> happened(Expectation.Happened expected, JsonNode events) {
        List<String> seen = events.path("items")
                .valueStream()
                .map(event -> event.path("event").asText() + " at revision "
                        + event.path("revision").asText()
                        + (event.has("request_id")
                                ? " by the request " + event.path("request_id").asText()
                                : ""))
                .toList();
        if (expected.any() == !seen.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                expected.any()
                        ? "expected such an event, but up to revision "
                                + events.path("revision").asText() + " there is none"
                        : "expected no such event, but there is " + String.join("; ", seen));
    }

    /** {@return the complaint about flows that get through and should not} */
    public Optional<String> nothingThrough(JsonNode seen) {
        List<String> flows = seen.path("through")
                .valueStream()
                .map(trace -> describe(trace.path("asked"), trace.path("flow"))
                        + (trace.path("verdict").asText().equals("undetermined") ? " (undetermined)" : ""))
                .toList();
        return flows.isEmpty()
                ? Optional.empty()
                : Optional.of("expected nothing to get through, but this does: " + String.join("; ", flows));
    }

    private static String describe(JsonNode asked, JsonNode flow) {
        String to = flow.path("to").path("name").asText();
        String port = asked.path("port").asText();
        return asked.path("from").asText() + " to "
                + (to.isEmpty() ? asked.path("to").asText() : to) + " over IPv"
                + asked.path("family").asText() + ", " + asked.path("protocol").asText()
                + (port.isEmpty() ? "" : "/" + port);
    }

    /** {@return the complaint about what a cleanup left behind} */
    public Optional<String> nothingLeft(JsonNode seen) {
        List<String> left = seen.path("left").valueStream().map(Json::plain).toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of("expected nothing to be left, but there is " + String.join(", ", left));
    }

    /** {@return the complaint about a refusal that was expected and came} */
    public Optional<String> refused(Expectation.Refused expected, Exchange exchange) {
        boolean code = expected.codes().isEmpty() || expected.codes().stream().anyMatch(exchange.codes()::contains);
        if (exchange.status() == expected.status() && code) {
            return Optional.empty();
        }
        return Optional.of("expected a refusal with " + describe(expected) + ", but it came with " + exchange.status()
                + " " + String.join(" ", exchange.codes()));
    }

    public static String describe(Expectation.Refused expected) {
        return (expected.status() + " " + String.join(" or ", expected.codes())).strip();
    }

    /** {@return what is missing, as the words after "expected x"; empty when it matches} */
    private String complaint(Matcher matcher, JsonNode value) {
        return switch (matcher) {
            case Matcher.Equal it -> {
                String wanted = text(it.value());
                yield same(value, wanted) ? "" : "to be " + wanted;
            }
            case Matcher.Different it -> {
                String unwanted = text(it.value());
                yield same(value, unwanted) ? "not to be " + unwanted : "";
            }
            case Matcher.Matches it -> {
                String regex = text(it.regex());
                yield matches(regex, Json.plain(value)) ? "" : "to match " + regex;
            }
            case Matcher.Inside it -> {
                String block = text(it.block());
                yield inside(block, Json.plain(value)) ? "" : "to lie inside " + block;
            }
            case Matcher.Contains it -> {
                String part = text(it.value());
                yield contains(value, part) ? "" : "to contain " + part;
            }
            case Matcher.Lacks it -> {
                String part = text(it.value());
                yield contains(value, part) ? "not to contain " + part : "";
            }
            case Matcher.OneOf it -> {
                boolean any = it.values().stream().anyMatch(wanted -> same(value, text(wanted)));
                yield any
                        ? ""
                        : "to be one of " + it.values().stream().map(this::text).toList();
            }
            case Matcher.Exactly it -> {
                List<String> wanted = it.values().stream().map(this::text).toList();
                yield exactly(value, wanted) ? "" : "to be exactly " + wanted;
            }
            case Matcher.Size it -> {
                String wanted = text(it.count());
                yield value.isContainerNode() && String.valueOf(value.size()).equals(wanted)
                        ? ""
                        : "to have " + wanted + " elements";
            }
            case Matcher.AtLeast it -> {
                String limit = text(it.number());
                yield compares(value, limit, false) ? "" : "to be at least " + limit;
            }
            case Matcher.AtMost it -> {
                String limit = text(it.number());
                yield compares(value, limit, true) ? "" : "to be at most " + limit;
            }
            case Matcher.Present _ -> blank(value) ? "to be present" : "";
            case Matcher.Absent _ -> blank(value) ? "" : "to be absent";
        };
    }

    private String text(Text text) {
        return switch (text) {
            case Text.Written written -> written.resolve(scope);
            case Text.Unset _ -> "";
        };
    }

    /** Addresses and blocks are compared as such, so that {@code 2001:db8::1} has one meaning however written. */
    private static boolean same(JsonNode value, String wanted) {
        if (value.isMissingNode()) {
            return false;
        }
        String seen = Json.plain(value);
        return seen.equals(wanted) || sameBlock(seen, wanted);
    }

    private static boolean sameBlock(String seen, String wanted) {
        Optional<Block> one = wanted.indexOf(':') < 0 ? Optional.empty() : Block.parse(wanted);
        Optional<Block> other = one.isEmpty() ? Optional.empty() : Block.parse(seen);
        return one.isPresent()
                && other.isPresent()
                && one.get().holds(other.get())
                && other.get().holds(one.get());
    }

    private static boolean matches(String regex, String value) {
        try {
            return Pattern.matches(regex, value);
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static boolean inside(String block, String value) {
        Optional<Block> outer = Block.parse(block);
        Optional<Block> inner = Block.parse(value);
        return outer.isPresent() && inner.isPresent() && outer.get().holds(inner.get());
    }

    private static boolean contains(JsonNode value, String part) {
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (same(element, part)) {
                    return true;
                }
            }
            return false;
        }
        return !value.isMissingNode() && Json.plain(value).contains(part);
    }

    private static boolean exactly(JsonNode value, List<String> wanted) {
        return value.isArray()
                && value.size() == wanted.size()
                && wanted.stream().allMatch(each -> contains(value, each))
                && value.valueStream().allMatch(element -> wanted.stream().anyMatch(each -> same(element, each)));
    }

    /** {@return whether the value is at least the limit, or, with {@code most}, at most} */
    private static boolean compares(JsonNode value, String limit, boolean most) {
        try {
            int order = new BigDecimal(Json.plain(value)).compareTo(new BigDecimal(limit));
            return most ? order <= 0 : order >= 0;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    private static boolean blank(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.textValue().isEmpty()
                || value.isContainerNode() && value.isEmpty();
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return "missing";
        }
        return value.isTextual() && value.textValue().isEmpty() ? "empty" : Json.plain(value);
    }
}
