package dev.twinstack.scenarios.load.inject;

import dev.twinstack.scenarios.load.wire.Connections;
import dev.twinstack.scenarios.run.Turn;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/**
 * Where the load goes: projects that are signed in to and prepared.
 *
 * @param projects arrivals go to them in turn
 * @param actors those that are idle, the one for the longest time first; empty if the plan has none
 * @param carrying puts around a journey's transport what has to see its requests
 */
record Field(
        Connections connections,
        List<Turn> projects,
        ConcurrentLinkedQueue<Actor> actors,
        boolean hasActors,
        UnaryOperator<dev.twinstack.scenarios.cloud.Transport> carrying) {
    Field {
        projects = List.copyOf(projects);
    }

    /**
     * What a journey works on.
     *
     * @param project the number of its project, from 0
     * @param turn knows the things that are ready
     */
    record Actor(int project, Turn turn) {}
}
