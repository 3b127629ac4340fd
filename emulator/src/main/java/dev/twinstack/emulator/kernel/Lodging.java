package dev.twinstack.emulator.kernel;

import dev.twinstack.emulator.timing.Moment;
import java.time.Duration;

/** Where an entity lives: how to reach others, where to publish, and whom to tell when it has nothing to do. */
public interface Lodging {
    Entities entities();

    /** {@return what is counted of the cloud the entity lives in} */
    Vitals vitals();

    /** Hands what was journalled to the project's inventory. */
    void publish(Publication publication);

    /** {@return the time, and how long things take in the project} */
    Moment moment();

    /** {@return how long an entity stays unasked before it says so} */
    Duration idleAfter();

    /** The entity has been idle; it may be told to rest. */
    void idle(EntityRef entity);

    /** The entity was told to rest but is busy, and stays. */
    void awake(EntityRef entity);

    /** A write of the entity failed; those who asked for it are told already. */
    default void writeFailed(EntityRef entity, Throwable why) {}
}
