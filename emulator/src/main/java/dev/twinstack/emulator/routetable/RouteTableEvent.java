package dev.twinstack.emulator.routetable;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import java.time.Instant;
import java.util.List;

public sealed interface RouteTableEvent extends Event {
    /** A custom table came to be, or a default one was changed for the first time. */
    @Event.Name("routetable.opened")
    record Opened(
            String id,
            String vpc,
            String name,
            String description,
            boolean isDefault,
            List<Route> routes,
            Instant createdAt,
            Instant at)
            implements RouteTableEvent {
        public Opened {
            routes = List.copyOf(routes);
        }
    }

    @Event.Name("routetable.updated")
    record Updated(String name, String description, Instant at) implements RouteTableEvent {}

    /**
     * @param removed destinations that are no more
     * @param put routes by destination, new or changed
     */
    @Event.Name("routetable.routes.changed")
    record RoutesChanged(List<IpRange> removed, List<Route> put, Instant at) implements RouteTableEvent {
        public RoutesChanged {
            removed = List.copyOf(removed);
            put = List.copyOf(put);
        }
    }

    @Event.Name("routetable.subnet.associated")
    record SubnetAssociated(String subnet) implements RouteTableEvent {}

    @Event.Name("routetable.subnet.disassociated")
    record SubnetDisassociated(String subnet) implements RouteTableEvent {}

    @Event.Name("routetable.closed")
    record Closed() implements RouteTableEvent, Event.Final {}
}
