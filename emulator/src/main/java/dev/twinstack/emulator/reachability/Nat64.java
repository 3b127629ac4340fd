package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.publicip.PublicIp;
import java.util.List;
import java.util.Optional;

/**
 * In from the Internet by the IPv6 address of an EIP, which is translated to IPv4 (IP6-26). ASSUMED: what NAT64 sends comes
 * from addresses of the cloud's own services, which firewalls always allow (ACL-03); check with a firewall that allows
 * nothing in.
 */
final class Nat64 {
    private final Topology topology;
    private final Health health;

    Nat64(Topology topology, Health health) {
        this.topology = topology;
        this.health = health;
    }

    Trace in(Way way, PublicIp publicIp, Station station) {
        Node eip = Nodes.of(publicIp);
        String outer = Topology.address(publicIp, Family.IPV6).orElseThrow().toString();
        String inner = station.address(Family.IPV4).map(IpAddress::toString).orElse("nothing");
        List<String> cites = List.of("SEED-15", "IP6-26");
        String hidden = " and hides the client's address.";
        return into(
                way.at(eip, new Step.Translate(eip, "NAT64 turns " + outer + " into " + inner + hidden, cites))
                        .answered(eip, new Step.Translate(eip, "NAT64 turns " + inner + " into " + outer + ".", cites)),
                station);
    }

    private Trace into(Way way, Station station) {
        Node here = Nodes.of(topology, station);
        Optional<Halt> mute = health.halt(station, Family.IPV4);
        if (mute.isPresent()) {
            return way.stop(here, mute.get());
        }
        Step.Filter unfiltered = new Step.Filter(
                Nodes.of(station.nic().orElseThrow()),
                new Step.Ruling("", "not filtered"),
                true,
                "Security groups do not apply to IPv6 clients that come by NAT64.",
                List.of("IP6-28"));
        Way delivered = way.at(here, unfiltered)
                .at(here, new Step.Deliver(here, here.label() + " receives it as IPv4.", List.of("SEED-15")));
        return SourceCheck.answered(delivered, here, station, Family.IPV4)
                .arrived(
                        Disposition.DELIVERED,
                        here,
                        new Step.Reply(here, "The answers are translated back.", List.of("IP6-26")));
    }
}
