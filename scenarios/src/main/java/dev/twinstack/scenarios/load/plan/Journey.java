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

    /** {@return how often at most one of it does what the gate looks at} */
    public long times(Gate.Of of) {
        return switch (of) {
            case Gate.Of.All _ -> times(parts, "");
            case Gate.Of.Named it -> it.name().equals(name) ? 1 : times(parts, it.name());
        };
    }

    /** A blank name is that of every action. */
    private static long times(List<Part> parts, String action) {
        long sum = 0;
        for (Part part : parts) {
            sum += switch (part) {
                case Part.Act it -> action.isEmpty() || it.action().equals(action) ? 1 : 0;
                case Part.Think _ -> 0;
                case Part.Repeat it -> it.times() * times(it.parts(), action);
            };
        }
        return sum;
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
