package dev.twinstack.api.identity;

/**
 * How callers are checked. Passwords are never looked at: the twin keeps none, any user of any domain may sign in.
 *
 * @param mode whether signatures of AK/SK requests are verified
 * @param secret what tokens are signed with and secret keys are derived from; whoever knows it can make both
 */
public record AuthSettings(Mode mode, String secret) {
    /** The same on every machine, so that tokens and keys outlive a restart without being stored. */
    public static final String LOCAL_SECRET = "twinstack";

    public enum Mode {
        /** Any access key is let in and its signature not looked at. Tokens are always verified. */
        LENIENT,
        /** Only {@link Identities#issued} access keys that are active, with a right signature of the last 15 minutes. */
        STRICT
    }

    public static AuthSettings lenient() {
        return new AuthSettings(Mode.LENIENT, LOCAL_SECRET);
    }

    public static AuthSettings strict() {
        return new AuthSettings(Mode.STRICT, LOCAL_SECRET);
    }
}
