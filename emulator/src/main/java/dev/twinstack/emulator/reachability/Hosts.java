package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.IpSpan;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who may be told apart in a block of addresses that nothing in the project has. */
record Hosts(Snapshot snapshot) {
    /**
     * {@return the first address of each stretch of the block that rules, routes, subnets or the cloud's own ranges tell
     * apart}
     */
    NavigableSet<IpAddress> of(IpRange block) {
        NavigableSet<IpAddress> starts = new TreeSet<>(Set.of(block.first()));
        spans().filter(span -> span.family() == block.family()).forEach(span -> {
            if (block.contains(span.first())) {
                starts.add(span.first());
            }
            if (block.contains(span.last()) && !span.last().equals(block.last())) {
                starts.add(span.last().plus(1));
            }
        });
        return starts;
    }

    private Stream<IpSpan> spans() {
        Stream<IpRange> ranges = Stream.of(
                        Peer.PRIVATE.stream(),
                        Peer.SERVICES.stream(),
                        FirewallMatch.PRESET.stream(),
                        Stream.of(FirewallMatch.METADATA),
                        inRules(),
                        inRoutes(),
                        snapshot.all(Subnet.TYPE).stream()
                                .flatMap(subnet -> subnet.segments().values().stream())
                                .map(Subnet.Segment::range))
                .flatMap(all -> all);
        Stream<IpSpan> inGroups = snapshot.all(AddressGroup.TYPE).stream()
                .flatMap(group -> group.entries().stream())
                .map(AddressGroup.Entry::span);
        return Stream.concat(ranges.map(IpSpan::of), inGroups);
    }

    private Stream<IpRange> inRules() {
        Stream<IpRange> remotes = snapshot.all(SecurityGroup.TYPE).stream()
                .flatMap(group -> group.rules().stream())
                .flatMap(rule -> rule.remote() instanceof Remote.Prefix(var _, IpRange range)
                        ? Stream.of(range)
                        : Stream.empty());
        Stream<IpRange> sides = snapshot.all(FirewallRule.TYPE).stream()
                .map(FirewallRule::spec)
                .flatMap(spec -> Stream.of(spec.source(), spec.destination()))
                .flatMap(side ->
                        side instanceof Match.Address.Within(var _, IpRange range) ? Stream.of(range) : Stream.empty());
        return Stream.concat(remotes, sides);
    }

    private Stream<IpRange> inRoutes() {
        return Stream.concat(
                snapshot.all(RouteTable.TYPE).stream()
                        .flatMap(table -> table.routes().stream())
                        .map(route -> route.destination()),
                snapshot.all(Vpc.TYPE).stream()
                        .flatMap(vpc -> vpc.routes().stream())
                        .map(route -> route.destination()));
    }
}
