package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.SecurityFilter.words;

import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallGroup.Direction;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.FirewallView;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Step.Ruling;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the firewall of a subnet makes of a flow at the subnet's border: out after the sender's security groups, in
 * before the receiver's. Source: user guide, "Firewall Overview"; ACL-02…ACL-09.
 *
 * <p>ASSUMED: it sees private addresses, as EIPs are translated outside of it; and what a route sends to a next hop
 * crosses the border by its destination, be the next hop in the same subnet or not. Check with a rule for an EIP, and
 * with a SNAT server beside its clients.
 */
final class FirewallFilter {
    private final Topology topology;
    private final Family family;
    private final Traffic traffic;

    FirewallFilter(Topology topology, Flow flow) {
        this.topology = topology;
        this.family = flow.family();
        this.traffic = flow.traffic();
    }

    /** Takes a flow out of the sender's subnet, and {@code onward} if it may go. */
    Trace leave(Way way, Station sender, Peer to, Function<Way, Trace> onward) {
        return cross(way, sender, Direction.EGRESS, sender.peer(family), to, onward);
    }

    /** Takes a flow into the receiver's subnet, and {@code onward} if it may go. */
    Trace enter(Way way, Peer from, Peer to, Station receiver, Function<Way, Trace> onward) {
        return cross(way, receiver, Direction.INGRESS, from, to, onward);
    }

    private Trace cross(
            Way way, Station station, Direction direction, Peer from, Peer to, Function<Way, Trace> onward) {
        Optional<Step.Filter> verdict = judge(station, direction, from, to);
        if (verdict.isEmpty()) {
            return onward.apply(way);
        }
        Node border = Nodes.of(station.subnet());
        Way judged = way.at(border, verdict.get());
        return verdict.get().allowed()
                ? onward.apply(judged.answered(border, tracked(verdict.get().resource(), border, direction)))
                : judged.end(
                        Disposition.DENIED_BY_FIREWALL,
                        List.of(remedy(verdict.get().resource().id(), direction, from, to)));
    }

    private static Step.Filter tracked(Node firewall, Node subnet, Direction direction) {
        String where = direction == Direction.INGRESS ? " out of subnet " : " into subnet ";
        return new Step.Filter(
                firewall,
                new Ruling("", "tracked connection"),
                true,
                "Firewall " + firewall.label() + " lets the answers" + where + subnet.label()
                        + ", as it knows the connection.",
                List.of("ACL-05"));
    }

    private Remedy remedy(String firewall, Direction direction, Peer from, Peer to) {
        return topology.get(FirewallGroup.TYPE, firewall).adminStateUp()
                ? new Remedy.AllowInFirewall(firewall, direction, FirewallMatch.allowing(family, traffic, from, to))
                : new Remedy.EnableFirewall(firewall);
    }

    /** {@return what the firewall says, if there is one that applies to the station's NIC (ACL-27)} */
    private Optional<Step.Filter> judge(Station station, Direction direction, Peer from, Peer to) {
        if (station.nic().filter(Port::disableSecurityGroups).isPresent()) {
            return Optional.empty();
        }
        return FirewallView.of(topology.snapshot(), station.subnet())
                .map(firewall -> judge(firewall, station.subnet(), direction, from, to));
    }

    private Step.Filter judge(FirewallGroup firewall, Subnet subnet, Direction direction, Peer from, Peer to) {
        String what = words(family) + ' ' + traffic.label() + " from " + from.label() + " to " + to.label()
                + (direction == Direction.INGRESS ? " into subnet " : " out of subnet ")
                + Nodes.of(subnet).label();
        Node node = Nodes.of(firewall);
        if (FirewallMatch.isPreset(to, traffic)) {
            return new Step.Filter(
                    node,
                    new Ruling("", "preset rule"),
                    true,
                    "Firewall " + node.label() + " always allows " + what + '.',
                    List.of("ACL-03"));
        }
        if (!firewall.adminStateUp()) {
            return refused(
                    node,
                    "Firewall " + node.label() + " is disabled, so only its default rule holds, which denies " + what,
                    "ACL-09");
        }
        FirewallMatch match = new FirewallMatch(topology, family, traffic, from, to);
        return FirewallView.rules(topology.snapshot(), firewall, direction).stream()
                .filter(match::applies)
                .findFirst()
                .map(rule -> decided(node, rule, match.words(rule.spec()), what))
                .orElseGet(() -> refused(
                        node,
                        "No rule of firewall " + node.label() + " allows " + what + ", so its default rule denies it",
                        "ACL-02"));
    }

    private Step.Filter decided(Node firewall, FirewallRule rule, String text, String what) {
        boolean allowed = rule.spec().action() == FirewallRule.Action.ALLOW;
        return new Step.Filter(
                firewall,
                new Ruling(rule.id(), text),
                allowed,
                "Firewall " + firewall.label() + (allowed ? " allows " : " denies ") + what + ": " + text + '.',
                family == Family.IPV6 ? List.of("ACL-02", "SEED-21") : List.of("ACL-02"));
    }

    private static Step.Filter refused(Node firewall, String text, String cite) {
        return new Step.Filter(firewall, new Ruling("", "default rule"), false, text + '.', List.of(cite));
    }
}
