package dev.twinstack.scenarios.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.twinstack.scenarios.cloud.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A session as a script: a raw request for each call, with what was answered as expectations. Requests that a client
 * repeats until something is done become one that holds eventually. What the client sent as a secret is left out, and has
 * to be given for the run.
 */
public final class RecordedScript {
    private static final Set<String> SECRETS =
            Set.of("adminpass", "admin_pass", "password", "private_key", "user_data", "secret");

    private final StringBuilder yaml = new StringBuilder();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<Call> calls;
    private final List<Boolean> awaited;
    private final Captures captures;

    private RecordedScript(List<Call> calls, List<Boolean> awaited, String project) {
        this.calls = calls;
        this.awaited = awaited;
        this.captures = new Captures(calls, project);
    }

    /**
     * {@return the script as YAML}
     *
     * @param name what it is called
     * @param project the id of the project the session was in
     */
    public static String of(String name, List<Call> session, String project) {
        List<Call> calls = new ArrayList<>();
        List<Boolean> awaited = new ArrayList<>();
        for (Call call : session) {
            boolean again = !calls.isEmpty() && call.repeats(calls.getLast());
            if (again) {
                calls.removeLast();
                awaited.removeLast();
            }
            calls.add(call);
            awaited.add(again);
        }
        return new RecordedScript(calls, awaited, project).write(name);
    }

    private String write(String name) {
        for (int i = 0; i < calls.size(); i++) {
            step(i);
        }
        StringBuilder head = new StringBuilder("name: ").append(quoted(name)).append('\n');
        if (!secrets.isEmpty()) {
            head.append("secrets:\n");
            secrets.values().forEach(secret -> head.append("  ").append(secret).append(":\n"));
        }
        head.append(calls.isEmpty() ? "steps: []\n" : "steps:\n");
        return head.append(yaml).toString();
    }

    private void step(int index) {
        Call call = calls.get(index);
        yaml.append("  - request:\n");
        setting("method", call.method());
        setting("service", "root");
        setting("path", captures.referring(call.path()));
        if (!call.headers().isEmpty()) {
            yaml.append("      headers:\n");
            call.headers()
                    .forEach((header, value) -> yaml.append("        ")
                            .append(header)
                            .append(": ")
                            .append(quoted(value))
                            .append('\n'));
        }
        if (!call.sent().isMissingNode()) {
            yaml.append("      body:");
            body(call.sent(), "", 8);
        }
        if (!call.refused()) {
            yaml.append("      answered: ").append(call.status()).append('\n');
        }
        outcome(index, call);
    }

    private void outcome(int index, Call call) {
        if (call.refused()) {
            List<String> codes = new Exchange(
                            "", "", call.sent(), call.status(), call.answer().toString(), 0)
                    .codes();
            yaml.append("    refused: {status: ").append(call.status());
            codes.stream().findFirst().ifPresent(code -> yaml.append(", code: ").append(quoted(code)));
            yaml.append("}\n");
            return;
        }
        section("capture", captures.of(index));
        Map<String, String> expected = new LinkedHashMap<>();
        Leaves.of(call.answer()).forEach((path, value) -> {
            boolean echoed = value.equals(Leaves.of(call.sent()).get(path));
            boolean state = awaited.get(index) && path.matches("(\\w+\\.)?status");
            if ((echoed || state) && !captures.varies(value) && !secret(path)) {
                expected.put(path, value.asText());
            }
        });
        section("expect", expected);
        if (awaited.get(index)) {
            yaml.append("    eventually: {within: PT10M, every: PT1S}\n");
        }
    }

    private static boolean secret(String path) {
        return SECRETS.contains(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private void setting(String key, String value) {
        yaml.append("      ").append(key).append(": ").append(quoted(value)).append('\n');
    }

    private void section(String key, Map<String, String> entries) {
        if (!entries.isEmpty()) {
            yaml.append("    ").append(key).append(":\n");
            entries.forEach((name, value) -> yaml.append("      ")
                    .append(quoted(name))
                    .append(": ")
                    .append(quoted(value))
                    .append('\n'));
        }
    }

    /** Writes a value behind its key, in block style as far as there is something in it. */
    private void body(JsonNode node, String name, int indent) {
        String margin = " ".repeat(indent);
        if (node.isObject() && !node.isEmpty()) {
            yaml.append('\n');
            node.properties().forEach(member -> {
                yaml.append(margin).append(quoted(member.getKey())).append(':');
                body(member.getValue(), member.getKey(), indent + 2);
            });
        } else if (node.isArray() && !node.isEmpty()) {
            yaml.append('\n');
            node.forEach(item -> {
                yaml.append(margin).append('-');
                body(item, name, indent + 2);
            });
        } else {
            yaml.append(' ').append(scalar(node, name)).append('\n');
        }
    }

    private String scalar(JsonNode node, String name) {
        if (!node.isTextual()) {
            return node.toString();
        }
        if (SECRETS.contains(name.toLowerCase(Locale.ROOT))) {
            String secret = secrets.computeIfAbsent(node.textValue(), _ -> "secret-" + (secrets.size() + 1));
            return quoted("${" + secret + "}");
        }
        return quoted(captures.referring(node.textValue()));
    }

    /** JSON's way to quote is one of YAML's. */
    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
