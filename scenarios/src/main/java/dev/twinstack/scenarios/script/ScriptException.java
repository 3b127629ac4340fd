package dev.twinstack.scenarios.script;

/** A script that cannot be read; the message starts with the place and says what is expected there. */
public final class ScriptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Where where;

    public ScriptException(Where where, String message) {
        super(where + ": " + message);
        this.where = where;
    }

    public Where where() {
        return where;
    }
}
