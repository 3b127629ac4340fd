package dev.twinstack.emulator.inventory;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.timing.Moment;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a command would end, by what is there at one moment: for dry runs. The same rules decide, also those of the owners
 * that the command claims from; nothing is taken and nothing is written, so the real one may still end otherwise. What is
 * gone counts as what never was: both are not found by any command but one that opens, for which ids are new.
 */
public final class Rehearsal {
    private final Map<String, Lifecycle<?, ?, ?>> lifecycles = new HashMap<>();
    private final Function<EntityRef, Optional<Object>> states;
    private final Function<String, Moment> moments;

    /**
     * @param states the state of an entity that exists, of any project the command claims from
     * @param moments the time, and how long things take, by project
     */
    public Rehearsal(
            Collection<? extends Resource<?, ?, ?>> resources,
            Function<EntityRef, Optional<Object>> states,
            Function<String, Moment> moments) {
        resources.forEach(resource -> lifecycles.put(resource.type().name(), new Lifecycle<>(resource)));
        this.states = states;
        this.moments = moments;
    }

    /** A rehearsal in which nothing takes time. */
    public Rehearsal(
            Collection<? extends Resource<?, ?, ?>> resources,
            Function<EntityRef, Optional<Object>> states,
            Instant now) {
        this(resources, states, project -> Moment.instantly(now));
    }

    /**
     * {@return {@code Done} with what would be answered, or {@code Refused}}
     *
     * @throws IllegalArgumentException if there is no such type
     */
    public Outcome of(EntityRef entity, Command command) {
        Lifecycle<?, ?, ?> lifecycle = lifecycles.get(entity.type());
        if (lifecycle == null) {
            throw new IllegalArgumentException("no resource type for " + entity);
        }
        return rehearse(lifecycle, entity, command, Map.of());
    }

    private <S, C extends Command, E extends Event> Outcome rehearse(
            Lifecycle<S, C, E> lifecycle, EntityRef entity, Command command, Map<EntityRef, Object> grants) {
        Existence<S> existence = existence(lifecycle, entity);
        return switch (lifecycle.decide(
                existence, command, new Context(entity, moments.apply(entity.project()), grants))) {
            case Decision.Refuse<E>(var error) -> new Outcome.Refused(error);
            case Decision.Persist<E>(List<E> events, Object answer) ->
                new Outcome.Done(answer == Decision.State.AFTER ? state(lifecycle.evolve(existence, events)) : answer);
            case Decision.Needs<E>(List<Claim> claims) -> {
                Map<EntityRef, Object> richer = new HashMap<>(grants);
                for (Claim claim : claims) {
                    if (!grants.containsKey(claim.owner())) {
                        Outcome granted = of(claim.owner(), claim.take());
                        if (!(granted instanceof Outcome.Done(Object grant))) {
                            yield granted;
                        }
                        richer.put(claim.owner(), grant);
                    }
                }
                if (richer.size() == grants.size()) {
                    throw new IllegalStateException(entity + " asks again for what it was granted");
                }
                yield rehearse(lifecycle, entity, command, richer);
            }
        };
    }

    private <S> Existence<S> existence(Lifecycle<S, ?, ?> lifecycle, EntityRef entity) {
        return states.apply(entity)
                .map(lifecycle.resource().type().state()::cast)
                .<Existence<S>>map(Existence.Live::new)
                .orElseGet(Existence.Never::new);
    }

    private static Object state(Existence<?> after) {
        return switch (after) {
            case Existence.Live<?>(Object state) -> state;
            case Existence.Gone<?>(Object last) -> last;
            case Existence.Never<?> never -> throw new IllegalStateException("nothing was opened");
        };
    }
}
