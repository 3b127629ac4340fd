package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.HashSet;
import java.util.Set;

/**
 * Where an address is.
 *
 * @param holder the port that has it: a NIC or a virtual IP
 * @param nic the port that traffic for it passes: the same, or the NIC that carries the virtual IP
 */
record Place(Port holder, Port nic, Subnet subnet, Addr address) {
    /** {@return the security groups whose rules mean this place when they name a group} */
    Set<String> groups() {
        Set<String> all = new HashSet<>(holder.securityGroups());
        all.addAll(nic.securityGroups());
        return all;
    }

    boolean isOfVip() {
        return !holder.id().equals(nic.id());
    }
}
