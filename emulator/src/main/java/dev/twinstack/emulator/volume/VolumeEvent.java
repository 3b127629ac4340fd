package dev.twinstack.emulator.volume;

import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.tag.Tags;
import java.time.Instant;
import java.util.Map;

public sealed interface VolumeEvent extends Event {
    @Event.Name("volume.opened")
    record Opened(String id, Volume.Spec spec, Instant at) implements VolumeEvent {}

    @Event.Name("volume.updated")
    record Updated(String name, String description, Map<String, String> metadata, Instant at) implements VolumeEvent {
        public Updated {
            metadata = Map.copyOf(metadata);
        }
    }

    @Event.Name("volume.extended")
    record Extended(int size, Instant at) implements VolumeEvent {}

    @Event.Name("volume.tagged")
    record Tagged(Tags tags) implements VolumeEvent {}

    @Event.Name("volume.attached")
    record Attached(String server, String device, boolean goes, Instant at) implements VolumeEvent {}

    @Event.Name("volume.reimaged")
    record Reimaged(String image, Instant at) implements VolumeEvent {}

    @Event.Name("volume.fate.set")
    record FateSet(String server, boolean goes) implements VolumeEvent {}

    @Event.Name("volume.detached")
    record Detached(String server, Instant at) implements VolumeEvent {}

    @Event.Name("volume.closed")
    record Closed() implements VolumeEvent, Event.Final {}
}
