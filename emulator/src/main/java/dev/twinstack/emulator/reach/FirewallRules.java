package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.FirewallView;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.reachability.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rules of firewalls that never decide: in each direction the first one that matches does (ACL-02). */
final class FirewallRules {
    private final Snapshot snapshot;
    private final Packets packets;

    FirewallRules(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.packets = new Packets(snapshot);
    }

    Stream<Unused> unused() {
        return snapshot.all(FirewallGroup.TYPE).stream()
                .flatMap(firewall -> Stream.of(FirewallGroup.Direction.values())
                        .flatMap(direction ->
                                unused(firewall, direction, FirewallView.rules(snapshot, firewall, direction))));
    }

    private Stream<Unused> unused(FirewallGroup firewall, FirewallGroup.Direction direction, List<FirewallRule> rules) {
        return IntStream.range(0, rules.size())
                .boxed()
                .flatMap(place -> why(firewall, direction, rules.get(place), rules.subList(0, place)).stream()
                        .map(why -> new Unused(
                                node(firewall),
                                rules.get(place).id(),
                                RuleText.of(
                                        snapshot, direction, rules.get(place).spec()),
                                why)));
    }

    private Optional<Unused.Why> why(
            FirewallGroup firewall, FirewallGroup.Direction direction, FirewallRule rule, List<FirewallRule> before) {
        if (!rule.spec().enabled() || !firewall.adminStateUp()) {
            return Optional.of(new Unused.Why.Disabled());
        }
        return empty(rule.spec())
                .or(() -> shadowed(firewall, direction, rule, before))
                .or(() -> FirewallView.associations(snapshot, firewall).isEmpty()
                        ? Optional.of(new Unused.Why.OwnerUnused())
                        : Optional.empty());
    }

    private Optional<Unused.Why> empty(FirewallRule.Spec spec) {
        return packets.of(spec).isEmpty()
                ? Stream.of(spec.source(), spec.destination())
                        .map(Match.Address::groupId)
                        .filter(id -> !id.isEmpty())
                        .map(id -> snapshot.find(AddressGroup.TYPE, id)
                                .map(AddressGroup::name)
                                .orElse(id))
                        .<Unused.Why>map(Unused.Why.NoAddresses::new)
                        .findFirst()
                : Optional.empty();
    }

    private Optional<Unused.Why> shadowed(
            FirewallGroup firewall, FirewallGroup.Direction direction, FirewallRule rule, List<FirewallRule> before) {
        List<FirewallRule> earlier = before.stream()
                .filter(each -> each.spec().enabled()
                        && each.spec().family() == rule.spec().family())
                .toList();
        return Box.cover(
                        packets.of(rule.spec()),
                        earlier.stream().map(each -> packets.of(each.spec())).toList())
                .map(places -> new Unused.Why.Shadowed(places.stream()
                        .map(earlier::get)
                        .map(each -> new Unused.Other(
                                node(firewall), each.id(), RuleText.of(snapshot, direction, each.spec())))
                        .toList()));
    }

    private static Node node(FirewallGroup firewall) {
        return new Node(FirewallGroup.TYPE.name(), firewall.id(), firewall.name());
    }
}
