package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Node;
import java.util.Collection;
import java.util.List;

/**
 * What the Internet can get to.
 *
 * @param leftOut ends that were not asked about, as they would have made it more than {@link Exposure#MOST_FLOWS} flows
 */
public record Exposures(List<Exposed> exposed, List<LeftOut> leftOut) {
    public Exposures {
        exposed = List.copyOf(exposed);
        leftOut = List.copyOf(leftOut);
    }

    /** {@return what is about these families} */
    public Exposures over(Collection<Family> families) {
        return new Exposures(
                exposed.stream()
                        .filter(each -> families.contains(each.family()))
                        .toList(),
                leftOut.stream()
                        .filter(each -> families.contains(each.family()))
                        .toList());
    }

    /** An end over one family. */
    public record LeftOut(Endpoint end, Node node, Family family) {}
}
