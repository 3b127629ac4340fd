package dev.twinstack.emulator.keypair;

import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;

public sealed interface KeyRingEvent extends Event {
    /** The first of a user's also makes the ring. */
    @Event.Name("keyring.pair.added")
    record PairAdded(String user, int number, String name, String publicKey, String fingerprint, Instant at)
            implements KeyRingEvent {}

    @Event.Name("keyring.pair.removed")
    record PairRemoved(String name) implements KeyRingEvent {}
}
