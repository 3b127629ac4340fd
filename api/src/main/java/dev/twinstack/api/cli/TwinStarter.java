package dev.twinstack.api.cli;

import dev.twinstack.api.identity.AuthSettings;
import dev.twinstack.emulator.system.CloudSettings;
import dev.twinstack.scenarios.RunningTwin;

/** Starts a twin in this process. */
@FunctionalInterface
public interface TwinStarter {
    /**
     * {@return a twin that answers}
     *
     * @param bind the address to listen on
     * @param port 0 for any free one
     * @throws dev.twinstack.emulator.journal.JournalException if the data cannot be opened
     * @throws java.util.concurrent.CompletionException if the address cannot be bound
     */
    RunningTwin start(CloudSettings settings, AuthSettings auth, String bind, int port);
}
