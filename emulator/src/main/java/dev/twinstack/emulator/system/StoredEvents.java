package dev.twinstack.emulator.system;

import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Entry;
import dev.twinstack.emulator.kernel.EventSerializer;
import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializerDetails;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Tells Pekko to store events as our JSON, with their stable names as manifests. */
final class StoredEvents extends SerializerWithStringManifest {
    private static final int IDENTIFIER = 46_640;

    private final EventSerializer serializer;

    private StoredEvents(EventSerializer serializer) {
        this.serializer = serializer;
    }

    static SerializerDetails details(ExtendedActorSystem system, EventSerializer serializer) {
        return SerializerDetails.create("twinstack-events", new StoredEvents(serializer), List.of(Entry.class));
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object entry) {
        return serializer.name(((Entry<?>) entry).event());
    }

    @Override
    public byte[] toBinary(Object entry) {
        return serializer.store((Entry<?>) entry);
    }

    /** Nobody asks an entity that recovers why things happened. */
    @Override
    public Object fromBinary(byte[] json, String name) {
        return new Entry<>(serializer.read(name, json), Cause.ITSELF);
    }
}
