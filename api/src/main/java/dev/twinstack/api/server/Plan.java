package dev.twinstack.api.server;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.List;
import java.util.Map;

/**
 * What a request to create servers asks for, in whichever dialect.
 *
 * @param disks the system disk first
 * @param count how many alike
 */
record Plan(Spec spec, List<Nic> nics, List<Disk> disks, Eip eip, int count, Terms terms) {
    Plan {
        nics = List.copyOf(nics);
        disks = List.copyOf(disks);
    }

    sealed interface Nic {
        record New(PortSpec port) implements Nic {}

        record Existing(String port) implements Nic {}

        /** {@return the subnet it is in} No port and no subnet ever moves, so a snapshot knows. */
        default Subnet subnet(Snapshot snapshot) {
            String id = switch (this) {
                case New(PortSpec port) -> port.subnet();
                case Existing(String port) ->
                    snapshot.find(Port.TYPE, port)
                            .orElseThrow(() -> Rejected.notFound(Port.TYPE.name(), port))
                            .subnet();
            };
            return snapshot.find(Subnet.TYPE, id).orElseThrow(() -> Rejected.notFound(Subnet.TYPE.name(), id));
        }

        /** Refuses a NIC in another VPC; ECS has none of those. */
        default void mustBeIn(String vpc, Snapshot snapshot) {
            Subnet subnet = subnet(snapshot);
            if (!subnet.vpc().isIn(vpc)) {
                throw new Rejected(new DomainError.Invalid(
                        "subnet-not-in-vpc", "nics", "The subnet " + subnet.id() + " is not in the VPC " + vpc + "."));
            }
        }
    }

    /** A disk. */
    sealed interface Disk {
        boolean deleteOnTermination();

        /**
         * A volume made for the server.
         *
         * @param image what is on it; blank for an empty one
         * @param size in GiB
         */
        record New(
                String image,
                String type,
                int size,
                boolean multiattach,
                Map<String, String> metadata,
                boolean deleteOnTermination)
                implements Disk {
            public New {
                metadata = Map.copyOf(metadata);
            }
        }

        record Existing(String volume, boolean deleteOnTermination) implements Disk {}
    }

    /** The EIP the primary NIC gets. */
    sealed interface Eip {
        record None() implements Eip {}

        record Existing(String id) implements Eip {}

        /**
         * A new one with a bandwidth of its own.
         *
         * @param size in Mbit/s
         */
        record Dedicated(String type, int size, String chargeMode) implements Eip {}

        /** A new one in a shared bandwidth. */
        record Shared(String type, String bandwidth) implements Eip {}
    }

    /**
     * How the servers are to be had.
     *
     * @param group the server group they join; blank for none
     * @param tenancy {@code shared}, or blank where the request says nothing
     * @param enterpriseProject {@code 0} for the default one
     * @param zones where several are spread over zones, these in turn; otherwise none, and the zone is the spec's
     * @param oneVpc whether all NICs must be in the VPC of the spec
     * @param eipGoes whether the EIP is released with its server
     */
    record Terms(
            String group,
            String tenancy,
            boolean autoRecovery,
            String enterpriseProject,
            List<String> zones,
            boolean oneVpc,
            boolean eipGoes) {
        Terms {
            zones = List.copyOf(zones);
        }
    }
}
