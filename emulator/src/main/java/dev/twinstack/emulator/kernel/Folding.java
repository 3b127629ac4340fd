package dev.twinstack.emulator.kernel;

/** One entity after some of its events. Not thread-safe. */
public final class Folding<S> {
    private final EntityRef entity;
    private final Lifecycle<S, ?, ?> lifecycle;
    private Existence<S> existence = new Existence.Never<>();
    private long sequenceNr;

    public Folding(EntityRef entity, Lifecycle<S, ?, ?> lifecycle) {
        this.entity = entity;
        this.lifecycle = lifecycle;
    }

    /**
     * Takes the entity's next event.
     *
     * @throws IllegalStateException if it is not the next
     */
    public void take(long number, Event event) {
        if (number != sequenceNr + 1) {
            throw new IllegalStateException(
                    "the journal has event " + number + " of " + entity + " after event " + sequenceNr);
        }
        existence = lifecycle.evolve(existence, event);
        sequenceNr = number;
    }

    public EntityRef entity() {
        return entity;
    }

    public Existence<S> existence() {
        return existence;
    }

    /** {@return the number of the last event taken; 0 before the first} */
    public long sequenceNr() {
        return sequenceNr;
    }
}
