package dev.twinstack.emulator.history;

import java.util.List;
import java.util.Optional;

/**
 * What became of a flow from one revision of a project until now.
 *
 * @param since the revision it was followed from
 * @param then the verdict at {@code since}
 * @param revision the newest there was
 * @param now the verdict at that
 * @param turns every change of the verdict in between, in order
 */
public record Findings(long since, Verdict then, long revision, Verdict now, List<Turn> turns) {
    public Findings {
        turns = List.copyOf(turns);
    }

    /** {@return why it is open, or not: the last turn that opened or closed all or some of it; empty if none did} */
    public Optional<Turn> answer() {
        return turns.reversed().stream()
                .filter(turn -> turn.before().open()
                        || turn.after().open()
                        || turn.before().openInPart()
                        || turn.after().openInPart())
                .findFirst();
    }
}
