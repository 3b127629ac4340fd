package dev.twinstack.emulator.subnetpool;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;
import java.util.List;

public sealed interface SubnetPoolEvent extends Event {
    /** What stands for no quota where one is stored. */
    int UNLIMITED = -1;

    /**
     * How a pool is set.
     *
     * @param quota in units, or {@value SubnetPoolEvent#UNLIMITED}
     */
    record Settings(
            String name,
            String description,
            List<IpRange> prefixes,
            int minLength,
            int standardLength,
            int maxLength,
            int quota,
            boolean isDefault) {
        public Settings {
            prefixes = List.copyOf(prefixes);
        }
    }

    @Event.Name("subnetpool.opened")
    record Opened(String id, Family family, Settings settings, Instant at) implements SubnetPoolEvent {}

    @Event.Name("subnetpool.updated")
    record Updated(Settings settings, Instant at) implements SubnetPoolEvent {}

    @Event.Name("subnetpool.leased")
    record Leased(EntityRef subnet, IpRange block) implements SubnetPoolEvent {}

    @Event.Name("subnetpool.released")
    record Released(EntityRef subnet) implements SubnetPoolEvent {}

    @Event.Name("subnetpool.closed")
    record Closed() implements SubnetPoolEvent, Event.Final {}
}
