package dev.twinstack.scenarios.load.plan;

import dev.twinstack.scenarios.script.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A load plan as read.
 *
 * @param file as it was given
 * @param variables in the order written, overrides included
 * @param projects how many throw-away projects the load goes to in turn
 * @param prepare done once in each project, before anything is measured
 * @param actors what is ready for journeys to work on
 * @param journeys what arrives, by weight
 * @param warmUp comes before the load and is not measured
 * @param limits what bounds the generator
 */
public record Plan(
        String file,
        String name,
        String about,
        long seed,
        Map<String, String> variables,
        int projects,
        List<Step> prepare,
        Actors actors,
        List<Journey> journeys,
        List<Phase.Open> warmUp,
        Load load,
        Limits limits,
        List<Gate> gates) {
    public Plan {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        prepare = List.copyOf(prepare);
        journeys = List.copyOf(journeys);
        warmUp = List.copyOf(warmUp);
        gates = List.copyOf(gates);
    }

    /**
     * Things that are there before the load, one set for each actor; who arrives takes the actor that has been idle
     * longest.
     *
     * @param count zero when journeys need none
     * @param begin makes the actor's things
     */
    public record Actors(int count, List<Step> begin) {
        /** For plans without. */
        public static final Actors NONE = new Actors(0, List.of());

        public Actors {
            begin = List.copyOf(begin);
        }
    }

    /** When work arrives. */
    public sealed interface Load {
        /** Arrivals come when they come, whatever became of those before them. */
        record Open(List<Phase.Open> phases, Spread spread) implements Load {
            public Open {
                phases = List.copyOf(phases);
            }
        }

        /** So many users, each beginning the next journey when the last has ended. */
        record Closed(List<Phase.Closed> phases) implements Load {
            public Closed {
                phases = List.copyOf(phases);
            }
        }

        /** {@return how long arrivals come} */
        default Duration length() {
            return switch (this) {
                case Open it -> it.phases().stream().map(Phase::length).reduce(Duration.ZERO, Duration::plus);
                case Closed it -> it.phases().stream().map(Phase::length).reduce(Duration.ZERO, Duration::plus);
            };
        }
    }

    /** How arrivals lie within a rate. */
    public enum Spread {
        /** The same distance between any two. */
        EVEN,
        /** Independent of each other: a Poisson process. */
        RANDOM
    }

    /**
     * What bounds the generator.
     *
     * @param connections to each host
     * @param inFlight journeys at once; who arrives beyond them is dropped
     * @param answer how long a request may take
     * @param drain how long is waited for what is under way when the load ends
     */
    public record Limits(int connections, int inFlight, Duration answer, Duration drain) {
        /** For plans that set none. */
        public static final Limits USUAL = new Limits(256, 10_000, Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    /** {@return the file's name without its ending} */
    public String shortName() {
        String base = String.valueOf(Path.of(file).getFileName());
        int dot = base.lastIndexOf('.');
        return dot > 0 ? base.substring(0, dot) : base;
    }

    /** {@return how often at most one journey does what the gate looks at} */
    public long times(Gate.Of of) {
        return journeys.stream().mapToLong(it -> it.times(of)).max().orElse(0);
    }

    /** {@return what is measured, in the order written} */
    public List<String> actions() {
        return journeys.stream().flatMap(it -> it.actions().stream()).distinct().toList();
    }
}
