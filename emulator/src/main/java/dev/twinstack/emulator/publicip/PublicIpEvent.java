package dev.twinstack.emulator.publicip;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.tag.Tags;
import java.time.Instant;
import java.util.List;

public sealed interface PublicIpEvent extends Event {
    /** @param nat64 none or one */
    @Event.Name("publicip.opened")
    record Opened(
            String id,
            String type,
            IpAddress address,
            List<IpAddress> nat64,
            String alias,
            String bandwidth,
            boolean dedicated,
            String enterpriseProjectId,
            Instant at)
            implements PublicIpEvent {
        public Opened {
            nat64 = List.copyOf(nat64);
        }
    }

    @Event.Name("publicip.renamed")
    record Renamed(String alias, Instant at) implements PublicIpEvent {}

    @Event.Name("publicip.described")
    record Described(String description, Instant at) implements PublicIpEvent {}

    @Event.Name("publicip.bound")
    record Bound(String port, Instant at) implements PublicIpEvent {}

    /** The rules of a NAT gateway began to use it. */
    @Event.Name("publicip.service.started")
    record ServiceStarted(String gateway, Instant at) implements PublicIpEvent {}

    /** From its port, or from the NAT gateway whose last rule is gone. */
    @Event.Name("publicip.unbound")
    record Unbound(Instant at) implements PublicIpEvent {}

    @Event.Name("publicip.moved")
    record Moved(String bandwidth, boolean dedicated, Instant at) implements PublicIpEvent {}

    @Event.Name("publicip.tagged")
    record Tagged(Tags tags) implements PublicIpEvent {}

    @Event.Name("publicip.closed")
    record Closed() implements PublicIpEvent, Event.Final {}
}
