package dev.twinstack.emulator.journal;

import org.jspecify.annotations.Nullable;

/** The journal cannot be opened or read. The message is for the user: what is wrong, and what to do. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
