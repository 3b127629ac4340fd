package dev.twinstack.emulator.history;

/** A project has not had that many events. */
public final class NoSuchRevision extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long newest;

    NoSuchRevision(String project, long asked, long newest) {
        super("project " + project + " has no revision " + asked + "; its newest is " + newest, null, false, false);
        this.newest = newest;
    }

    /** {@return the highest revision there was when it was asked for} */
    public long newest() {
        return newest;
    }
}
