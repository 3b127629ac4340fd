package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.FirewallRule.Spec;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import java.util.List;
import java.util.Locale;

/** Which firewall rules a flow meets, by protocol and both sides' addresses and ports (ACL-06). */
record FirewallMatch(Topology topology, Family family, Traffic traffic, Peer from, Peer to) {
    static final IpRange METADATA = IpRange.of("169.254.169.254/32");
    static final int METADATA_PORT = 80;

    /** Destinations that every firewall lets through (ACL-03): broadcasts, routing protocols, the cloud's services. */
    static final List<IpRange> PRESET =
            List.of(IpRange.of("255.255.255.255/32"), IpRange.of("224.0.0.0/24"), IpRange.of("100.125.0.0/16"));

    static boolean isPreset(Peer to, Traffic traffic) {
        return PRESET.stream().anyMatch(to::isIn)
                || to.isIn(METADATA) && traffic.equals(new Traffic.OnePort(Transport.TCP, METADATA_PORT));
    }

    /** {@return the narrowest rule that lets the traffic through} */
    static Spec allowing(Family family, Traffic traffic, Peer from, Peer to) {
        return new Spec(
                switch (traffic) {
                    case Traffic.AnyProtocol any -> "";
                    case Traffic.Ping ping -> "icmp";
                    case Traffic.Icmp icmp -> "icmp";
                    case Traffic.AnyCode any -> "icmp";
                    case Traffic.AnyPort(Transport transport) -> transport.word();
                    case Traffic.OnePort(Transport transport, int port) -> transport.word();
                },
                family,
                host(from),
                new Match.Ports.All(),
                host(to),
                traffic instanceof Traffic.OnePort(var _, int port)
                        ? Match.ports(Integer.toString(port)).orElseThrow()
                        : new Match.Ports.All(),
                FirewallRule.Action.ALLOW,
                true);
    }

    private static Match.Address host(Peer peer) {
        return switch (peer) {
            case Peer.Somewhere somewhere -> new Match.Address.Anything();
            case Peer.At(IpAddress address, var _) ->
                new Match.Address.Within(address.toString(), IpRange.host(address));
        };
    }

    /** A disabled rule is passed over (ACL-16). */
    boolean applies(FirewallRule rule) {
        Spec spec = rule.spec();
        return spec.enabled()
                && spec.family() == family
                && matches(spec.source(), from)
                && matches(spec.destination(), to)
                && spec.sourcePorts().isEvery()
                && matchesTraffic(spec);
    }

    private boolean matches(Match.Address address, Peer peer) {
        return switch (address) {
            case Match.Address.Anything anything -> true;
            case Match.Address.Within(var _, IpRange range) -> peer.isIn(range);
            case Match.Address.InGroup(String group) ->
                topology.entry(group, peer).isPresent();
        };
    }

    /** The client's port is none that a rule names. Rules tell no ICMP messages apart (ACL-06). */
    private boolean matchesTraffic(Spec spec) {
        if (spec.protocol().isEmpty()) {
            return true;
        }
        return switch (traffic) {
            case Traffic.AnyProtocol any -> false;
            case Traffic.Ping ping -> isIcmp(spec.protocol());
            case Traffic.Icmp icmp -> isIcmp(spec.protocol());
            case Traffic.AnyCode any -> isIcmp(spec.protocol());
            case Traffic.AnyPort(Transport transport) ->
                transport.isNamed(spec.protocol()) && spec.destinationPorts().isEvery();
            case Traffic.OnePort(Transport transport, int port) ->
                transport.isNamed(spec.protocol()) && spec.destinationPorts().includes(port);
        };
    }

    private boolean isIcmp(String protocol) {
        return switch (protocol) {
            case "icmp" -> true;
            case "1" -> family == Family.IPV4;
            case "58" -> family == Family.IPV6;
            default -> false;
        };
    }

    /** {@return a rule in words, such as {@code allow IPv4 tcp from anywhere to 10.0.0.0/8 ports 22,80:90}} */
    String words(Spec spec) {
        return spec.action().name().toLowerCase(Locale.ROOT)
                + ' '
                + SecurityFilter.words(spec.family())
                + ' '
                + (spec.protocol().isEmpty() ? "any protocol" : spec.protocol())
                + " from "
                + side(spec.source(), spec.sourcePorts())
                + " to "
                + side(spec.destination(), spec.destinationPorts());
    }

    private String side(Match.Address address, Match.Ports ports) {
        String where = switch (address) {
            case Match.Address.Anything anything -> "anywhere";
            case Match.Address.Within(String verbatim, var _) -> verbatim;
            case Match.Address.InGroup(String group) ->
                "IP address group "
                        + topology.snapshot()
                                .find(AddressGroup.TYPE, group)
                                .map(AddressGroup::name)
                                .orElse(group);
        };
        return ports.text().isEmpty() ? where : where + " ports " + ports.text();
    }
}
