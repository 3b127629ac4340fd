package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.kernel.DomainError;
import java.util.List;

/**
 * The flows that a question is about. Each of its ends is one that {@link Ends} finds, or several: the id or the name of a
 * subnet stands for the NICs and virtual IPs in it; a CIDR block for those that have an address in it, and for bound EIPs
 * that do, or if there are none, for hosts outside, one for each part of the block that a rule or route tells apart.
 */
public sealed interface Flows {
    /**
     * @param flows at least one
     */
    record Found(List<Flow> flows) implements Flows {
        public Found {
            flows = List.copyOf(flows);
        }
    }

    /** The reason of a refusal where a text stands for nobody at the time. */
    String NOBODY = "nobody-there";

    /** The reason of a refusal where they are more than can be asked about. */
    String TOO_MANY = "too-many-flows";

    /** {@code endpoint-not-found}, {@code endpoint-ambiguous}, these two, or the reason a text does not fit. */
    record Refused(DomainError error) implements Flows {}
}
