package dev.twinstack.emulator.reachability;

/** The answer in one word. {@code docs/reachability.md} defines each. */
public enum Verdict {
    /** It arrives, and its answers get back. */
    REACHABLE,
    /** Something that the twin knows of stops it. */
    UNREACHABLE,
    /** It depends on what the question leaves open: some of what it may mean arrives and some does not. */
    AMBIGUOUS,
    /** Nothing that the twin knows of stops it, but it leads to what the twin does not have or cannot see. */
    UNDETERMINED;

    /** {@return the answer about one flow, which is never ambiguous} */
    public static Verdict of(Disposition disposition) {
        if (disposition.isSuccess()) {
            return REACHABLE;
        }
        return disposition == Disposition.NEXT_HOP_NOT_EMULATED ? UNDETERMINED : UNREACHABLE;
    }
}
