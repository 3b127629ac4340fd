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

/** Folds a project's stored events, in order, with the same rules the entities use. Not thread-safe; used once. */
public final class Replay {
    /** The project as its journal has it, and the last event of every entity that ever was. */
    public record Result(Snapshot snapshot, Map<EntityRef, Long> sequenceNrs) {}

    private final EventSerializer serializer;
    private final Map<String, Lifecycle<?, ?, ?>> lifecycles = new HashMap<>();
    private final Map<EntityRef, Long> sequenceNrs = new HashMap<>();
    private Snapshot snapshot;
    private String persistenceId = "";
    private Existence<?> existence = new Existence.Never<>();
    private long sequenceNr;

    public Replay(String project, EventSerializer serializer, Collection<? extends Resource<?, ?, ?>> resources) {
        this.snapshot = Snapshot.empty(project);
        this.serializer = serializer;
        resources.forEach(resource -> lifecycles.put(resource.type().name(), new Lifecycle<>(resource)));
    }

    /** Takes one stored event; all events of an entity follow each other. */
    public void event(String persistenceId, long sequenceNr, String name, byte[] json) {
        if (!persistenceId.equals(this.persistenceId)) {
            finish();
            this.persistenceId = persistenceId;
            this.existence = new Existence.Never<>();
        }
        Lifecycle<?, ?, ?> lifecycle =
                lifecycles.get(EntityRef.parse(persistenceId).type());
        if (lifecycle == null) {
            throw new IllegalStateException("no resource type for " + persistenceId);
        }
        existence = evolve(lifecycle, existence, serializer.read(name, json));
        this.sequenceNr = sequenceNr;
    }

    @SuppressWarnings("unchecked") // the existence was made by the same lifecycle
    private static <S> Existence<S> evolve(Lifecycle<S, ?, ?> lifecycle, Existence<?> existence, Event event) {
        return lifecycle.evolve((Existence<S>) existence, event);
    }

    public Result result() {
        finish();
        persistenceId = "";
        return new Result(snapshot, sequenceNrs);
    }

    private void finish() {
        if (persistenceId.isEmpty()) {
            return;
        }
        EntityRef entity = EntityRef.parse(persistenceId);
        sequenceNrs.put(entity, sequenceNr);
        if (existence instanceof Existence.Live<?>(Object state)) {
            snapshot = snapshot.put(entity, state);
        }
    }
}
