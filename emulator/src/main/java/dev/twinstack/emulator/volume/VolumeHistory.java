package dev.twinstack.emulator.volume;

import dev.twinstack.emulator.volume.Volume.Attachment;
import dev.twinstack.emulator.volume.Volume.Spec;
import dev.twinstack.emulator.volume.VolumeEvent.Attached;
import dev.twinstack.emulator.volume.VolumeEvent.Closed;
import dev.twinstack.emulator.volume.VolumeEvent.Detached;
import dev.twinstack.emulator.volume.VolumeEvent.Extended;
import dev.twinstack.emulator.volume.VolumeEvent.FateSet;
import dev.twinstack.emulator.volume.VolumeEvent.Opened;
import dev.twinstack.emulator.volume.VolumeEvent.Reimaged;
import dev.twinstack.emulator.volume.VolumeEvent.Tagged;
import dev.twinstack.emulator.volume.VolumeEvent.Updated;
import java.time.Instant;
import java.util.Map;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** How a volume's events make its state. */
final class VolumeHistory {
    private VolumeHistory() {}

    static Volume opened(VolumeEvent first) {
        if (first instanceof Opened(String id, Spec spec, Instant at)) {
            return new Volume(id, spec, TreePMap.empty(), at, at);
        }
        throw new IllegalStateException("not the first event of a volume: " + first);
    }

    static Volume evolve(Volume volume, VolumeEvent event) {
        Spec spec = volume.spec();
        PSortedMap<String, Attachment> attachments = volume.attachments();
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + volume.id());
            case Updated(String name, String description, Map<String, String> metadata, Instant at) ->
                volume.with(spec.with(name, description, metadata), at);
            case Extended(int size, Instant at) -> volume.with(spec.with(size, spec.image(), spec.tags()), at);
            case Tagged(var tags) -> volume.with(spec.with(spec.size(), spec.image(), tags), volume.updatedAt());
            case Attached(String server, String device, boolean goes, Instant at) ->
                volume.with(attachments.plus(server, new Attachment(server, device, goes, at)), at);
            case Reimaged(String image, Instant at) -> volume.with(spec.with(spec.size(), image, spec.tags()), at);
            case FateSet(String server, boolean goes) ->
                volume.with(attachments.plus(server, attachment(volume, server).goes(goes)), volume.updatedAt());
            case Detached(String server, Instant at) -> volume.with(attachments.minus(server), at);
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    private static Attachment attachment(Volume volume, String server) {
        Attachment attachment = volume.attachments().get(server);
        if (attachment == null) {
            throw new IllegalStateException(volume.id() + " is not attached to " + server);
        }
        return attachment;
    }
}
