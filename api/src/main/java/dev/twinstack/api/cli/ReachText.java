package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** Answers about sets of flows, for people. Each text ends with a line break. */
final class ReachText {
    /** As many columns as a terminal shows beside names. */
    private static final int MOST_COLUMNS = 60;

    private ReachText() {}

    static String who(JsonNode answer) {
        Lines lines = new Lines();
        for (JsonNode group : answer.path("groups")) {
            boolean reaches = group.path("reachable").asBoolean();
            lines.add((reaches ? "can     " : "cannot  ") + "IPv"
                    + group.path("family").asText() + "  "
                    + group.path("from").valueStream().map(ReachText::name).collect(Collectors.joining(", ")));
            lines.add("        " + (reaches ? "" : group.path("disposition").asText() + ": ")
                    + group.path("text").asText() + rule(group.path("rule")));
        }
        return lines.isEmpty() ? "There is nobody to ask about.\n" : lines.text();
    }

    static String internet(JsonNode answer) {
        Lines lines = new Lines();
        for (JsonNode end : answer.path("ends")) {
            lines.add(name(end.path("node"))
                    + addresses(end)
                    + (end.path("guests").isEmpty() ? "" : " -> " + names(end.path("guests"))));
            if (end.path("openings").isEmpty()) {
                lines.add("  nothing over IPv" + end.path("family").asText());
            }
            for (JsonNode opening : end.path("openings")) {
                lines.add("  " + opening.at("/service/text").asText() + " from "
                        + opening.at("/clients/text").asText());
                for (JsonNode grant : opening.path("grants")) {
                    lines.add("    - " + name(grant.path("resource")) + ": "
                            + grant.path("text").asText());
                }
            }
        }
        leftOut(answer.path("left_out"), lines);
        return lines.isEmpty() ? "The Internet reaches nothing.\n" : lines.text();
    }

    private static void leftOut(JsonNode ends, Lines lines) {
        for (JsonNode end : ends) {
            lines.add("not asked about, as that would be too many flows: IPv"
                    + end.path("family").asText() + " " + name(end.path("node")));
        }
    }

    private static String addresses(JsonNode end) {
        String own = name(end.path("node"));
        String others = end.path("addresses")
                .valueStream()
                .map(JsonNode::asText)
                .filter(address -> !address.equals(own))
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : " (" + others + ")";
    }

    /** One table for each service: a dot where a flow gets through, a letter for each reason why not. */
    static String matrix(JsonNode answer) {
        JsonNode nics = answer.path("nics");
        if (nics.size() < 2) {
            return "There are fewer than two NICs of servers in this VPC.\n";
        }
        Lines lines = new Lines();
        for (int i = 0; i < nics.size(); i++) {
            lines.add("%4d  %s".formatted(i + 1, name(nics.path(i))));
        }
        for (JsonNode sheet : answer.path("sheets")) {
            lines.add("");
            lines.add("IPv%s %s: %d of %d flows get through"
                    .formatted(
                            sheet.path("family").asText(),
                            sheet.path("service").asText(),
                            sheet.path("reachable").asLong(),
                            sheet.path("flows").asLong()));
            if (nics.size() <= MOST_COLUMNS) {
                table(sheet, answer, lines);
            } else {
                reasons(sheet, answer, lines);
            }
        }
        return lines.text();
    }

    private static void table(JsonNode sheet, JsonNode answer, Lines lines) {
        int successes = answer.path("successes").asInt();
        Map<Integer, Character> letters = new LinkedHashMap<>();
        int size = sheet.path("rows").size();
        StringBuilder head = new StringBuilder("from\\to ");
        for (int to = 1; to <= size; to++) {
            head.append(to % 10);
        }
        lines.add(head.toString());
        for (int from = 0; from < size; from++) {
            StringBuilder row = new StringBuilder("%7d ".formatted(from + 1));
            for (JsonNode cell : sheet.path("rows").path(from)) {
                int code = cell.asInt();
                row.append(
                        code < 0
                                ? ' '
                                : code < successes
                                        ? '.'
                                        : letters.computeIfAbsent(code, any -> (char) ('a' + letters.size())));
            }
            lines.add(row.toString());
        }
        letters.forEach((code, letter) -> lines.add(
                "        " + letter + " " + answer.path("codes").path(code).asText()));
    }

    /** Where a table would not fit: how many flows end in which way. */
    private static void reasons(JsonNode sheet, JsonNode answer, Lines lines) {
        Map<Integer, Long> counts = sheet.path("rows")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asInt)
                .filter(code -> code >= 0)
                .collect(Collectors.groupingBy(code -> code, Collectors.counting()));
        counts.forEach((code, count) -> lines.add(
                "%8d %s".formatted(count, answer.path("codes").path(code).asText())));
    }

    static String diff(JsonNode answer) {
        Lines lines = new Lines();
        for (JsonNode flow : answer.path("inside")) {
            boolean lost = flow.path("change").asText().equals("lost");
            lines.add(sign(flow) + "IPv" + flow.path("family").asText() + " "
                    + flow.path("service").asText() + "  " + name(flow.path("from")) + " -> " + name(flow.path("to"))
                    + (lost ? "  " + flow.path("now").asText() : ""));
        }
        for (JsonNode flow : answer.path("outside")) {
            lines.add(sign(flow) + "IPv" + flow.path("family").asText() + " "
                    + flow.at("/service/text").asText() + "  the Internet, "
                    + flow.at("/clients/text").asText() + " -> " + name(flow.path("to")));
        }
        long more = answer.path("inside_left_out").asLong();
        if (more > 0) {
            lines.add("and " + more + " more flows between NICs");
        }
        leftOut(answer.path("outside_left_out"), lines);
        return lines.isEmpty() ? "No flow was gained or lost.\n" : lines.text();
    }

    private static String sign(JsonNode flow) {
        return flow.path("change").asText().equals("gained") ? "+ " : "- ";
    }

    static String rules(JsonNode answer) {
        Lines lines = new Lines();
        SequencedSet<String> owners = new LinkedHashSet<>();
        for (JsonNode rule : answer.path("rules")) {
            JsonNode owner = rule.path("owner");
            if (owners.add(owner.path("id").asText())) {
                lines.add(owner.path("type").asText() + " " + name(owner));
            }
            lines.add(
                    "  " + rule.path("text").asText() + " [" + rule.path("rule").asText() + "]");
            lines.add("    " + rule.path("code").asText() + ": "
                    + rule.path("why").asText());
        }
        return lines.isEmpty() ? "Every rule and route may decide something.\n" : lines.text();
    }

    private static String rule(JsonNode rule) {
        String text = rule.path("text").asText();
        return text.isEmpty() || rule.isNull() ? "" : " [" + text + "]";
    }

    private static String names(JsonNode nodes) {
        return nodes.valueStream().map(ReachText::name).collect(Collectors.joining(", "));
    }

    private static String name(JsonNode node) {
        String name = node.path("name").asText();
        return name.isEmpty() ? node.path("id").asText() : name;
    }

    private static final class Lines {
        private final List<String> lines = new ArrayList<>();

        void add(String line) {
            lines.add(line.stripTrailing());
        }

        boolean isEmpty() {
            return lines.isEmpty();
        }

        String text() {
            return String.join("\n", lines) + "\n";
        }
    }
}
