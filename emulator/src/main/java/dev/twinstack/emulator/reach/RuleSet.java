package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.FirewallView;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.AddressSet;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.IpSpan;
import dev.twinstack.emulator.natgateway.DnatRule;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routing.RouteTables;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What rules, routes and translations of one family name. Between two numbers that none of them begins or ends at, all
 * ports are treated alike, and so are all addresses; that is why one stands for all.
 *
 * @param ports stretches of ports
 * @param addresses spans narrower than everything
 */
record RuleSet(Family family, Set<Service.PortStretch> ports, Set<IpSpan> addresses) {
    RuleSet {
        ports = Set.copyOf(ports);
        addresses = Set.copyOf(addresses);
    }

    /** {@return what may decide about traffic from outside the project to an end} */
    static RuleSet into(Snapshot snapshot, Takers takers, Family family) {
        Reading reading = new Reading(snapshot, family);
        takers.dnatRules().forEach(reading::dnat);
        reading.groups(takers.ports(), Set.of(Rule.Direction.INGRESS));
        reading.subnets(takers.ports(), Set.of(FirewallGroup.Direction.INGRESS));
        return reading.result();
    }

    /** {@return what may decide about traffic between these ports} */
    static RuleSet among(Snapshot snapshot, Collection<Port> ports, Family family) {
        Reading reading = new Reading(snapshot, family);
        reading.groups(ports, Set.of(Rule.Direction.values()));
        reading.subnets(ports, Set.of(FirewallGroup.Direction.values()));
        return reading.result();
    }

    /** {@return all traffic, cut into services each of which is treated alike} */
    List<Service> services() {
        List<Service> services = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            TreeSet<Integer> starts = new TreeSet<>(Set.of(1, Traffic.HIGHEST_PORT + 1));
            ports.stream()
                    .filter(stretch -> stretch.transport() == transport)
                    .forEach(stretch -> starts.addAll(Set.of(stretch.first(), stretch.last() + 1)));
            for (int start : starts.headSet(Traffic.HIGHEST_PORT + 1)) {
                services.add(new Service.PortStretch(transport, start, starts.higher(start) - 1));
            }
        }
        services.add(new Service.Ping());
        services.add(new Service.OtherProtocols());
        return services;
    }

    /** {@return the addresses that are named, cut up so that all of a piece are treated alike} */
    List<AddressSet> pieces() {
        return AddressSet.pieces(family, addresses);
    }

    private static final class Reading {
        private final Snapshot snapshot;
        private final Family family;
        private final Set<Service.PortStretch> ports = new HashSet<>();
        private final Set<IpSpan> addresses = new HashSet<>();

        Reading(Snapshot snapshot, Family family) {
            this.snapshot = snapshot;
            this.family = family;
        }

        RuleSet result() {
            return new RuleSet(family, ports, addresses);
        }

        void dnat(DnatRule rule) {
            if (!rule.isForAllPorts()) {
                for (Transport transport : Transport.values()) {
                    ports.add(new Service.PortStretch(transport, rule.outsidePort(), rule.outsidePort()));
                    ports.add(new Service.PortStretch(transport, rule.insidePort(), rule.insidePort()));
                }
            }
        }

        void groups(Collection<Port> members, Set<Rule.Direction> directions) {
            members.stream()
                    .flatMap(port -> port.securityGroups().stream())
                    .distinct()
                    .flatMap(id -> snapshot.find(SecurityGroup.TYPE, id).stream())
                    .flatMap(group -> group.rules().stream())
                    .filter(rule -> rule.ethertype() == family && directions.contains(rule.direction()))
                    .forEach(this::rule);
        }

        private void rule(Rule rule) {
            switch (rule.ports()) {
                case PortRange.All all -> {}
                case PortRange.Range(int min, int max) -> stretch(rule.protocol(), min, max);
                case PortRange.Several(List<PortRange.Range> ranges) ->
                    ranges.forEach(range -> stretch(rule.protocol(), range.min(), range.max()));
                case PortRange.IcmpType icmp -> {}
                case PortRange.IcmpCode icmp -> {}
            }
            switch (rule.remote()) {
                case Remote.Anything anything -> {}
                case Remote.Prefix(var _, IpRange range) -> address(IpSpan.of(range));
                case Remote.Group group -> {}
                case Remote.AddressGroup(String id) -> entries(id);
            }
        }

        void subnets(Collection<Port> members, Set<FirewallGroup.Direction> directions) {
            List<Subnet> subnets = members.stream()
                    .map(Port::subnet)
                    .distinct()
                    .flatMap(id -> snapshot.find(Subnet.TYPE, id).stream())
                    .toList();
            subnets.stream()
                    .flatMap(subnet -> FirewallView.of(snapshot, subnet).stream())
                    .distinct()
                    .flatMap(firewall -> directions.stream().map(way -> FirewallView.rules(snapshot, firewall, way)))
                    .flatMap(List::stream)
                    .map(FirewallRule::spec)
                    .filter(spec -> spec.family() == family)
                    .forEach(this::rule);
            subnets.stream().flatMap(this::routes).forEach(range -> address(IpSpan.of(range)));
        }

        private void rule(FirewallRule.Spec spec) {
            if (spec.destinationPorts() instanceof Match.Ports.Among(var _, List<Match.Ports.Span> spans)) {
                spans.forEach(span -> stretch(spec.protocol(), span.first(), span.last()));
            }
            for (Match.Address side : List.of(spec.source(), spec.destination())) {
                switch (side) {
                    case Match.Address.Anything anything -> {}
                    case Match.Address.Within(var _, IpRange range) -> address(IpSpan.of(range));
                    case Match.Address.InGroup(String group) -> entries(group);
                }
            }
        }

        /** Answers may depend on the route they take. */
        private Stream<IpRange> routes(Subnet subnet) {
            Stream<IpRange> table = RouteTables.ofSubnet(snapshot, subnet).stream()
                    .flatMap(found -> found.routes().stream())
                    .map(RouteTable.Route::destination);
            Stream<IpRange> vpc = subnet.vpc() instanceof Subnet.Home.In(String id)
                    ? snapshot.find(Vpc.TYPE, id).stream()
                            .flatMap(found -> found.routes().stream())
                            .map(Vpc.HostRoute::destination)
                    : Stream.empty();
            return Stream.concat(table, vpc);
        }

        private void entries(String addressGroup) {
            snapshot.find(AddressGroup.TYPE, addressGroup).stream()
                    .flatMap(group -> group.entries().stream())
                    .forEach(entry -> address(entry.span()));
        }

        private void address(IpSpan span) {
            if (span.family() == family && !span.isEverything()) {
                addresses.add(span);
            }
        }

        private void stretch(String protocol, int first, int last) {
            switch (protocol) {
                case "tcp", "6" -> add(Transport.TCP, first, last);
                case "udp", "17" -> add(Transport.UDP, first, last);
                default -> {}
            }
        }

        private void add(Transport transport, int first, int last) {
            if (last >= 1) {
                ports.add(new Service.PortStretch(transport, Math.max(first, 1), last));
            }
        }
    }
}
