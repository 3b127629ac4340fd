package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;

public sealed interface FirewallRuleEvent extends Event {
    /** A rule as it is stored: addresses and ports as they were given, blank for any. */
    record StoredSpec(
            String protocol,
            Family family,
            String source,
            String sourcePorts,
            String destination,
            String destinationPorts,
            FirewallRule.Action action,
            boolean enabled) {
        static StoredSpec of(FirewallRule.Spec spec) {
            return new StoredSpec(
                    spec.protocol(),
                    spec.family(),
                    spec.source().text(),
                    spec.sourcePorts().text(),
                    spec.destination().text(),
                    spec.destinationPorts().text(),
                    spec.action(),
                    spec.enabled());
        }

        FirewallRule.Spec spec() {
            return new FirewallRule.Spec(
                    protocol,
                    family,
                    Match.address(source).orElseThrow(),
                    Match.ports(sourcePorts).orElseThrow(),
                    Match.address(destination).orElseThrow(),
                    Match.ports(destinationPorts).orElseThrow(),
                    action,
                    enabled);
        }
    }

    @Event.Name("firewallrule.opened")
    record Opened(String id, String name, String description, StoredSpec spec, Instant at)
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
