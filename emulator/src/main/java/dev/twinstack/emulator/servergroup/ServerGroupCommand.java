package dev.twinstack.emulator.servergroup;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import java.util.List;

public sealed interface ServerGroupCommand extends Command {
    record Open(String name, List<String> policies, String user) implements ServerGroupCommand {
        public Open {
            policies = List.copyOf(policies);
        }
    }

    /** Its members lose the group and nothing else. */
    record Close() implements ServerGroupCommand {}

    /** A server comes into the group. Granted is the server's id. */
    record Join(String server) implements ServerGroupCommand, Command.OnBehalf {}

    record Leave(String server) implements ServerGroupCommand, Command.OnBehalf {}

    static Claim join(EntityRef group, String server) {
        return new Claim(group, new Join(server), new Leave(server));
    }
}
