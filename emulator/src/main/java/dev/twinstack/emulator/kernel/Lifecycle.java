package dev.twinstack.emulator.kernel;

import dev.twinstack.emulator.kernel.Existence.Gone;
import dev.twinstack.emulator.kernel.Existence.Live;
import dev.twinstack.emulator.kernel.Existence.Never;
import java.util.List;

/** A resource's rules applied to an entity that may not exist: shared by the actor, the inventory's replay and tests. */
public final class Lifecycle<S, C extends Command, E extends Event> {
    private final Resource<S, C, E> resource;

    public Lifecycle(Resource<S, C, E> resource) {
        this.resource = resource;
    }

    public Resource<S, C, E> resource() {
        return resource;
    }

    /** {@return the decision; an id that is no more finds nothing, and gives back what it is asked to} */
    public Decision<E> decide(Existence<S> existence, Command command, Context ctx) {
        C mine = resource.commands().cast(command);
        return switch (existence) {
            case Never<S> never -> resource.open(mine, ctx);
            case Live<S>(S state) -> resource.decide(state, mine, ctx);
            case Gone<S>(S last) -> resource.gone(last, mine, ctx);
        };
    }

    public Existence<S> evolve(Existence<S> existence, Event event) {
        E mine = resource.events().cast(event);
        return switch (existence) {
            case Never<S> never -> new Live<>(resource.opened(mine));
            case Live<S>(S state) ->
                event instanceof Event.Final ? new Gone<>(state) : new Live<>(resource.evolve(state, mine));
            case Gone<S> gone -> throw new IllegalStateException("an event after the last one: " + event);
        };
    }

    /** {@return the state after all of {@code events}} */
    public Existence<S> evolve(Existence<S> existence, List<? extends Event> events) {
        Existence<S> now = existence;
        for (Event event : events) {
            now = evolve(now, event);
        }
        return now;
    }

    public List<Claim.Hold> holds(EntityRef self, Existence<S> existence) {
        return existence instanceof Live<S>(S state) ? resource.holds(self, state) : List.of();
    }
}
