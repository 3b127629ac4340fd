package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.tag.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Directions without a policy are stored as blank. The ports in {@link Opened} and {@link Updated} were all there was of
 * subnets once: nobody had claimed them, so they are read no longer, and none are written.
 */
public sealed interface FirewallGroupEvent extends Event {
    /**
     * @param enterpriseProjectId absent, which is the default project, from what is older
     */
    @Event.Name("firewallgroup.opened")
    record Opened(
            String id,
            String name,
            String description,
            String ingress,
            String egress,
            List<String> ports,
            boolean adminStateUp,
            Instant at,
            String enterpriseProjectId)
            implements FirewallGroupEvent {
        public Opened {
            ports = List.copyOf(ports);
            enterpriseProjectId =
                    Objects.requireNonNullElse(enterpriseProjectId, FirewallGroup.DEFAULT_ENTERPRISE_PROJECT);
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

    /**
     * All the subnets there are now.
     */
    @Event.Name("firewallgroup.subnets.changed")
    record SubnetsChanged(List<StoredAssociation> associations, Instant at) implements FirewallGroupEvent {
        public SubnetsChanged {
            associations = List.copyOf(associations);
        }
    }

    record StoredAssociation(String subnet, List<String> ports) {
        public StoredAssociation {
            ports = List.copyOf(ports);
        }
    }

    @Event.Name("firewallgroup.tagged")
    record Tagged(Tags tags) implements FirewallGroupEvent {}

    @Event.Name("firewallgroup.closed")
    record Closed() implements FirewallGroupEvent, Event.Final {}
}
