package dev.twinstack.emulator.reachability;

import java.util.ArrayList;
import java.util.List;

/** What happens to a flow at one node. */
public record Hop(Node node, List<Step> steps) {
    /**
     * @throws IllegalArgumentException if nothing happens
     */
    public Hop {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a hop without steps: " + node);
        }
    }

    Hop and(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new Hop(node, more);
    }
}
