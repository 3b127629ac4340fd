package dev.twinstack.emulator.reachability.oracle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/** What a packet has passed that matters for its width, and what its answers would pass. */
final class Trail {
    private final World world;
    private final List<Integer> bandwidths = new ArrayList<>();
    private final Deque<String> back = new ArrayDeque<>();

    Trail(World world) {
        this.world = world;
    }

    int narrowest() {
        IntStream sizes = bandwidths.stream().mapToInt(size -> size).filter(size -> size > 0);
        return world.faults().contains(Fault.WIDEST_LIMITS)
                ? sizes.max().orElse(0)
                : sizes.min().orElse(0);
    }

    List<String> back() {
        return List.copyOf(back);
    }

    void bandwidth(String id) {
        bandwidths.add(world.mbits(id));
    }

    /** The answers pass this before all that was said so far. */
    void before(String id) {
        back.addFirst(id);
    }

    /** They take these routes, and if they go astray never come to what was said so far. */
    void answer(Home.Fate fate) {
        if (fate.astray()) {
            back.clear();
        }
        fate.routes().forEach(back::addFirst);
    }
}
