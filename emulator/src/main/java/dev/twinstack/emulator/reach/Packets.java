package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.AddressSet;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.IpSpan;
import dev.twinstack.emulator.reach.Box.Side;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import java.util.ArrayList;
import java.util.List;

/** Which packets rules are about, as boxes. Address groups are as they are now. */
record Packets(Snapshot snapshot) {
    private static final int PROTOCOLS = 256;
    private static final int CODES = 256;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final int TCP = 6;
    private static final int UDP = 17;
    /** A port, or type and code of ICMP. */
    private static final Side ANY_DETAIL = Side.of(0, Traffic.HIGHEST_PORT);

    /**
     * {@return the packets of a rule of a security group, by protocol, port and the other side's address} A rule about the
     * members of a group says nothing of their addresses: it has every one here.
     */
    List<Box> of(Rule rule) {
        Side protocol = protocol(rule.protocol(), rule.ethertype());
        List<Side> details = rule.protocol().isEmpty() ? List.of(ANY_DETAIL) : details(rule.ports());
        return boxes(
                List.of(protocol),
                details,
                switch (rule.remote()) {
                    case Remote.Anything anything -> every(rule.ethertype());
                    case Remote.Group group -> every(rule.ethertype());
                    case Remote.Prefix(var _, IpRange range) -> List.of(side(IpSpan.of(range)));
                    case Remote.AddressGroup(String id) -> entries(id);
                });
    }

    /** {@return the packets of a firewall's rule, by protocol, both ports and both addresses} */
    List<Box> of(FirewallRule.Spec spec) {
        List<Side> protocols = List.of(protocol(spec.protocol(), spec.family()));
        return boxes(
                protocols,
                ports(spec.sourcePorts()),
                ports(spec.destinationPorts()),
                addresses(spec.source(), spec.family()),
                addresses(spec.destination(), spec.family()));
    }

    static Box of(IpRange range) {
        return new Box(List.of(side(IpSpan.of(range))));
    }

    @SafeVarargs
    private static List<Box> boxes(List<Side>... sides) {
        List<Box> boxes = List.of(new Box(List.of()));
        for (List<Side> choices : sides) {
            List<Box> longer = new ArrayList<>();
            for (Box box : boxes) {
                for (Side choice : choices) {
                    List<Side> more = new ArrayList<>(box.sides());
                    more.add(choice);
                    longer.add(new Box(more));
                }
            }
            boxes = longer;
        }
        return boxes;
    }

    /** Each family has its own ICMP, for which {@code icmp} stands with both (SG-22). */
    private static Side protocol(String protocol, Family family) {
        return switch (protocol) {
            case "" -> Side.of(0, PROTOCOLS - 1);
            case "tcp" -> one(TCP);
            case "udp" -> one(UDP);
            case "icmp" -> one(family == Family.IPV4 ? ICMP : ICMPV6);
            case "icmpv6" -> one(ICMPV6);
            default -> one(Integer.parseInt(protocol));
        };
    }

    private static Side one(int number) {
        return Side.of(number, number);
    }

    private static List<Side> details(PortRange ports) {
        return switch (ports) {
            case PortRange.All all -> List.of(ANY_DETAIL);
            case PortRange.Range(int min, int max) -> List.of(range(min, max));
            case PortRange.Several(List<PortRange.Range> ranges) ->
                ranges.stream().map(range -> range(range.min(), range.max())).toList();
            case PortRange.IcmpType(int type) -> List.of(Side.of((long) type * CODES, (long) type * CODES + CODES - 1));
            case PortRange.IcmpCode(int type, int code) -> List.of(one(type * CODES + code));
        };
    }

    private static List<Side> ports(Match.Ports ports) {
        return switch (ports) {
            case Match.Ports.All all -> List.of(ANY_DETAIL);
            case Match.Ports.Among(var _, List<Match.Ports.Span> spans) ->
                spans.stream().map(span -> range(span.first(), span.last())).toList();
        };
    }

    /** There is no port 0: a range from 1 on leaves nothing out. */
    private static Side range(int first, int last) {
        return Side.of(first <= 1 ? 0 : first, last);
    }

    private List<Side> addresses(Match.Address address, Family family) {
        return switch (address) {
            case Match.Address.Anything anything -> every(family);
            case Match.Address.Within(var _, IpRange range) -> List.of(side(IpSpan.of(range)));
            case Match.Address.InGroup(String group) -> entries(group);
        };
    }

    private static List<Side> every(Family family) {
        return AddressSet.all(family).spans().stream().map(Packets::side).toList();
    }

    private List<Side> entries(String addressGroup) {
        return snapshot.find(AddressGroup.TYPE, addressGroup).stream()
                .flatMap(
                        group -> AddressSet.of(
                                group.family(),
                                group.entries().stream()
                                        .map(AddressGroup.Entry::span)
                                        .toList())
                                .spans()
                                .stream())
                .map(Packets::side)
                .toList();
    }

    private static Side side(IpSpan span) {
        return new Side(span.first().value(), span.last().value());
    }
}
