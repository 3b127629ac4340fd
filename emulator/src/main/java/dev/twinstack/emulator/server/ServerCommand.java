package dev.twinstack.emulator.server;

import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;

public sealed interface ServerCommand extends Command {
    /** A NIC to have. */
    sealed interface NicSpec {
        String port();

        /**
         * A port made for the server, which goes with it.
         *
         * @param port the id the port will have
         */
        record New(String port, PortSpec spec) implements NicSpec {}

        /** A port that is there already and stays. */
        record Existing(String port) implements NicSpec {}
    }

    /**
     * @param nics at least one; the first is the primary one
     */
    record Open(Server.Spec spec, List<NicSpec> nics) implements ServerCommand {
        public Open {
            nics = List.copyOf(nics);
        }
    }

    /** All of them or none. */
    record AddNics(List<NicSpec> nics) implements ServerCommand {
        public AddNics {
            nics = List.copyOf(nics);
        }
    }

    /**
     * @param ports never the primary NIC (DEL-29)
     */
    record RemoveNics(List<String> ports) implements ServerCommand {
        public RemoveNics {
            ports = List.copyOf(ports);
        }
    }

    record Update(Patch<String> name, Patch<String> description) implements ServerCommand {}

    record ChangeMetadata(Map<String, String> set, Set<String> remove) implements ServerCommand {
        public ChangeMetadata {
            set = Map.copyOf(set);
            remove = Set.copyOf(remove);
        }
    }

    record ChangeTags(Map<String, String> set, Set<String> remove) implements ServerCommand {
        public ChangeTags {
            set = Map.copyOf(set);
            remove = Set.copyOf(remove);
        }
    }

    record Switch(Server.Power power) implements ServerCommand {}

    /** Somebody runs {@code ipv6-setup} in the guest, for all NICs it has now (SEED-29). */
    record EnableIpv6InGuest() implements ServerCommand {}

    record Close() implements ServerCommand {}
}
