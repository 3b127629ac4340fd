package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Rules of security groups that never decide, or that others decide for. All rules of all groups of a NIC count together (SG-09), so a rule is
 * shadowed if it is on every NIC that its group is on.
 */
final class GroupRules {
    /**
     * The number comes first; at equal numbers deny goes before allow (SG-08, SG-09). Of two that say the same at the same
     * number, a trace names the one that it meets first: by the order of the NIC's groups, then the older one.
     */
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
        List<Placed> all = snapshot.all(SecurityGroup.TYPE).stream()
                .flatMap(group -> group.rules().stream().map(rule -> new Placed(group, rule)))
                .toList();
        Map<String, Unused.Why> whys = new HashMap<>();
        for (Placed placed : all) {
            why(placed.group(), placed.rule())
                    .ifPresent(why -> whys.put(placed.rule().id(), why));
        }
        // One after another, so that of two that stand for each other one stays.
        for (Placed placed : all) {
            if (!whys.containsKey(placed.rule().id())) {
                redundant(placed, whys.keySet())
                        .ifPresent(why -> whys.put(placed.rule().id(), why));
            }
        }
        return all.stream()
                .filter(placed -> whys.containsKey(placed.rule().id()))
                .map(placed -> new Unused(
                        node(placed.group()),
                        placed.rule().id(),
                        RuleText.of(snapshot, placed.rule()),
                        Objects.requireNonNull(whys.get(placed.rule().id()))));
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
        return covered(rule, together, groups -> earlier(rule, groups)).map(Unused.Why.Shadowed::new);
    }

    /** {@return the rules that go before one on a NIC with these groups} */
    private List<Placed> earlier(Rule rule, List<String> groups) {
        return ranked(groups)
                .takeWhile(placed -> !placed.rule().id().equals(rule.id()))
                .toList();
    }

    /**
     * {@return why the project fares alike without a rule that does decide, as others of its number and action say the same
     * where it does}
     *
     * @param unused the ids of rules that do not count, as they may go themselves
     */
    private Optional<Unused.Why> redundant(Placed one, Set<String> unused) {
        Rule rule = one.rule();
        return covered(
                        rule,
                        filtered.getOrDefault(one.group().id(), Set.of()),
                        groups -> ranked(groups)
                                .takeWhile(placed -> ORDER.compare(placed, one) <= 0)
                                .filter(placed -> ORDER.compare(placed, one) < 0
                                        || !placed.rule().id().equals(rule.id())
                                                && !unused.contains(
                                                        placed.rule().id()))
                                .toList())
                .map(Unused.Why.Redundant::new);
    }

    private Stream<Placed> ranked(List<String> groups) {
        return groups.stream()
                .distinct()
                .flatMap(id -> snapshot.find(SecurityGroup.TYPE, id).stream())
                .flatMap(group -> group.rules().stream().map(rule -> new Placed(group, rule)))
                .sorted(ORDER);
    }

    /**
     * {@return the rules that on every NIC are about all that a rule is about, if they are}
     *
     * @param together the groups of each NIC
     * @param others those that count on a NIC with these groups
     */
    private Optional<List<Unused.Other>> covered(
            Rule rule, Set<List<String>> together, Function<List<String>, List<Placed>> others) {
        Set<Unused.Other> by = new LinkedHashSet<>();
        for (List<String> groups : together) {
            List<Placed> comparable = comparable(rule, others.apply(groups));
            Optional<List<Integer>> cover = Box.cover(
                    packets.of(rule),
                    comparable.stream().map(placed -> packets.of(placed.rule())).toList());
            if (cover.isEmpty()) {
                return Optional.empty();
            }
            cover.get().stream().map(comparable::get).map(this::other).forEach(by::add);
        }
        return Optional.of(List.copyOf(by));
    }

    /** Those about members of a group decide for sure only where the rule is about the same members. */
    private static List<Placed> comparable(Rule rule, List<Placed> others) {
        return others.stream()
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
