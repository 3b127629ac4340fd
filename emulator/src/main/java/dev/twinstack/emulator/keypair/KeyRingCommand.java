package dev.twinstack.emulator.keypair;

import dev.twinstack.emulator.kernel.Command;

public sealed interface KeyRingCommand extends Command {
    record Add(String name, SshPublicKey key) implements KeyRingCommand {}

    record Remove(String name) implements KeyRingCommand {}
}
