package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.reachability.Disposition;
import java.util.List;

/**
 * What becomes of a packet.
 *
 * @param end how it ends if nothing stops it
 * @param blockers all that stop it, in the order they are met; where the documentation has two words for one thing, both.
 *     What lies behind a place where the way ends is not among them
 * @param mbits the narrowest bandwidth it passes; 0 if it passes none
 * @param back what its answers pass, in order: the ids of firewalls, EIPs, shared bandwidths, NAT gateways and VPCs with
 *     shared SNAT, and the destinations of added routes
 */
public record Verdict(Disposition end, List<Disposition> blockers, int mbits, List<String> back) {
    public Verdict {
        blockers = List.copyOf(blockers);
        back = List.copyOf(back);
    }

    public boolean reachable() {
        return blockers.isEmpty();
    }

    /** {@return whether another answer says the same: the same success, or one of these refusals} */
    public boolean agreesWith(Disposition answer) {
        return reachable() ? answer == end : blockers.contains(answer);
    }

    @Override
    public String toString() {
        return reachable() ? end.name() + ", at " + mbits + " Mbit/s, answered by " + back : "stopped by " + blockers;
    }
}
