package dev.twinstack.scenarios;

/**
 * Starts a twin inside this process. Registered for {@link java.util.ServiceLoader}; used when a run is
 * given no endpoint, and by the JUnit extension.
 */
public interface TwinProvider {

    /** {@return a twin that answers on its endpoint, with nothing of earlier runs in it} */
    RunningTwin start();
}
