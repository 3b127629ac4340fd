package dev.twinstack.emulator.system;

import dev.twinstack.emulator.kernel.Event;
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
        return SerializerDetails.create("twinstack-events", new StoredEvents(serializer), List.of(Event.class));
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object event) {
        return serializer.name(event);
    }

    @Override
    public byte[] toBinary(Object event) {
        return serializer.write(event);
    }

    @Override
    public Object fromBinary(byte[] json, String name) {
        return serializer.read(name, json);
    }
}
