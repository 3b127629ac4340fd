package dev.twinstack.emulator.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as JSON under their stable names. Thread-safe. */
public final class EventSerializer {
    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(StoredInstants.module())
            .addModule(Shared.module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // A reader works out its type when it is first used: all of them at once would slow the start.
            .disable(DeserializationFeature.EAGER_DESERIALIZER_FETCH)
            .build();
    private final Map<String, ObjectReader> readers = new HashMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();

    /**
     * @throws IllegalArgumentException if an event type has no {@link Event.Name}, or two have the same
     */
    public EventSerializer(Collection<? extends Resource<?, ?, ?>> resources) {
        resources.forEach(resource -> register(resource.events()));
    }

    private void register(Class<?> type) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                register(permitted);
            }
            return;
        }
        Event.Name name = type.getAnnotation(Event.Name.class);
        if (name == null) {
            throw new IllegalArgumentException(type + " has no @Event.Name");
        }
        if (readers.put(name.value(), mapper.readerFor(type)) != null) {
            throw new IllegalArgumentException("two event types are named " + name.value());
        }
        names.put(type, name.value());
    }

    /** {@return the stable name of an event's type} */
    public String name(Object event) {
        String name = names.get(event.getClass());
        if (name == null) {
            throw new IllegalArgumentException("not an event of any resource type: " + event.getClass());
        }
        return name;
    }

    public Map<Class<?>, String> names() {
        return Map.copyOf(names);
    }

    /**
     * {@return the entry as it is stored: the event's own JSON and, if a request caused it, a further field}
     *
     * <pre>{@code
     * {"name":"blue", …, "@cause":{"request":"5f0c…","operation":"CreateVpc"}}
     * }</pre>
     *
     * <p>No event has a field of such a name, and every version reads over fields it does not know.
     */
    public byte[] store(Entry<?> entry) {
        byte[] event = write(entry.event());
        return entry.cause().asked() ? Stamp.on(event, write(entry.cause())) : event;
    }

    /** {@return which request an entry was stored for; {@link Cause#ITSELF} if for none, or nobody wrote it down} */
    public Cause cause(byte[] json) {
        try {
            return Stamp.of(json, mapper);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the cause of a stored event", unreadable);
        }
    }

    public byte[] write(Object event) {
        try {
            return mapper.writeValueAsBytes(event);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /**
     * @throws UncheckedIOException if the bytes are not such an event, or the name is unknown
     */
    public Event read(String name, byte[] json) {
        return read(readers.get(name), name, json);
    }

    private static Event read(@Nullable ObjectReader reader, String name, byte[] json) {
        try {
            if (reader == null) {
                throw new IOException(
                        "the journal holds an event named " + name + ", which this version does not know");
            }
            return reader.readValue(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read a stored " + name + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * {@return a reader of many events that makes one object of all equal ids and texts} They repeat in every event of
     * what relates to them; each would cost 70 bytes. Not thread-safe.
     */
    public Sharing sharing() {
        return new Sharing();
    }

    /** Reads events as {@link EventSerializer#read} does. */
    public final class Sharing {
        private final Shared shared = new Shared();

        private Sharing() {}

        public Event read(String name, byte[] json) {
            ObjectReader reader = readers.get(name);
            return EventSerializer.read(reader == null ? null : shared.by(reader), name, json);
        }

        /** {@return the reference whose text form is {@code text}} */
        public EntityRef ref(String text) {
            return shared.ref(text);
        }
    }
}
