package dev.twinstack.emulator.kernel;

import java.util.List;

/**
 * The rules of one kind of resource, as pure functions. {@code S} is its state while it exists (and what lists and
 * traces see), {@code C} what it may be asked, {@code E} what can happen to it.
 */
public interface Resource<S, C extends Command, E extends Event> {
    ResourceType<S> type();

    Class<C> commands();

    /** {@return the sealed type whose permitted records, each with an {@link Event.Name}, are stored} */
    Class<E> events();

    /** {@return the decision on a command to an id that was never opened; most commands find nothing} */
    Decision<E> open(C command, Context ctx);

    Decision<E> decide(S state, C command, Context ctx);

    /**
     * {@return the answer to a command to an entity that is no more; most find nothing} It can be asked what it was, but
     * nothing can happen to it.
     *
     * @param last the state in which it was closed
     */
    default Decision<E> gone(S last, C command, Context ctx) {
        return Decision.refuse(new DomainError.NotFound(type().name(), ctx.id()));
    }

    /** {@return the state after its first event} */
    S opened(E first);

    /**
     * {@return the state after a further event} Holds no rules: what the journal says, happened. Never called with an
     * {@link Event.Final}.
     */
    S evolve(S state, E event);

    /** {@return what an entity in this state holds on its owners} Released when it lets go of it or closes. */
    default List<Claim.Hold> holds(EntityRef self, S state) {
        return List.of();
    }

    /** {@return who holds what on an entity in this state} Swept when the claimant does not know of it. */
    default List<Claim.Held> held(EntityRef self, S state) {
        return List.of();
    }
}
