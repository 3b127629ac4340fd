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

    /** {@return how many events newer this is than what was known; 0 if it is not} It is known from now on. */
    long advance(Publication publication) {
        EntityRef entity = publication.entity();
        long before = known.getOrDefault(entity, 0L);
        if (publication.sequenceNr() <= before) {
            return 0;
        }
        long steps = before == 0 ? firstSteps(publication) : publication.sequenceNr() - before;
        known.put(entity, publication.sequenceNr());
        if (publication.existence() instanceof Existence.Gone) {
            goneNow.add(entity);
        }
        return steps;
    }

    /** Of what is unknown, or has been forgotten: then its earlier events have been counted. */
    private static long firstSteps(Publication publication) {
        if (!publication.entries().isEmpty()) {
            return publication.entries().size();
        }
        return publication.existence() instanceof Existence.Gone ? 0 : publication.sequenceNr();
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
