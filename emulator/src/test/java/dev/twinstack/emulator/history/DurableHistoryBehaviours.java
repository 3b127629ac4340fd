package dev.twinstack.emulator.history;

import org.junit.jupiter.api.Test;

/** What history is in a journal that outlives the process. */
abstract class DurableHistoryBehaviours extends HistoryBehaviours {
    @Test
    void aRestartChangesNoRevision() {
        change(System.nanoTime());
        restart();
        found().forEach((revision, snapshot) -> assertSame(at(revision), snapshot));
    }
}
