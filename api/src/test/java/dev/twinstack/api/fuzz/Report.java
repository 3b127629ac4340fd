package dev.twinstack.api.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was asked and answered, and what was wrong with it. */
final class Report {
    private static final int WIDTH = 90;
    private static final int SHOWN = 40;

    private final Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();
    private String compared = "";

    synchronized void answered(String operation, int status) {
        statuses.computeIfAbsent(operation, any -> new TreeMap<>()).merge(status, 1, Integer::sum);
    }

    /** Notes a defect; of each kind the first is told in full. */
    synchronized void found(String kind, String detail) {
        if (kinds.merge(kind, 1, Integer::sum) == 1 && findings.size() < SHOWN) {
            findings.add(kind + "\n" + detail.indent(4));
        }
    }

    /** {@return the defects: the first of each kind in full, then how many of each there were} */
    synchronized List<String> findings() {
        List<String> all = new ArrayList<>(findings);
        kinds.forEach((kind, count) -> all.add(count + " times: " + kind));
        return all;
    }

    /** {@return a line for each operation: how often each status was answered} */
    synchronized String table() {
        return statuses.entrySet().stream()
                .map(row -> row.getKey()
                        + " ".repeat(Math.max(1, WIDTH - row.getKey().length()))
                        + row.getValue().entrySet().stream()
                                .map(each -> each.getKey() + ": " + each.getValue())
                                .collect(Collectors.joining("  ")))
                .collect(Collectors.joining("\n"));
    }

    void compared(int lists, long characters) {
        compared = lists + " lists of " + characters + " characters compared after a restart";
    }

    String compared() {
        return compared;
    }

    /** {@return how many were answered with a success, and how many at all} */
    synchronized String total() {
        int all = 0;
        int good = 0;
        for (Map<Integer, Integer> row : statuses.values()) {
            for (Map.Entry<Integer, Integer> each : row.entrySet()) {
                all += each.getValue();
                good += each.getKey() < 300 ? each.getValue() : 0;
            }
        }
        return all + " requests of " + statuses.size() + " operations, " + good + " of them with success";
    }

    synchronized List<String> operations() {
        return List.copyOf(statuses.keySet());
    }

    /** {@return the operations that no request reached with success} */
    synchronized List<String> unreached() {
        return statuses.entrySet().stream()
                .filter(row -> row.getValue().keySet().stream().noneMatch(status -> status < 400))
                .map(Map.Entry::getKey)
                .toList();
    }
}
