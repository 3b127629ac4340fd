package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.EnumSet;
import java.util.Set;

/** Where a packet goes from the subnet it is sent in. */
sealed interface Way {
    /** Nowhere beyond the subnet. */
    record Within(Subnet subnet) implements Way {}

    /** By a local route to another subnet of the VPC. */
    record Local(Subnet subnet) implements Way {}

    /** Over a peering to a subnet of another VPC. */
    record Over(String peering, Vpc vpc, Subnet subnet) implements Way {}

    /** To a server that a custom route names. */
    record Through(Place router) implements Way {}

    /** To a virtual IP that a custom route names and no NIC carries. */
    record Unborne(Port vip) implements Way {}

    /**
     * Out of the cloud.
     *
     * @param source the address it bears there
     * @param by the id of what lets it out: an EIP, a shared bandwidth, a NAT gateway, or the VPC for shared SNAT
     * @param bandwidth the id of the one it passes; blank for none that the project has
     */
    record Out(Addr source, String by, String bandwidth) implements Way {}

    /**
     * It is lost.
     *
     * @param why one word or several for the same
     */
    record Lost(Set<Disposition> why) implements Way {
        Lost(Disposition first, Disposition... others) {
            this(EnumSet.of(first, others));
        }
    }
}
