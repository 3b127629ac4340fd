package dev.twinstack.emulator.inventory;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Publication;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The last event known of each entity, so that an older state never replaces a newer one. What is gone is forgotten
 * when two periods have passed since: by then nothing that it published before is still on its way.
 */
final class SequenceNumbers {
    private final Map<EntityRef, Long> known = new HashMap<>();
    private Set<EntityRef> goneBefore = new HashSet<>();
    private Set<EntityRef> goneNow = new HashSet<>();

    /** Takes over what a journal says. */
    void load(Replay.Result result) {
        result.sequenceNrs().forEach((entity, number) -> {
            known.put(entity, number);
            if (result.snapshot().find(entity).isEmpty()) {
                goneNow.add(entity);
            }
        });
    }

    /** {@return whether this is newer than what was known} It is known from now on. */
    boolean advance(Publication publication) {
        EntityRef entity = publication.entity();
        if (publication.sequenceNr() <= known.getOrDefault(entity, 0L)) {
            return false;
        }
        known.put(entity, publication.sequenceNr());
        if (publication.existence() instanceof Existence.Gone) {
            goneNow.add(entity);
        }
        return true;
    }

    /** Ends a period. */
    void endPeriod() {
        goneBefore.forEach(known::remove);
        goneBefore = goneNow;
        goneNow = new HashSet<>();
    }

    int size() {
        return known.size();
    }
}
