package dev.twinstack.api.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.reach.Exposed;
import dev.twinstack.emulator.reach.Grant;
import dev.twinstack.emulator.reach.Opening;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Node;
import java.util.List;

/** What the Internet can reach, as it is answered. */
record WireExposure(String question, long revision, List<End> ends) {
    record End(Node node, int family, List<IpAddress> addresses, List<Node> guests, List<Opened> openings) {}

    /**
     * @param from one of the clients, as a trace takes it
     * @param grants what lets it in: rules of security groups and firewalls, translations, shared bandwidths
     */
    record Opened(WireService service, WireService.Clients clients, String from, List<Grant> grants) {}

    static WireExposure of(Snapshot snapshot, List<Exposed> exposed) {
        return new WireExposure(
                "exposure",
                snapshot.revision(),
                exposed.stream().map(WireExposure::end).toList());
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
