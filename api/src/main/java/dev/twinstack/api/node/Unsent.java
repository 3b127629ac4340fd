package dev.twinstack.api.node;

import java.util.concurrent.CompletionException;
import org.apache.pekko.stream.StreamTcpException;

/**
 * Tells requests that were certainly not sent from those that may have been carried out. Of all ways in which an exchange
 * fails only one is certain: that the connection never came to be. Pekko says so in no other way than in its words.
 */
final class Unsent {
    /** How Pekko's message begins; that of a connection that was lost begins otherwise. */
    private static final String NOT_CONNECTED = "Tcp command [Connect(";

    private Unsent() {}

    static boolean is(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof StreamTcpException lost
                && String.valueOf(lost.getMessage()).startsWith(NOT_CONNECTED);
    }
}
