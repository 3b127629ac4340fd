package dev.twinstack.emulator.journal;

import org.jspecify.annotations.Nullable;

/** The journal cannot be opened or read. The message is for the user: what is wrong, and what to do. */
public sealed class JournalException extends RuntimeException permits JournalException.InUse {

    private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** {@return how the Twinstack of a process is named to others} */
    public static String holder(long pid) {
        return "Twinstack (pid " + pid + ")";
    }

    /** Another Twinstack has it open. */
    public static final class InUse extends JournalException {
        private static final long serialVersionUID = 1L;

        private final String holder;

        /**
         * @param holder as {@link JournalException#holder} names it; without a pid if that is not known
         */
        InUse(String place, String holder, String option, @Nullable Throwable cause) {
            super(place + " is in use by another " + holder + ". Stop it, or use another " + option + ".", cause);
            this.holder = holder;
        }

        public String holder() {
            return holder;
        }
    }
}
