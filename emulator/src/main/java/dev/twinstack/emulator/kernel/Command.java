package dev.twinstack.emulator.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an entity may be asked. Imperative: {@code Rename}, {@code Lease}. */
public interface Command {
    /**
     * A claim that another entity makes on this one, or gives back. Claims are answered even while the entity itself
     * waits for grants, so no two entities can wait on each other; they must be idempotent by claimant.
     */
    interface OnBehalf extends Command {}

    /**
     * The stable name of a command that may have to travel to another node: one to an entity that does not live in the
     * project it is asked from. Nodes of different versions name it alike; its fields are only added, with defaults.
     */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Name {
        String value();
    }
}
