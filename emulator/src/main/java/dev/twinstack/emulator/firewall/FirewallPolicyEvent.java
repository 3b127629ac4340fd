package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;
import java.util.List;

public sealed interface FirewallPolicyEvent extends Event {
    /**
     * @param dependent whether it goes with its last group; absent, which is false, from what is older
     */
    @Event.Name("firewallpolicy.opened")
    record Opened(
            String id,
            String name,
            String description,
            List<String> rules,
            boolean audited,
            Instant at,
            boolean dependent)
            implements FirewallPolicyEvent {
        public Opened {
            rules = List.copyOf(rules);
        }
    }

    @Event.Name("firewallpolicy.updated")
    record Updated(String name, String description, List<String> rules, boolean audited, Instant at)
            implements FirewallPolicyEvent {
        public Updated {
            rules = List.copyOf(rules);
        }
    }

    @Event.Name("firewallpolicy.applied")
    record Applied(String group) implements FirewallPolicyEvent {}

    @Event.Name("firewallpolicy.withdrawn")
    record Withdrawn(String group) implements FirewallPolicyEvent {}

    @Event.Name("firewallpolicy.closed")
    record Closed() implements FirewallPolicyEvent, Event.Final {}
}
