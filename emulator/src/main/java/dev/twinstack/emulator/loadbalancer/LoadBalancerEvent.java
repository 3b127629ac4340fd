package dev.twinstack.emulator.loadbalancer;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.tag.Tags;
import java.time.Instant;

public sealed interface LoadBalancerEvent extends Event {
    @Event.Name("loadbalancer.opened")
    record Opened(
            String id,
            String name,
            String description,
            String network,
            String neutronSubnet,
            String port,
            IpAddress address,
            boolean adminStateUp,
            Instant at)
            implements LoadBalancerEvent {}

    @Event.Name("loadbalancer.updated")
    record Updated(String name, String description, boolean adminStateUp, Instant at) implements LoadBalancerEvent {}

    @Event.Name("loadbalancer.tagged")
    record Tagged(Tags tags) implements LoadBalancerEvent {}

    @Event.Name("loadbalancer.closed")
    record Closed() implements LoadBalancerEvent, Event.Final {}
}
