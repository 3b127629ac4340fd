package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.IpRange;
import java.util.List;

/**
 * What a question asks about besides a flow's own two ends, where it asks about a subnet or a block: the flow is a sample
 * of what is between these.
 *
 * @param from the block that the first end is one of; none if it was asked for by itself
 * @param to likewise for the other end
 */
public record Breadth(List<IpRange> from, List<IpRange> to) {
    static final Breadth NONE = new Breadth(List.of(), List.of());

    public Breadth {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }
}
