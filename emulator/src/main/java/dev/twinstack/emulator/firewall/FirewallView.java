package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.firewall.FirewallGroup.Association;
import dev.twinstack.emulator.firewall.FirewallGroup.Direction;
import dev.twinstack.emulator.firewall.FirewallGroup.Policy;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.List;
import java.util.Optional;

/** What a snapshot says of a firewall and the subnets behind it, once both sides agree. */
public final class FirewallView {
    private FirewallView() {}

    /**
     * {@return the subnets behind the firewall, in the order they were associated} With the first one it is ACTIVE, also
     * while it is disabled (ACL-07, STAT-10).
     */
    public static List<Association> associations(Snapshot snapshot, FirewallGroup group) {
        return group.associations().stream()
                .filter(each -> snapshot.find(Subnet.TYPE, each.subnet())
                        .filter(subnet -> subnet.firewall().is(group.id()) && hasBorder(subnet))
                        .isPresent())
                .toList();
    }

    /** Outside any VPC there is no gateway to filter at. */
    private static boolean hasBorder(Subnet subnet) {
        return subnet.vpc() instanceof Subnet.Home.In;
    }

    /** {@return the firewall a subnet is behind} */
    public static Optional<FirewallGroup> of(Snapshot snapshot, Subnet subnet) {
        return hasBorder(subnet) && subnet.firewall() instanceof Subnet.Firewall.Of(String id)
                ? snapshot.find(FirewallGroup.TYPE, id)
                        .filter(group -> group.associations().stream()
                                .anyMatch(each -> each.subnet().equals(subnet.id())))
                : Optional.empty();
    }

    public static Optional<FirewallPolicy> policy(Snapshot snapshot, FirewallGroup group, Direction direction) {
        return group.policy(direction) instanceof Policy.Of(String id)
                ? snapshot.find(FirewallPolicy.TYPE, id)
                : Optional.empty();
    }

    /** {@return the rules of a direction, first match first} */
    public static List<FirewallRule> rules(Snapshot snapshot, FirewallGroup group, Direction direction) {
        return policy(snapshot, group, direction)
                .map(policy -> rules(snapshot, policy))
                .orElse(List.of());
    }

    /** {@return the rules of a policy, first match first} Those that were deleted with an IP address group are left out. */
    public static List<FirewallRule> rules(Snapshot snapshot, FirewallPolicy policy) {
        return policy.rules().stream()
                .flatMap(rule -> snapshot.find(FirewallRule.TYPE, rule).stream())
                .toList();
    }
}
