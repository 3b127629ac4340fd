package dev.twinstack.api.bench.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The tables of a run, as Markdown, of its JSON. */
final class Table {
    private static final String NOTHING = "–";

    private final JsonNode run;
    private final List<JsonNode> peers;
    private final StringBuilder text = new StringBuilder();

    Table(JsonNode run) {
        this.run = run;
        peers = StreamSupport.stream(run.path("peers").spliterator(), false)
                .filter(peer -> peer.path("missing").asText().isEmpty())
                .toList();
    }

    String markdown() {
        line("Measured on " + run.path("date").asText() + ": "
                + run.path("machine").asText() + '.');
        if (run.path("quick").asBoolean()) {
            line("\n**A quick run: it shows that everything works, and its figures mean nothing.**");
        }
        line("\n| | version | what it is |\n|---|---|---|");
        for (JsonNode peer : run.path("peers")) {
            String broken = peer.path("broken").asText();
            String missing = peer.path("missing").asText();
            row(
                    peer.path("peer").asText(),
                    missing.isEmpty() ? peer.path("version").asText() : "not measured",
                    missing.isEmpty()
                            ? peer.path("what").asText() + (broken.isEmpty() ? "" : ". **Broke off**: " + broken)
                            : missing);
        }
        if (!peers.isEmpty()) {
            section("Start, memory, and kill -9");
            each("start to the first list, s", peer -> number(peer.path("start_seconds")));
            each("idle memory of all processes, MB", peer -> number(peer.path("idle_megabytes")));
            each("`kill -9` under load: acknowledged networks lost", Table::lost);
            each("start again after it, s", peer -> number(peer.at("/kill/restart_seconds")));
            rates();
            section("Asked for by many at the same moment");
            each("one address of a subnet, by 16", peer -> race(peer.at("/races/address")));
            each("one range of a network, by 16", peer -> race(peer.at("/races/range")));
            each("any address of a /28, by 32", peer -> race(peer.at("/races/crowd")));
            each("any public address, by 32", peer -> race(peer.at("/races/pool")));
            section("What it refuses");
            names("/checks")
                    .forEach(check ->
                            each(check, peer -> text(peer.path("checks").path(check))));
        }
        targets();
        return text.toString();
    }

    private void rates() {
        section("Answers a second (and the 99th percentile, ms)");
        for (String work : names("/rates")) {
            for (String connections : names("/rates/" + work)) {
                each(
                        work + ", " + connections + " at once",
                        peer -> rate(peer.at("/rates/" + work).path(connections), peer, work));
            }
        }
    }

    private static String rate(JsonNode rate, JsonNode peer, String work) {
        if (rate.isMissingNode()) {
            return NOTHING;
        }
        if (rate.path("answered").asInt() == 0) {
            return "none in time";
        }
        String failed = rate.path("failed").asInt() == 0
                ? ""
                : "; " + rate.path("failed").asInt() + " failed";
        int many = peer.path("many").asInt();
        boolean fewer = work.startsWith("list among") && !work.endsWith(" " + Scale.FEW) && many < 0.99 * wanted(work);
        return number(rate.path("per_second")) + " (" + number(rate.path("p99_ms")) + failed
                + (fewer ? "; of " + many : "") + ')';
    }

    private static int wanted(String work) {
        return Integer.parseInt(work.replaceAll("[^0-9]", ""));
    }

    private static String lost(JsonNode peer) {
        JsonNode kill = peer.path("kill");
        return kill.has("lost")
                ? kill.path("lost").asText() + " of "
                        + kill.path("acknowledged").asText()
                : NOTHING;
    }

    private static String race(JsonNode race) {
        if (race.isMissingNode()) {
            return NOTHING;
        }
        int rounds = race.path("rounds").asInt();
        List<String> words = new ArrayList<>();
        if (race.path("none").asInt() == rounds) {
            words.add(race.path("other").asInt() > 0 ? "gives another" : "given to none");
        } else if (race.has("given")) {
            int twice = Math.max(0, race.path("most").asInt() - 1);
            words.add(twice + " twice of " + race.path("given").asText());
        } else {
            words.add("twice in " + race.path("twice").asText() + " of " + rounds);
            if (race.path("most").asInt() > 1) {
                words.add("to " + race.path("most").asText());
            }
            if (race.path("other").asInt() > 0) {
                words.add("outside it in " + race.path("other").asText());
            }
        }
        return String.join(", ", words);
    }

    private void targets() {
        if (run.path("targets").isEmpty()) {
            return;
        }
        line("\n### Targets\n\n| | value | at least | | how |\n|---|---|---|---|---|");
        for (JsonNode target : run.path("targets")) {
            row(
                    target.path("name").asText(),
                    number(target.path("value")),
                    number(target.path("limit")),
                    target.path("held").asBoolean() ? "held" : "**missed**",
                    target.path("how").asText());
        }
    }

    private void section(String title) {
        line("\n### " + title + "\n");
        row("", peers.stream().map(peer -> peer.path("peer").asText()).collect(Collectors.joining(" | ")));
        line("|---".repeat(peers.size() + 1) + '|');
    }

    private void each(String name, Function<JsonNode, String> cell) {
        row(name, peers.stream().map(cell).collect(Collectors.joining(" | ")));
    }

    /** {@return the names below a place in any peer, in the order they come in} */
    private Set<String> names(String place) {
        Set<String> names = new LinkedHashSet<>();
        peers.forEach(peer -> peer.at(place).fieldNames().forEachRemaining(names::add));
        return names;
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? NOTHING : node.asText();
    }

    /** Three digits say enough. */
    private static String number(JsonNode node) {
        double value = node.asDouble(Double.NaN);
        if (Double.isNaN(value)) {
            return NOTHING;
        }
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
