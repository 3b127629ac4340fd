package dev.twinstack.emulator.server;

import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.server.Server.Order;
import dev.twinstack.emulator.volume.Volume;
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

    /** A disk to have. */
    sealed interface DiskSpec {
        String volume();

        boolean deleteOnTermination();

        /**
         * A volume made for the server.
         *
         * @param volume the id the volume will have
         */
        record New(String volume, Volume.Spec spec, boolean deleteOnTermination) implements DiskSpec {}

        /** A volume that is there already. */
        record Existing(String volume, boolean deleteOnTermination) implements DiskSpec {}
    }

    /**
     * @param nics at least one; the first is the primary one
     * @param disks the first is the one to boot from, with the image of the spec on it
     * @param group the server group it joins; blank for none
     */
    record Open(
            Server.Spec spec, List<NicSpec> nics, List<DiskSpec> disks, Order order, String group, boolean autoRecovery)
            implements ServerCommand {
        public Open {
            nics = List.copyOf(nics);
            disks = List.copyOf(disks);
        }

        /** Nothing but a server. */
        public Open(Server.Spec spec, List<NicSpec> nics) {
            this(spec, nics, List.of(), Order.UNKNOWN, "", true);
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

    /**
     * @param device where to have it; blank for the next free place
     */
    record AttachVolume(String volume, String device) implements ServerCommand {}

    /** Never the system disk. */
    record DetachVolume(String volume) implements ServerCommand {}

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

    /**
     * @param withData whether all its data disks go with it, whatever was said before
     */
    record Close(boolean withData) implements ServerCommand {
        public Close() {
            this(false);
        }
    }

    /** Changes nothing: the answer is the server, for a moment even after it was deleted. */
    record Recall() implements ServerCommand {}
}
