package dev.twinstack.emulator.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The commands that may travel to another node, as JSON under their stable names. What has no {@link Command.Name} does
 * not travel, and nothing else is ever read: a name stands for one type of this list. Thread-safe.
 */
public final class CommandSerializer {
    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final Map<String, Class<?>> types = new HashMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();

    /**
     * @throws IllegalArgumentException if two command types have the same name
     */
    public CommandSerializer(Collection<? extends Resource<?, ?, ?>> resources) {
        resources.forEach(resource -> register(resource.commands()));
    }

    private void register(Class<?> type) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                register(permitted);
            }
            return;
        }
        Command.Name name = type.getAnnotation(Command.Name.class);
        if (name == null) {
            return;
        }
        if (types.put(name.value(), type) != null) {
            throw new IllegalArgumentException("two command types are named " + name.value());
        }
        names.put(type, name.value());
    }

    public Map<Class<?>, String> names() {
        return Map.copyOf(names);
    }

    public boolean travels(Command command) {
        return names.containsKey(command.getClass());
    }

    /**
     * {@return the stable name of a command's type}
     *
     * @throws IllegalArgumentException if it has none
     */
    public String name(Command command) {
        String name = names.get(command.getClass());
        if (name == null) {
            throw new IllegalArgumentException("a command that does not leave its node: " + command.getClass());
        }
        return name;
    }

    public byte[] write(Command command) {
        try {
            return mapper.writeValueAsBytes(command);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /**
     * @throws UncheckedIOException if the bytes are not such a command, or the name is unknown
     */
    public Command read(String name, byte[] json) {
        try {
            Class<?> type = types.get(name);
            if (type == null) {
                throw new IOException(
                        "another node sent a command named " + name + ", which this version does not know");
            }
            return (Command) mapper.readValue(json, type);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read a " + name + ": " + unreadable.getMessage(), unreadable);
        }
    }
}
