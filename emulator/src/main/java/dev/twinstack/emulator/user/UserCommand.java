package dev.twinstack.emulator.user;

import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Patch;

public sealed interface UserCommand extends Command {
    /**
     * @param access the new key's AK
     * @param name the user's
     * @param domain name of the user's domain
     */
    @Command.Name("user.create-key")
    record CreateKey(String access, String name, String domain, String description) implements UserCommand {}

    @Command.Name("user.update-key")
    record UpdateKey(String access, Patch<String> description, Patch<Boolean> active) implements UserCommand {}

    @Command.Name("user.delete-key")
    record DeleteKey(String access) implements UserCommand {}
}
