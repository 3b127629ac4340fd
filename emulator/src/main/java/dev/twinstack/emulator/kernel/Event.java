package dev.twinstack.emulator.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What happened to an entity. Past tense; a public format once stored, so every type carries a {@link Name}. */
public interface Event {
    /** The event after which the entity is no more; whatever it held on others is released. */
    interface Final extends Event {}

    /** The stable name an event type is stored under, such as {@code subnet.opened}. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Name {
        String value();
    }
}
