package dev.twinstack.scenarios;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A twin that answers until it is closed. */
public interface RunningTwin extends AutoCloseable {

    /** {@return the root of the one port, without a path: {@code http://127.0.0.1:4664}} */
    URI endpoint();

    /** {@return completes if the twin ends by itself; never if it is closed} */
    default CompletionStage<Void> ended() {
        return new CompletableFuture<>();
    }

    /** Stops the twin and frees its port; what was in it is gone. */
    @Override
    void close();
}
