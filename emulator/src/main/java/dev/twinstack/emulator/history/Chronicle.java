package dev.twinstack.emulator.history;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.journal.StoredEvent;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Folding;
import dev.twinstack.emulator.kernel.Lifecycle;
import dev.twinstack.emulator.kernel.Resource;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** A project as far as its events have been told. Not thread-safe; used once. */
final class Chronicle {
    private final EventSerializer serializer;
    private final EventSerializer.Sharing events;
    private final Map<String, Lifecycle<?, ?, ?>> lifecycles = new HashMap<>();
    private final Map<EntityRef, Folding<?>> foldings = new HashMap<>();
    private Snapshot snapshot;

    Chronicle(String project, EventSerializer serializer, Collection<? extends Resource<?, ?, ?>> resources) {
        this.serializer = serializer;
        this.events = serializer.sharing();
        this.snapshot = Snapshot.empty(project);
        resources.forEach(resource -> lifecycles.put(resource.type().name(), new Lifecycle<>(resource)));
    }

    /** {@return the project after all that was told} */
    Snapshot snapshot() {
        return snapshot;
    }

    /** {@return what the next event made of the project} */
    Episode tell(StoredEvent stored) {
        Snapshot before = snapshot;
        EntityRef entity = events.ref(stored.persistenceId());
        Event event = take(entity, stored);
        return new Episode(
                snapshot.revision(),
                Instant.ofEpochMilli(stored.writtenAt()),
                entity,
                stored.sequenceNr(),
                stored.manifest(),
                event,
                serializer.cause(stored.payload()),
                before,
                snapshot);
    }

    /** Goes on without telling anybody. */
    void pass(StoredEvent stored) {
        take(events.ref(stored.persistenceId()), stored);
    }

    private Event take(EntityRef entity, StoredEvent stored) {
        Event event = events.read(stored.manifest(), stored.payload());
        Folding<?> folding = foldings.computeIfAbsent(entity, this::begin);
        folding.take(stored.sequenceNr(), event);
        snapshot = switch (folding.existence()) {
            case Existence.Live<?>(Object state) -> snapshot.put(entity, state);
            case Existence.Gone<?> gone -> snapshot.remove(entity);
            case Existence.Never<?> never -> throw new IllegalStateException("an event without effect: " + event);
        };
        return event;
    }

    private Folding<?> begin(EntityRef entity) {
        Lifecycle<?, ?, ?> lifecycle = lifecycles.get(entity.type());
        if (lifecycle == null) {
            throw new IllegalStateException("no resource type for " + entity);
        }
        return new Folding<>(entity, lifecycle);
    }
}
