package dev.twinstack.scenarios.load.plan;

import dev.twinstack.scenarios.script.Step;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Steps that one arrival takes, one after the other; after one that fails, the rest is left out.
 *
 * @param weight of all journeys' weights: its share of the arrivals
 */
public record Journey(String name, int weight, List<Part> parts) {
    public Journey {
        parts = List.copyOf(parts);
    }

    /** One part of a journey. */
    public sealed interface Part {
        /**
         * A step that is measured.
         *
         * @param action the name its figures go under: the phrase of the step, a request's method and path
         */
        record Act(String action, Step step) implements Part {}

        /** A pause, which counts to no latency; both ends are the same unless it varies. */
        record Think(Duration from, Duration to) implements Part {}

        /** The parts again and again. */
        record Repeat(int times, List<Part> parts) implements Part {
            public Repeat {
                parts = List.copyOf(parts);
            }
        }
    }

    /** {@return the names of its actions} */
    public Set<String> actions() {
        Set<String> names = new LinkedHashSet<>();
        collect(parts, names);
        return names;
    }

    private static void collect(List<Part> parts, Set<String> names) {
        for (Part part : parts) {
            switch (part) {
                case Part.Act it -> names.add(it.action());
                case Part.Think _ -> {}
                case Part.Repeat it -> collect(it.parts(), names);
            }
        }
    }
}
