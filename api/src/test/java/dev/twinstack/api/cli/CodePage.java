package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of {@code docs/codes}: its example, and the same as a twin answers it. */
record CodePage(String code, String text) {
    static final Path FOLDER = Path.of("../docs/codes");

    private static final Pattern SCENARIO = Pattern.compile("]\\((\\.\\./\\.\\./scenarios/[^)]+\\.yaml)\\)");
    private static final Pattern CONSOLE =
            Pattern.compile("```console\n\\$ twinstack ([^\n]+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern HTTP = Pattern.compile("```http\n(.*?)```", Pattern.DOTALL);

    /** Ids, EIPs, and IPv6 addresses: what is another in every run. */
    private static final Pattern CHANCE = Pattern.compile(
            "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}" + "|198\\.1[89]\\.\\d+\\.\\d+|2001:db8:[0-9a-f:]*[0-9a-f]");

    static CodePage read(String code) {
        try {
            return new CodePage(code, Files.readString(FOLDER.resolve(code + ".md")));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** What a twin answers to the page's command, where the page's script comes to a flow that ends like this. */
    record Seen(JsonNode answer, String told) {}

    Seen see(Stage stage) {
        Stage.Play play = stage.play(FOLDER.resolve(only(SCENARIO, 1)));
        play.staging().until(trace -> trace.path("disposition").asText().equals(code));
        String[] command = only(CONSOLE, 1).split(" ");
        Typed typed = play.typed(command);
        assertThat(typed.err()).isEmpty();
        return new Seen(play.traced(command), typed.out().replace(stage.endpoint(), "http://127.0.0.1:4664"));
    }

    /** {@return the page with its examples as they should be} */
    String with(Seen seen) {
        Map<String, String> names = new HashMap<>();
        String console = "```console\n$ twinstack " + only(CONSOLE, 1) + "\n" + plain(seen.told(), names) + "```";
        String told = CONSOLE.matcher(text).replaceFirst(Matcher.quoteReplacement(console));
        String requests = seen.answer().at("/blockers/0/remedies").findValues("request").stream()
                .filter(JsonNode::isObject)
                .map(CodePage::request)
                .collect(Collectors.joining("\n"));
        String http = "```http\n" + plain(requests, names) + "```";
        return HTTP.matcher(told).replaceFirst(Matcher.quoteReplacement(http));
    }

    private static String request(JsonNode request) {
        String line =
                request.path("method").asText() + " " + request.path("path").asText() + "\n";
        JsonNode body = request.path("body");
        return body.isNull() ? line : line + inOneLine(body) + "\n";
    }

    private static String inOneLine(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(member -> "\"" + member.getKey() + "\": " + inOneLine(member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.isArray()
                ? value.valueStream().map(CodePage::inOneLine).collect(Collectors.joining(", ", "[", "]"))
                : value.toString();
    }

    /** The first thing of chance is {@code #1} everywhere, or the first of its kind. */
    private static String plain(String text, Map<String, String> names) {
        String named = CHANCE.matcher(text).replaceAll(match -> {
            String thing = match.group();
            String kind = thing.contains(":") ? "2001:db8::" : thing.contains(".") ? "198.18.0." : "#";
            long before = names.values().stream()
                    .filter(name -> name.startsWith(kind))
                    .count();
            return names.computeIfAbsent(thing, each -> kind + (before + 1));
        });
        return named.replaceAll("\\b[0-9a-f]{32}\\b", "{project_id}");
    }

    private String only(Pattern pattern, int group) {
        List<String> found =
                pattern.matcher(text).results().map(match -> match.group(group)).toList();
        assertThat(found).as(code + ".md: " + pattern).hasSize(1);
        return found.getFirst();
    }

    /** {@return what the page links to, without what is on the Internet} */
    List<String> links() {
        return Pattern.compile("]\\(([^)#]+)\\)")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(link -> !link.startsWith("https://"))
                .toList();
    }
}
