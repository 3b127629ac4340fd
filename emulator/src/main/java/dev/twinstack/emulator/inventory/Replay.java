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
import org.jspecify.annotations.Nullable;

/** Folds a project's stored events, in order, with the same rules the entities use. Not thread-safe; used once. */
public final class Replay {
    /** The project as its journal has it, and the last event of every entity that ever was. */
    public record Result(Snapshot snapshot, Map<EntityRef, Long> sequenceNrs) {}

    private final EventSerializer.Sharing events;
    private final Map<String, Lifecycle<?, ?, ?>> lifecycles = new HashMap<>();
    private final Map<EntityRef, Long> sequenceNrs = new HashMap<>();
    private final String project;
    /** In ascending order of id, as they come. */
    private final Map<String, SortedMap<String, Object>> states = new HashMap<>();

    private String persistenceId = "";
    private long count;
    private @Nullable Folding<?> folding;

    public Replay(String project, EventSerializer serializer, Collection<? extends Resource<?, ?, ?>> resources) {
        this.project = project;
        this.events = serializer.sharing();
        resources.forEach(resource -> lifecycles.put(resource.type().name(), new Lifecycle<>(resource)));
    }

    /** One entity between two of its events. */
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
            existence = lifecycle.evolve(existence, event);
            sequenceNr = number;
        }
    }

    /** Takes one stored event; all events of an entity follow each other. */
    public void event(String persistenceId, long sequenceNr, String name, byte[] json) {
        Folding<?> now = folding;
        if (now == null || !persistenceId.equals(this.persistenceId)) {
            finish();
            now = begin(events.ref(persistenceId));
            this.persistenceId = persistenceId;
            this.folding = now;
        }
        now.take(sequenceNr, events.read(name, json));
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
        finish();
        return new Result(Snapshot.of(project, count, states), sequenceNrs);
    }

    private void finish() {
        Folding<?> done = folding;
        folding = null;
        if (done == null) {
            return;
        }
        sequenceNrs.put(done.entity, done.sequenceNr);
        if (done.existence instanceof Existence.Live<?>(Object state)) {
            states.computeIfAbsent(done.entity.type(), type -> new TreeMap<>()).put(done.entity.id(), state);
        }
    }
}
