package dev.twinstack.emulator.addressgroup;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;
import java.util.List;

public sealed interface AddressGroupEvent extends Event {
    /** @param ip as it was given */
    record StoredEntry(String ip, String remarks) {}

    @Event.Name("addressgroup.opened")
    record Opened(
            String id,
            String name,
            String description,
            Family family,
            int maxCapacity,
            List<StoredEntry> entries,
            String enterpriseProjectId,
            Instant at)
            implements AddressGroupEvent {
        public Opened {
            entries = List.copyOf(entries);
        }
    }

    @Event.Name("addressgroup.updated")
    record Updated(String name, String description, List<StoredEntry> entries, Instant at)
            implements AddressGroupEvent {
        public Updated {
            entries = List.copyOf(entries);
        }
    }

    @Event.Name("addressgroup.used")
    record Used(EntityRef by) implements AddressGroupEvent {}

    @Event.Name("addressgroup.unused")
    record Unused(EntityRef by) implements AddressGroupEvent {}

    @Event.Name("addressgroup.retired")
    record Retired() implements AddressGroupEvent {}

    @Event.Name("addressgroup.closed")
    record Closed() implements AddressGroupEvent, Event.Final {}
}
