package dev.twinstack.emulator.server;

import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.server.Server.Order;
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
     * @param group the server group it joins; blank for none
     */
    record Open(Server.Spec spec, List<NicSpec> nics, Order order, String group, boolean autoRecovery)
            implements ServerCommand {
        public Open {
            nics = List.copyOf(nics);
        }

        /** Nothing but a server. */
        public Open(Server.Spec spec, List<NicSpec> nics) {
            this(spec, nics, Order.UNKNOWN, "", true);
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

    record ReplaceMetadata(Map<String, String> metadata) implements ServerCommand {
        public ReplaceMetadata {
            metadata = Map.copyOf(metadata);
        }
    }

    /**
     * @param most how many tags the asking interface lets a server have
     */
    record ChangeTags(Map<String, String> set, Set<String> remove, int most) implements ServerCommand {
        public ChangeTags {
            set = Map.copyOf(set);
            remove = Set.copyOf(remove);
        }
    }

    /**
     * @param most how many tags the asking interface lets a server have
     */
    record ReplaceTags(Map<String, String> tags, int most) implements ServerCommand {
        public ReplaceTags {
            tags = Map.copyOf(tags);
        }
    }

    record Switch(Server.Power power) implements ServerCommand {}

    /**
     * @param hard whether a server that is off is started, too
     */
    record Reboot(boolean hard) implements ServerCommand {}

    /** Gives it a flavor that somebody then confirms or reverts. A running server is restarted with it. */
    record Resize(String flavor) implements ServerCommand {}

    record ConfirmResize() implements ServerCommand {}

    record RevertResize() implements ServerCommand {}

    /** Gives a server that is off another flavor, for good. */
    record ChangeFlavor(String flavor) implements ServerCommand {}

    /**
     * Installs a system afresh; what was set up in the guest is lost.
     *
     * @param image the id of an {@link dev.twinstack.emulator.region.Image}
     * @param keyName cleared: it has none afterwards
     * @param whileRunning whether the server may be on; it is then started again
     */
    record Rebuild(
            String image,
            Patch<String> name,
            Patch<Map<String, String>> metadata,
            Patch<String> keyName,
            Patch<String> userData,
            boolean whileRunning)
            implements ServerCommand {}

    /** A server that is off joins a server group, if it is in none. */
    record JoinGroup(String group) implements ServerCommand {}

    record LeaveGroup(String group) implements ServerCommand {}

    record SetAutoRecovery(boolean on) implements ServerCommand {}

    record Lock() implements ServerCommand {}

    record Unlock() implements ServerCommand {}

    /** Somebody runs {@code ipv6-setup} in the guest, for all NICs it has now (SEED-29). */
    record EnableIpv6InGuest() implements ServerCommand {}

    record Close() implements ServerCommand {}

    /** Changes nothing: the answer is the server, for a moment even after it was deleted. */
    record Recall() implements ServerCommand {}
}
