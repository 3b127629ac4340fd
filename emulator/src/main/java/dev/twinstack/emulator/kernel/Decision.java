package dev.twinstack.emulator.kernel;

import java.util.List;

/** What the rules of a resource say to a command. */
public sealed interface Decision<E> {

    /**
     * Journal these events, then answer.
     *
     * @param events none if the command changes nothing (it is then answered without a write)
     * @param answer what the asker gets; {@link State#AFTER} stands for the state after the events
     */
    record Persist<E>(List<E> events, Object answer) implements Decision<E> {
        public Persist {
            events = List.copyOf(events);
        }
    }

    /** Ask the owners for these, all at once, and decide again with what they granted. */
    record Needs<E>(List<Claim> claims) implements Decision<E> {
        public Needs {
            claims = List.copyOf(claims);
        }
    }

    /** No, and nothing changes. */
    record Refuse<E>(DomainError error) implements Decision<E> {}

    /** The answer that is the entity's own state. */
    enum State {
        AFTER
    }

    static <E> Decision<E> persist(E event) {
        return new Persist<>(List.of(event), State.AFTER);
    }

    static <E> Decision<E> persist(List<E> events) {
        return new Persist<>(events, State.AFTER);
    }

    /** {@return the events, and {@code answer} instead of the state} */
    static <E> Decision<E> grant(List<E> events, Object answer) {
        return new Persist<>(events, answer);
    }

    static <E> Decision<E> nothing() {
        return new Persist<>(List.of(), State.AFTER);
    }

    static <E> Decision<E> needs(List<Claim> claims) {
        return new Needs<>(claims);
    }

    static <E> Decision<E> refuse(DomainError error) {
        return new Refuse<>(error);
    }
}
