package dev.twinstack.api.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code scenarios/bench/compare}: the figures of two builds side by side. Takes the JSON of an even number of runs,
 * before and after in turn; exits 1 if a figure got worse by more than 5 %.
 */
final class Comparison {
    private static final double TOLERANCE = 0.05;

    private final Map<String, Pair> figures = new LinkedHashMap<>();

    public static void main(String[] args) throws IOException {
        Comparison comparison = new Comparison();
        for (int i = 0; i < args.length; i++) {
            comparison.add(Path.of(args[i]), i % 2 == 0);
        }
        System.exit(comparison.print() ? 0 : 1);
    }

    private void add(Path run, boolean before) throws IOException {
        for (JsonNode figure : new ObjectMapper().readTree(Files.readString(run))) {
            Pair pair = figures.computeIfAbsent(
                    figure.path("name").asText(),
                    name -> new Pair(
                            figure.path("unit").asText(),
                            figure.path("at_most").asBoolean(),
                            new ArrayList<>(),
                            new ArrayList<>()));
            (before ? pair.before : pair.after).add(figure.path("value").asDouble());
        }
    }

    /** {@return whether no figure got worse} */
    @SuppressWarnings("SystemOut") // a command-line program
    private boolean print() {
        System.out.printf(Locale.ROOT, "%-44s %10s %10s %-7s %7s%n", "", "before", "after", "", "gain");
        figures.forEach((name, pair) -> System.out.printf(
                Locale.ROOT,
                "%-44s %10.2f %10.2f %-7s %6.2fx  %s%n",
                name,
                median(pair.before),
                median(pair.after),
                pair.unit,
                pair.gain(),
                pair.held() ? "" : "WORSE"));
        return figures.values().stream().allMatch(Pair::held);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** @param less whether less is better */
    private record Pair(String unit, boolean less, List<Double> before, List<Double> after) {
        /** {@return how many times better it got} */
        double gain() {
            double ratio = median(after) / median(before);
            return less ? 1 / ratio : ratio;
        }

        boolean held() {
            return gain() >= 1 - TOLERANCE;
        }
    }
}
