package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.FirewallView;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.reachability.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rules of firewalls that never decide, or that later ones would decide for: in each direction the first one that matches
 * decides (ACL-02).
 */
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
        Map<FirewallRule, Unused.Why> whys = new HashMap<>();
        for (FirewallRule rule : rules) {
            why(firewall, direction, rule, rules.subList(0, rules.indexOf(rule)))
                    .ifPresent(why -> whys.put(rule, why));
        }
        // One after another, so that of two that stand for each other one stays.
        for (FirewallRule rule : rules) {
            if (!whys.containsKey(rule)) {
                redundant(firewall, direction, rule, rules, whys.keySet()).ifPresent(why -> whys.put(rule, why));
            }
        }
        return rules.stream()
                .filter(whys::containsKey)
                .map(rule -> new Unused(
                        node(firewall),
                        rule.id(),
                        RuleText.of(snapshot, direction, rule.spec()),
                        Objects.requireNonNull(whys.get(rule))));
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
        List<FirewallRule> earlier =
                before.stream().filter(each -> isComparable(each, rule)).toList();
        return covered(firewall, direction, rule, earlier).map(Unused.Why.Shadowed::new);
    }

    /**
     * {@return why packets fare alike without a rule that does decide, as later ones say the same before another says
     * otherwise}
     *
     * @param unused rules that do not count, as they may go themselves
     */
    private Optional<Unused.Why> redundant(
            FirewallGroup firewall,
            FirewallGroup.Direction direction,
            FirewallRule rule,
            List<FirewallRule> rules,
            Set<FirewallRule> unused) {
        int place = rules.indexOf(rule);
        Stream<FirewallRule> earlier = rules.subList(0, place).stream();
        Stream<FirewallRule> later = rules.subList(place + 1, rules.size()).stream()
                .takeWhile(each -> !contradicts(each, rule))
                .filter(each -> each.spec().action() == rule.spec().action());
        List<FirewallRule> others = Stream.concat(earlier, later)
                .filter(each -> isComparable(each, rule) && !unused.contains(each))
                .toList();
        return covered(firewall, direction, rule, others).map(Unused.Why.Redundant::new);
    }

    private static boolean isComparable(FirewallRule other, FirewallRule rule) {
        return other.spec().enabled() && other.spec().family() == rule.spec().family();
    }

    private boolean contradicts(FirewallRule other, FirewallRule rule) {
        return isComparable(other, rule)
                && other.spec().action() != rule.spec().action()
                && packets.of(other.spec()).stream()
                        .anyMatch(box -> packets.of(rule.spec()).stream().anyMatch(box::meets));
    }

    private Optional<List<Unused.Other>> covered(
            FirewallGroup firewall, FirewallGroup.Direction direction, FirewallRule rule, List<FirewallRule> others) {
        return Box.cover(
                        packets.of(rule.spec()),
                        others.stream().map(each -> packets.of(each.spec())).toList())
                .map(places -> places.stream()
                        .map(others::get)
                        .map(each -> new Unused.Other(
                                node(firewall), each.id(), RuleText.of(snapshot, direction, each.spec())))
                        .toList());
    }

    private static Node node(FirewallGroup firewall) {
        return new Node(FirewallGroup.TYPE.name(), firewall.id(), firewall.name());
    }
}
