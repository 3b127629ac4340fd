package dev.twinstack.scenarios;

import java.net.URI;

/** A twin that answers until it is closed. */
public interface RunningTwin extends AutoCloseable {

    /** {@return the root of the one port, without a path: {@code http://127.0.0.1:4664}} */
    URI endpoint();

    /** Stops the twin and frees its port; what was in it is gone. */
    @Override
    void close();
}
