package dev.twinstack.api.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.reach.Exposed;
import dev.twinstack.emulator.reach.Exposures;
import dev.twinstack.emulator.reach.Grant;
import dev.twinstack.emulator.reach.Opening;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Node;
import java.util.List;

/**
 * What the Internet can reach, as it is answered.
 *
 * @param leftOut ends that were not asked about, as that would have been too many flows
 */
record WireExposure(String question, long revision, List<End> ends, List<LeftOut> leftOut) {
    record End(Node node, int family, List<IpAddress> addresses, List<Node> guests, List<Opened> openings) {}

    /**
     * @param from one of the clients, as a trace takes it
     * @param grants what lets it in: rules of security groups and firewalls, translations, shared bandwidths
     */
    record Opened(WireService service, WireService.Clients clients, String from, List<Grant> grants) {}

    /** An end over one family. */
    record LeftOut(Node node, int family) {
        static List<LeftOut> of(List<Exposures.LeftOut> all) {
            return all.stream()
                    .map(each -> new LeftOut(each.node(), each.family().version()))
                    .toList();
        }
    }

    static WireExposure of(Snapshot snapshot, Exposures exposures) {
        return new WireExposure(
                "exposure",
                snapshot.revision(),
                exposures.exposed().stream().map(WireExposure::end).toList(),
                LeftOut.of(exposures.leftOut()));
    }

    private static End end(Exposed exposed) {
        return new End(
                exposed.node(),
                exposed.family().version(),
                exposed.addresses(),
                exposed.guests(),
                exposed.openings().stream().map(WireExposure::opened).toList());
    }

    private static Opened opened(Opening opening) {
        return new Opened(
                WireService.of(opening.service()),
                WireService.Clients.of(opening.clients()),
                opening.example() instanceof Endpoint.Host(IpAddress address) ? address.toString() : "internet",
                opening.grants());
    }
}
