package dev.twinstack.emulator.kernel;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The texts and references of many events, each kept once. */
final class Shared {
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, EntityRef> refs = new HashMap<>();
    private final Map<ObjectReader, ObjectReader> readers = new HashMap<>();

    /** {@return that reader, sharing} */
    ObjectReader by(ObjectReader reader) {
        return readers.computeIfAbsent(reader, plain -> plain.withAttribute(Shared.class, this));
    }

    private String text(String text) {
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    EntityRef ref(String text) {
        return refs.computeIfAbsent(text, unknown -> {
            EntityRef ref = EntityRef.parse(unknown);
            return new EntityRef(text(ref.project()), text(ref.type()), text(ref.id()));
        });
    }

    /** {@return what lets a reader share, and changes nothing for one that does not} */
    static Module module() {
        return new SimpleModule("shared")
                .addDeserializer(String.class, new Deserializer<>(String.class, Shared::text, text -> text))
                .addDeserializer(EntityRef.class, new Deserializer<>(EntityRef.class, Shared::ref, EntityRef::parse));
    }

    private interface FromShared<T> {
        T of(Shared shared, String text);
    }

    private static final class Deserializer<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient FromShared<T> sharing;
        private final transient Function<String, T> plain;

        Deserializer(Class<T> type, FromShared<T> sharing, Function<String, T> plain) {
            super(type);
            this.sharing = sharing;
            this.plain = plain;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
            return context.getAttribute(Shared.class) instanceof Shared shared
                    ? sharing.of(shared, text)
                    : plain.apply(text);
        }
    }
}
