package dev.twinstack.emulator.securitygroup;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.securitygroup.Rule.Action;
import dev.twinstack.emulator.securitygroup.Rule.Direction;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand.StartingRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rules a group starts with. Their ids follow from the group's. */
final class StartingRuleSets {
    private static final List<Integer> DEFAULT_GROUP_TCP = List.of(22, 3389, 80, 443);
    /** What v3 shows for the rules a group starts with (SG-04); native groups know no priorities. */
    private static final int LAST_PRIORITY = 100;

    private final String group;
    private final int priority;
    private final Instant at;
    private final List<Rule> rules = new ArrayList<>();

    private StartingRuleSets(String group, int priority, Instant at) {
        this.group = group;
        this.priority = priority;
        this.at = at;
    }

    static List<Rule> of(StartingRules which, String group, Instant at) {
        StartingRuleSets set =
                new StartingRuleSets(group, which == StartingRules.NATIVE ? Rule.FIRST_PRIORITY : LAST_PRIORITY, at);
        set.addForBoth(Direction.EGRESS, new Remote.Anything());
        switch (which) {
            case NATIVE -> {}
            case V1 -> set.addForBoth(Direction.INGRESS, new Remote.Group(group));
            case DEFAULT -> {
                set.addForBoth(Direction.INGRESS, new Remote.Group(group));
                Remote anywhere = Remote.Prefix.parse("0.0.0.0/0").orElseThrow();
                DEFAULT_GROUP_TCP.forEach(port ->
                        set.add(Direction.INGRESS, Family.IPV4, "tcp", new PortRange.Range(port, port), anywhere));
                set.add(Direction.INGRESS, Family.IPV4, "icmp", new PortRange.All(), anywhere);
            }
        }
        return set.rules;
    }

    private void addForBoth(Direction direction, Remote remote) {
        for (Family family : Family.values()) {
            add(direction, family, "", new PortRange.All(), remote);
        }
    }

    private void add(Direction direction, Family family, String protocol, PortRange ports, Remote remote) {
        String id = Ids.derived(group, "rule", Integer.toString(rules.size()));
        rules.add(new Rule(id, direction, family, protocol, ports, remote, Action.ALLOW, priority, "", at));
    }
}
