package dev.twinstack.emulator.inventory;

import dev.twinstack.emulator.kernel.Publication;

/** Who follows an inventory. Told in the inventory's own thread, change after change: must not wait. */
@FunctionalInterface
public interface Audience {
    /** This is how things are from now on. */
    void newest(Snapshot snapshot);

    /**
     * What made the newest snapshot. Follows it, but not if it was read from the journal.
     *
     * @param events how many happened; more than the publication tells of if some were made known to nobody
     * @param revision of the newest snapshot
     */
    default void changed(Publication publication, long events, long revision) {}
}
