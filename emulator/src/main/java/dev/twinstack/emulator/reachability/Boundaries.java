package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.FirewallView;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.natgateway.DnatRule;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.reachability.Scale.Protocol;
import dev.twinstack.emulator.reachability.Scale.Stretch;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where along a scale a flow may begin to fare otherwise: where a rule that it was held against begins, and right after it
 * ends. Which rules those are, its trace tells, by the places where something was filtered; rules that turn out not to
 * matter make more boundaries than are needed, never fewer. Belongs to one flow and scale, and names each boundary once.
 */
final class Boundaries {
    private static final String INTERNET = Node.INTERNET.id();

    private final Topology topology;
    private final Family family;
    private final Scale scale;
    private final Set<Node> seen = new HashSet<>();

    Boundaries(Topology topology, Family family, Scale scale) {
        this.topology = topology;
        this.family = family;
        this.scale = scale;
    }

    /** {@return where stretches begin by the rules that a trace met and none before it} */
    NavigableSet<Integer> met(Trace trace) {
        NavigableSet<Integer> starts = new TreeSet<>();
        for (Hop hop : trace.hops()) {
            boolean matters = hop.node().id().equals(INTERNET)
                    || hop.steps().stream().anyMatch(step -> step instanceof Step.Filter);
            if (matters && seen.add(hop.node())) {
                at(hop.node()).forEach(stretch -> cut(stretch, starts));
            }
        }
        return starts;
    }

    private void cut(Stretch stretch, NavigableSet<Integer> starts) {
        Stream.of(stretch.first(), stretch.last() + 1)
                .filter(start -> scale.first() < start && start <= scale.last())
                .forEach(starts::add);
    }

    private Stream<Stretch> at(Node node) {
        Stream.Builder<Stretch> all = Stream.builder();
        topology.snapshot().find(Server.TYPE, node.id()).ifPresent(server -> groups(server, all));
        topology.snapshot().find(Subnet.TYPE, node.id()).ifPresent(subnet -> firewall(subnet, all));
        if (node.id().equals(INTERNET)) {
            topology.snapshot().all(NatGateway.TYPE).stream()
                    .flatMap(gateway -> gateway.dnatRules().stream())
                    .forEach(rule -> mapped(rule, all));
        }
        return all.build();
    }

    private void groups(Server server, Consumer<Stretch> all) {
        topology.stations(server).stream()
                .flatMap(nic -> topology.groups(nic.face()).stream())
                .distinct()
                .flatMap(group -> group.rules().stream())
                .filter(rule -> rule.ethertype() == family && names(rule.protocol()))
                .forEach(rule -> ports(rule, all));
    }

    private void ports(Rule rule, Consumer<Stretch> all) {
        switch (rule.ports()) {
            case PortRange.All none -> {}
            case PortRange.Range(int min, int max) -> all.accept(new Stretch(min, max));
            case PortRange.Several(var ranges) ->
                ranges.forEach(range -> all.accept(new Stretch(range.min(), range.max())));
            case PortRange.IcmpType(int type) -> all.accept(Scale.codes(type));
            case PortRange.IcmpCode(int type, int code) -> {
                int message = Scale.message(type, code);
                all.accept(new Stretch(message, message));
            }
        }
    }

    /** What goes to the metadata service over tcp 80 passes every firewall (ACL-03). */
    private void firewall(Subnet subnet, Consumer<Stretch> all) {
        FirewallView.of(topology.snapshot(), subnet)
                .ifPresent(firewall -> Stream.of(FirewallGroup.Direction.values())
                        .flatMap(direction -> FirewallView.rules(topology.snapshot(), firewall, direction).stream())
                        .map(FirewallRule::spec)
                        .filter(spec -> spec.enabled() && spec.family() == family && names(spec.protocol()))
                        .forEach(spec -> ports(spec.destinationPorts(), all)));
        if (scale.protocol() == Protocol.TCP) {
            all.accept(new Stretch(FirewallMatch.METADATA_PORT, FirewallMatch.METADATA_PORT));
        }
    }

    private static void ports(Match.Ports ports, Consumer<Stretch> all) {
        switch (ports) {
            case Match.Ports.All none -> {}
            case Match.Ports.Among(var _, var spans) ->
                spans.forEach(span -> all.accept(new Stretch(span.first(), span.last())));
        }
    }

    private void mapped(DnatRule rule, Consumer<Stretch> all) {
        boolean named = !rule.isForAllPorts() && scale.protocol() != Protocol.ICMP;
        if (named) {
            all.accept(new Stretch(rule.outsidePort(), rule.outsidePort()));
            all.accept(new Stretch(rule.insidePort(), rule.insidePort()));
        }
    }

    private boolean names(String protocol) {
        return switch (scale.protocol()) {
            case TCP -> Transport.TCP.isNamed(protocol);
            case UDP -> Transport.UDP.isNamed(protocol);
            case ICMP -> Rule.isIcmp(protocol);
        };
    }
}
