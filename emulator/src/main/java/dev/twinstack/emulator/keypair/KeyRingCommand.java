package dev.twinstack.emulator.keypair;

import dev.twinstack.emulator.kernel.Command;

public sealed interface KeyRingCommand extends Command {
    @Command.Name("keyring.add")
    record Add(String name, SshPublicKey key) implements KeyRingCommand {}

    @Command.Name("keyring.remove")
    record Remove(String name) implements KeyRingCommand {}
}
