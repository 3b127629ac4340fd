package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.reachability.Disposition;
import java.util.List;

/**
 * What becomes of a packet.
 *
 * @param end how it ends if nothing stops it
 * @param blockers all that stop it, in the order they are met; where the documentation has two words for one thing, both.
 *     What lies behind a place where the way ends is not among them
 */
public record Verdict(Disposition end, List<Disposition> blockers) {
    public Verdict {
        blockers = List.copyOf(blockers);
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
        return reachable() ? end.name() : "stopped by " + blockers;
    }
}
