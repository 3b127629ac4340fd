package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallPolicy;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Security groups and firewalls: whether they let a packet pass. */
record Walls(World world) {
    /** ACL-03, but for traffic within a subnet. */
    private static final List<Addr.Block> ALWAYS = List.of(
            Addr.Block.of("255.255.255.255", 32), Addr.Block.of("224.0.0.0", 24), Addr.Block.of("100.125.0.0", 16));

    private static final Addr.Block METADATA = Addr.Block.of("169.254.169.254", 32);

    /**
     * {@return whether the security groups of a NIC let a packet pass}
     *
     * @param remote the address at the other end
     * @param groups those that a member of which the other end is
     */
    boolean groupsPass(Port nic, Rule.Direction direction, Kind kind, Addr remote, Set<String> groups) {
        if (!nic.portSecurity() || nic.disableSecurityGroups()) {
            return true;
        }
        List<Rule> matching = world.snapshot().all(SecurityGroup.TYPE).stream()
                .filter(group -> nic.securityGroups().contains(group.id()))
                .flatMap(group -> group.rules().stream())
                .filter(rule -> rule.direction() == direction && rule.ethertype() == kind.family())
                .filter(rule -> kind.isNamed(rule.protocol()) && ports(rule.ports(), kind))
                .filter(rule -> remote(rule.remote(), remote, groups))
                .toList();
        return decide(matching);
    }

    private boolean decide(List<Rule> matching) {
        boolean alike = world.faults().contains(Fault.PRIORITIES_IGNORED);
        boolean kind = world.faults().contains(Fault.ALLOW_BEFORE_DENY);
        int first = matching.stream().mapToInt(Rule::priority).min().orElse(0);
        List<Rule> deciding = matching.stream()
                .filter(rule -> alike || rule.priority() == first)
                .toList();
        return kind
                ? deciding.stream().anyMatch(rule -> rule.action() == Rule.Action.ALLOW)
                : !deciding.isEmpty() && deciding.stream().allMatch(rule -> rule.action() == Rule.Action.ALLOW);
    }

    private static boolean ports(Rule.PortRange ports, Kind kind) {
        return switch (ports) {
            case Rule.PortRange.All all -> true;
            case Rule.PortRange.Range range -> kind.isAmong(List.of(span(range)));
            case Rule.PortRange.Several(List<Rule.PortRange.Range> ranges) ->
                kind.isAmong(ranges.stream().map(Walls::span).toList());
            case Rule.PortRange.IcmpType(int type) -> kind.isPing(type);
            case Rule.PortRange.IcmpCode(int type, int code) -> kind.isPing(type) && code == 0;
        };
    }

    private static Kind.Span span(Rule.PortRange.Range range) {
        return new Kind.Span(range.min(), range.max());
    }

    private boolean remote(Rule.Remote rule, Addr remote, Set<String> groups) {
        return switch (rule) {
            case Rule.Remote.Anything any -> true;
            case Rule.Remote.Prefix prefix -> remote.isIn(prefix.range());
            case Rule.Remote.Group(String id) ->
                groups.contains(id) && !world.faults().contains(Fault.REMOTE_GROUPS_EMPTY);
            case Rule.Remote.AddressGroup(String id) -> isInAddressGroup(remote, id);
        };
    }

    private boolean isInAddressGroup(Addr address, String id) {
        return world.snapshot().all(AddressGroup.TYPE).stream()
                .filter(group -> group.id().equals(id))
                .flatMap(group -> group.entries().stream())
                .anyMatch(entry -> address.isIn(entry.span()));
    }

    Optional<FirewallGroup> firewall(Subnet subnet) {
        return world.snapshot().all(FirewallGroup.TYPE).stream()
                .filter(group -> subnet.firewall().equals(new Subnet.Firewall.Of(group.id())))
                .findFirst();
    }

    /** {@return whether the firewall of a subnet, if it has one, lets a packet over its border} */
    boolean firewallPasses(Subnet subnet, FirewallGroup.Direction direction, Packet packet) {
        Optional<FirewallGroup> firewall = firewall(subnet);
        if (firewall.isEmpty() || isAlwaysAllowed(packet)) {
            return true;
        }
        if (!firewall.get().adminStateUp()) {
            return world.faults().contains(Fault.DISABLED_FIREWALLS_OPEN);
        }
        List<FirewallRule.Spec> rules = new ArrayList<>(rules(firewall.get(), direction));
        if (world.faults().contains(Fault.FIREWALL_RULES_FROM_THE_END)) {
            Collections.reverse(rules);
        }
        for (FirewallRule.Spec rule : rules) {
            if (matches(rule, packet)) {
                return rule.action() == FirewallRule.Action.ALLOW;
            }
        }
        return false;
    }

    private static boolean isAlwaysAllowed(Packet packet) {
        return ALWAYS.stream().anyMatch(block -> packet.destination().isIn(block))
                || packet.destination().isIn(METADATA) && packet.kind().isTo(Transport.TCP, 80);
    }

    private List<FirewallRule.Spec> rules(FirewallGroup firewall, FirewallGroup.Direction direction) {
        FirewallGroup.Policy policy =
                direction == FirewallGroup.Direction.INGRESS ? firewall.ingress() : firewall.egress();
        return world.snapshot().all(FirewallPolicy.TYPE).stream()
                .filter(each -> policy.equals(new FirewallGroup.Policy.Of(each.id())))
                .flatMap(each -> each.rules().stream())
                .flatMap(id -> world.snapshot().all(FirewallRule.TYPE).stream()
                        .filter(rule -> rule.id().equals(id)))
                .map(FirewallRule::spec)
                .toList();
    }

    /** No rule that names source ports is about a client, as no rule names the port it sends from. */
    private boolean matches(FirewallRule.Spec rule, Packet packet) {
        return rule.enabled()
                && rule.family() == packet.kind().family()
                && packet.kind().isNamed(rule.protocol())
                && side(rule.source(), packet.source())
                && side(rule.destination(), packet.destination())
                && Kind.isEvery(spans(rule.sourcePorts()))
                && packet.kind().isAmong(spans(rule.destinationPorts()));
    }

    private boolean side(Match.Address rule, Addr address) {
        return switch (rule) {
            case Match.Address.Anything any -> true;
            case Match.Address.Within(String verbatim, var range) -> address.isIn(range);
            case Match.Address.InGroup(String group) -> isInAddressGroup(address, group);
        };
    }

    private static List<Kind.Span> spans(Match.Ports ports) {
        return switch (ports) {
            case Match.Ports.All all -> List.of(new Kind.Span(1, 65_535));
            case Match.Ports.Among(String verbatim, List<Match.Ports.Span> spans) ->
                spans.stream()
                        .map(span -> new Kind.Span(span.first(), span.last()))
                        .toList();
        };
    }
}
