package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;
import java.util.Objects;

public sealed interface FirewallRuleEvent extends Event {
    /**
     * A rule as it is stored: addresses and ports as they were given, blank for any.
     *
     * @param sourceGroup the id of an IP address group; blank if it is none, and absent from what is older
     * @param destinationGroup the same for the other side
     */
    record StoredSpec(
            String protocol,
            Family family,
            String source,
            String sourcePorts,
            String destination,
            String destinationPorts,
            FirewallRule.Action action,
            boolean enabled,
            String sourceGroup,
            String destinationGroup) {
        public StoredSpec {
            sourceGroup = Objects.requireNonNullElse(sourceGroup, "");
            destinationGroup = Objects.requireNonNullElse(destinationGroup, "");
        }

        static StoredSpec of(FirewallRule.Spec spec) {
            return new StoredSpec(
                    spec.protocol(),
                    spec.family(),
                    spec.source().text(),
                    spec.sourcePorts().text(),
                    spec.destination().text(),
                    spec.destinationPorts().text(),
                    spec.action(),
                    spec.enabled(),
                    spec.source().groupId(),
                    spec.destination().groupId());
        }

        FirewallRule.Spec spec() {
            return new FirewallRule.Spec(
                    protocol,
                    family,
                    address(source, sourceGroup),
                    Match.ports(sourcePorts).orElseThrow(),
                    address(destination, destinationGroup),
                    Match.ports(destinationPorts).orElseThrow(),
                    action,
                    enabled);
        }

        private static Match.Address address(String text, String group) {
            return group.isEmpty() ? Match.address(text).orElseThrow() : new Match.Address.InGroup(group);
        }
    }

    /**
     * @param dependent whether it goes with its last policy; absent, which is false, from what is older
     */
    @Event.Name("firewallrule.opened")
    record Opened(String id, String name, String description, StoredSpec spec, Instant at, boolean dependent)
            implements FirewallRuleEvent {}

    @Event.Name("firewallrule.updated")
    record Updated(String name, String description, StoredSpec spec, Instant at) implements FirewallRuleEvent {}

    @Event.Name("firewallrule.used")
    record Used(String policy) implements FirewallRuleEvent {}

    @Event.Name("firewallrule.dropped")
    record Dropped(String policy) implements FirewallRuleEvent {}

    @Event.Name("firewallrule.closed")
    record Closed() implements FirewallRuleEvent, Event.Final {}
}
