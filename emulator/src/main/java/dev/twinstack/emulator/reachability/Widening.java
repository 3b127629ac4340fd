package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Step.Ruling;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens with a flow what it is a sample of: of the block that was asked for, all that the same rule keeps out, or the lack of
 * one. Rules that deny less of it are the next flow's.
 */
final class Widening {
    private final Snapshot snapshot;
    private final @Nullable Sample from;
    private final @Nullable Sample to;

    /** An address, and the block it stands for. */
    private record Sample(IpAddress address, IpRange block) {
        /** {@return the part of the block that a rule which denies the address is about} */
        IpRange part(Optional<IpRange> denied) {
            return denied.filter(range -> range.prefixLength() > block.prefixLength())
                    .orElse(block);
        }
    }

    Widening(Snapshot snapshot, Flow flow) {
        this.snapshot = snapshot;
        this.from = sample(flow, flow.from(), flow.breadth().from()).orElse(null);
        this.to = sample(flow, flow.to(), flow.breadth().to()).orElse(null);
    }

    private Optional<Sample> sample(Flow flow, Endpoint end, List<IpRange> whole) {
        Optional<IpAddress> address = switch (end) {
            case Endpoint.Host(IpAddress host) -> Optional.of(host);
            case Endpoint.OfPort(String port) ->
                snapshot.find(Port.TYPE, port).flatMap(found -> found.address(flow.family()));
            case Endpoint.Internet internet -> Optional.empty();
            case Endpoint.OfServer server -> Optional.empty();
            case Endpoint.OfPublicIp publicIp -> Optional.empty();
        };
        return address.flatMap(at ->
                whole.stream().filter(block -> block.contains(at)).findFirst().map(block -> new Sample(at, block)));
    }

    Blocker of(Blocker blocker) {
        if (from == null && to == null) {
            return blocker;
        }
        String rule = blocker.step().rule().map(Ruling::id).orElse("");
        return blocker.with(
                blocker.remedies().stream().map(remedy -> widened(remedy, rule)).toList());
    }

    /**
     * @param denying the id of the rule that denies, if it is a rule
     */
    private Remedy widened(Remedy remedy, String denying) {
        if (remedy instanceof Remedy.AllowInGroup(String group, Rule allowing)) {
            return new Remedy.AllowInGroup(group, widened(allowing, group, denying));
        }
        if (remedy instanceof Remedy.AllowInFirewall(String firewall, var direction, FirewallRule.Spec allowing)) {
            return new Remedy.AllowInFirewall(firewall, direction, widened(allowing, denying));
        }
        return remedy;
    }

    private Rule widened(Rule allowing, String group, String denying) {
        Sample peer = allowing.direction() == Rule.Direction.INGRESS ? from : to;
        if (peer == null
                || !(allowing.remote() instanceof Rule.Remote.Prefix(var _, IpRange range))
                || !range.equals(IpRange.host(peer.address()))) {
            return allowing;
        }
        IpRange part = peer.part(snapshot.find(SecurityGroup.TYPE, group)
                .flatMap(found -> found.rule(denying))
                .flatMap(rule -> block(rule.remote())));
        return allowing.about(new Rule.Remote.Prefix(part.toString(), part));
    }

    /** {@return the block that a rule is about; none if that is not one block} */
    private static Optional<IpRange> block(Rule.Remote remote) {
        return remote instanceof Rule.Remote.Prefix(var _, IpRange range) ? Optional.of(range) : Optional.empty();
    }

    private FirewallRule.Spec widened(FirewallRule.Spec allowing, String denying) {
        Optional<FirewallRule.Spec> rule =
                snapshot.find(FirewallRule.TYPE, denying).map(FirewallRule::spec);
        return allowing.between(
                widened(allowing.source(), from, rule.map(FirewallRule.Spec::source)),
                widened(allowing.destination(), to, rule.map(FirewallRule.Spec::destination)));
    }

    private Match.Address widened(Match.Address allowing, @Nullable Sample sample, Optional<Match.Address> denying) {
        if (sample == null
                || !(allowing instanceof Match.Address.Within(var _, IpRange range))
                || !range.equals(IpRange.host(sample.address()))) {
            return allowing;
        }
        IpRange part = sample.part(denying.flatMap(Widening::block));
        return new Match.Address.Within(part.toString(), part);
    }

    private static Optional<IpRange> block(Match.Address address) {
        return address instanceof Match.Address.Within(var _, IpRange range) ? Optional.of(range) : Optional.empty();
    }
}
