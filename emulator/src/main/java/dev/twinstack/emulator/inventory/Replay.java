package dev.twinstack.emulator.inventory;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import dev.twinstack.emulator.kernel.Resource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Folds a project's stored events, in order, with the same rules the entities use. Not thread-safe; used once. */
public final class Replay {
    /** The project as its journal has it, and the last event of every entity that ever was. */
    public record Result(Snapshot snapshot, Map<EntityRef, Long> sequenceNrs) {}

    private final EventSerializer.Sharing events;
    private final Map<String, Lifecycle<?, ?, ?>> lifecycles = new HashMap<>();
    private final String project;
    private final Map<EntityRef, Folding<?>> foldings = new HashMap<>();
    private long count;

    public Replay(String project, EventSerializer serializer, Collection<? extends Resource<?, ?, ?>> resources) {
        this.project = project;
        this.events = serializer.sharing();
        resources.forEach(resource -> lifecycles.put(resource.type().name(), new Lifecycle<>(resource)));
    }

    /** One entity after some of its events. */
    private static final class Folding<S> {
        private final EntityRef entity;
        private final Lifecycle<S, ?, ?> lifecycle;
        private Existence<S> existence = new Existence.Never<>();
        private long sequenceNr;

        Folding(EntityRef entity, Lifecycle<S, ?, ?> lifecycle) {
            this.entity = entity;
            this.lifecycle = lifecycle;
        }

        void take(long number, Event event) {
            if (number != sequenceNr + 1) {
                throw new IllegalStateException(
                        "the journal has event " + number + " of " + entity + " after event " + sequenceNr);
            }
            existence = lifecycle.evolve(existence, event);
            sequenceNr = number;
        }
    }

    /** Takes one stored event; those of an entity come in order. */
    public void event(String persistenceId, long sequenceNr, String name, byte[] json) {
        foldings.computeIfAbsent(events.ref(persistenceId), this::begin).take(sequenceNr, events.read(name, json));
        count++;
    }

    private Folding<?> begin(EntityRef entity) {
        Lifecycle<?, ?, ?> lifecycle = lifecycles.get(entity.type());
        if (lifecycle == null) {
            throw new IllegalStateException("no resource type for " + entity);
        }
        return new Folding<>(entity, lifecycle);
    }

    public Result result() {
        Map<EntityRef, Long> sequenceNrs = new HashMap<>();
        Map<String, SortedMap<String, Object>> states = new HashMap<>();
        for (Folding<?> folding : foldings.values()) {
            EntityRef entity = folding.entity;
            sequenceNrs.put(entity, folding.sequenceNr);
            if (folding.existence instanceof Existence.Live<?>(Object state)) {
                states.computeIfAbsent(entity.type(), type -> new TreeMap<>()).put(entity.id(), state);
            }
        }
        return new Result(Snapshot.of(project, count, states), sequenceNrs);
    }
}
