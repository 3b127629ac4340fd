package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Rules of security groups that never decide. All rules of all groups of a NIC count together (SG-09), so a rule is
 * shadowed if it is on every NIC that its group is on.
 */
final class GroupRules {
    /** The number comes first; at equal numbers deny goes before allow (SG-08, SG-09), and then the older one. */
    private static final Comparator<Placed> ORDER = Comparator.<Placed>comparingInt(
                    placed -> placed.rule().priority())
            .thenComparing(placed -> placed.rule().action() == Rule.Action.ALLOW);

    private record Placed(SecurityGroup group, Rule rule) {}

    private final Snapshot snapshot;
    private final Packets packets;
    /** The groups of each NIC that is filtered, by each of them. */
    private final Map<String, Set<List<String>>> filtered = new TreeMap<>();

    private final Set<String> inhabited = new TreeSet<>();

    GroupRules(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.packets = new Packets(snapshot);
        for (Port port : snapshot.all(Port.TYPE)) {
            inhabited.addAll(port.securityGroups());
            if (!port.isVip() && port.portSecurity() && !port.disableSecurityGroups()) {
                port.securityGroups()
                        .forEach(group -> filtered.computeIfAbsent(group, any -> new LinkedHashSet<>())
                                .add(port.securityGroups()));
            }
        }
    }

    Stream<Unused> unused() {
        return snapshot.all(SecurityGroup.TYPE).stream()
                .flatMap(group -> group.rules().stream()
                        .flatMap(rule -> why(group, rule).stream()
                                .map(why -> new Unused(node(group), rule.id(), RuleText.of(snapshot, rule), why))));
    }

    private Optional<Unused.Why> why(SecurityGroup group, Rule rule) {
        Set<List<String>> together = filtered.getOrDefault(group.id(), Set.of());
        return mute(rule)
                .or(() -> shadowed(rule, together.isEmpty() ? Set.of(List.of(group.id())) : together))
                .or(() -> together.isEmpty() ? Optional.of(new Unused.Why.OwnerUnused()) : Optional.empty());
    }

    /** {@return why a rule is about nobody} */
    private Optional<Unused.Why> mute(Rule rule) {
        return switch (rule.remote()) {
            case Remote.Anything anything -> Optional.empty();
            case Remote.Prefix prefix -> Optional.empty();
            case Remote.Group(String id) ->
                inhabited.contains(id)
                        ? Optional.empty()
                        : Optional.of(new Unused.Why.NobodyInGroup(snapshot.find(SecurityGroup.TYPE, id)
                                .map(GroupRules::node)
                                .orElseGet(() -> new Node(SecurityGroup.TYPE.name(), id, ""))));
            case Remote.AddressGroup(String id) ->
                packets.of(rule).isEmpty()
                        ? Optional.of(new Unused.Why.NoAddresses(snapshot.find(AddressGroup.TYPE, id)
                                .map(AddressGroup::name)
                                .orElse(id)))
                        : Optional.empty();
        };
    }

    private Optional<Unused.Why> shadowed(Rule rule, Set<List<String>> together) {
        Set<Unused.Other> by = new LinkedHashSet<>();
        for (List<String> groups : together) {
            List<Placed> earlier = earlier(rule, groups);
            Optional<List<Integer>> cover = Box.cover(
                    packets.of(rule),
                    earlier.stream().map(placed -> packets.of(placed.rule())).toList());
            if (cover.isEmpty()) {
                return Optional.empty();
            }
            cover.get().stream().map(earlier::get).map(this::other).forEach(by::add);
        }
        return Optional.of(new Unused.Why.Shadowed(List.copyOf(by)));
    }

    /**
     * {@return the rules that are asked before one} Those about members of a group decide for sure only where the rule is
     * about the same members.
     */
    private List<Placed> earlier(Rule rule, List<String> groups) {
        List<Placed> all = new ArrayList<>();
        groups.stream()
                .distinct()
                .flatMap(id -> snapshot.find(SecurityGroup.TYPE, id).stream())
                .forEach(group -> group.rules().forEach(each -> all.add(new Placed(group, each))));
        List<Placed> sorted = all.stream().sorted(ORDER).toList();
        return sorted.stream()
                .takeWhile(placed -> !placed.rule().id().equals(rule.id()))
                .filter(placed -> placed.rule().direction() == rule.direction()
                        && placed.rule().ethertype() == rule.ethertype())
                .filter(placed -> !(placed.rule().remote() instanceof Remote.Group)
                        || placed.rule().remote().equals(rule.remote()))
                .toList();
    }

    private Unused.Other other(Placed placed) {
        return new Unused.Other(node(placed.group()), placed.rule().id(), RuleText.of(snapshot, placed.rule()));
    }

    private static Node node(SecurityGroup group) {
        return new Node(SecurityGroup.TYPE.name(), group.id(), group.name());
    }
}
