package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;
import java.util.List;

/** Directions without a policy are stored as blank. */
public sealed interface FirewallGroupEvent extends Event {
    @Event.Name("firewallgroup.opened")
    record Opened(
            String id,
            String name,
            String description,
            String ingress,
            String egress,
            List<String> ports,
            boolean adminStateUp,
            Instant at)
            implements FirewallGroupEvent {
        public Opened {
            ports = List.copyOf(ports);
        }
    }

    @Event.Name("firewallgroup.updated")
    record Updated(
            String name,
            String description,
            String ingress,
            String egress,
            List<String> ports,
            boolean adminStateUp,
            Instant at)
            implements FirewallGroupEvent {
        public Updated {
            ports = List.copyOf(ports);
        }
    }

    @Event.Name("firewallgroup.closed")
    record Closed() implements FirewallGroupEvent, Event.Final {}
}
