package dev.twinstack.scenarios.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that the cloud came up with and the client sent back later: ids and addresses. Each becomes a variable,
 * captured where it was first answered.
 */
final class Captures {
    private static final String UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
    private static final String IPV4 = "\\d{1,3}(?:\\.\\d{1,3}){3}";
    private static final String IPV6 = "[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}";
    private static final Pattern TOKEN = Pattern.compile(UUID + "|[0-9a-fA-F]{32}|" + IPV6 + "|" + IPV4);

    /** Where a value was answered first. */
    private record Origin(int call, String path) {}

    private final Map<String, Origin> origins = new HashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final String project;

    /**
     * @param project the id that stands for the project the session was in
     */
    Captures(List<Call> calls, String project) {
        this.project = project;
        Set<String> sentBefore = new HashSet<>();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            List<String> sent = tokens(call);
            for (String token : sent) {
                if (origins.containsKey(token) && !names.containsKey(token)) {
                    names.put(
                            token,
                            name(origins.getOrDefault(token, new Origin(0, "value"))
                                    .path()));
                }
            }
            sentBefore.addAll(sent);
            int index = i;
            Leaves.of(call.answer()).forEach((path, leaf) -> {
                String value = leaf.asText();
                if (!call.refused()
                        && TOKEN.matcher(value).matches()
                        && !sentBefore.contains(value)
                        && !value.equals(project)) {
                    origins.putIfAbsent(value, new Origin(index, path));
                }
            });
        }
    }

    private static List<String> tokens(Call call) {
        StringBuilder text = new StringBuilder(call.path());
        Leaves.of(call.sent()).values().forEach(leaf -> text.append('\n').append(leaf.asText()));
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    /** {@return a name made of the last words of a path that no other value has: {@code vpc-id}, {@code vpc-id-2}} */
    private String name(String path) {
        String words = path.replaceAll("\\.\\d+(?=\\.|$)", "")
                .replaceAll("^.*?([^.]+\\.[^.]+)$", "$1")
                .replaceAll("[^A-Za-z0-9]+", "-")
                .toLowerCase(Locale.ROOT);
        String name = words.matches("[a-z].*") ? words : "value-" + words;
        String free = name;
        for (int n = 2; names.containsValue(free); n++) {
            free = name + "-" + n;
        }
        return free;
    }

    /** {@return the variables a call's answer gives, with the path of each} */
    Map<String, String> of(int call) {
        Map<String, String> captures = new LinkedHashMap<>();
        names.forEach((value, name) -> {
            Origin origin = origins.get(value);
            if (origin != null && origin.call() == call) {
                captures.put(name, origin.path());
            }
        });
        return captures;
    }

    /** {@return the text with references in place of the values} */
    String referring(String text) {
        return TOKEN.matcher(text).replaceAll(match -> {
            String name = names.get(match.group());
            String written =
                    match.group().equals(project) ? "${project.id}" : name == null ? match.group() : "${" + name + "}";
            return Matcher.quoteReplacement(written);
        });
    }

    /** {@return whether a value is different in every run} */
    boolean varies(JsonNode value) {
        return TOKEN.matcher(value.asText()).find();
    }
}
