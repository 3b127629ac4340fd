package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a flow enters or leaves the cloud's network.
 *
 * @param face the port whose address is used: a NIC or a virtual IP
 * @param carriers the NICs that send and take for it: a NIC itself, or those a virtual IP is bound to
 */
record Station(Port face, List<Port> carriers, Subnet subnet) {
    Station {
        carriers = List.copyOf(carriers);
    }

    Optional<IpAddress> address(Family family) {
        return face.address(family);
    }

    /** {@return the NIC that carries it} For a virtual IP the guests decide that, so take the first. */
    Optional<Port> nic() {
        return carriers.stream().findFirst();
    }

    boolean sharesSubnet(Station other) {
        return subnet.id().equals(other.subnet.id());
    }

    boolean sharesVpc(Station other) {
        return sharesSubnet(other) || subnet.vpc() instanceof Subnet.Home.In(String vpc) && other.isIn(vpc);
    }

    boolean isIn(String vpc) {
        return subnet.vpc().isIn(vpc);
    }

    /**
     * {@return what the other side sees of it; it must have an address of the family} ASSUMED: a virtual IP is a member of
     * its own groups and of those of the NIC that carries it, as both list its address; check with a rule for either.
     */
    Peer peer(Family family) {
        List<String> groups = Stream.concat(Stream.of(face), nic().stream())
                .flatMap(port -> port.securityGroups().stream())
                .distinct()
                .toList();
        return new Peer.At(address(family).orElseThrow(), groups);
    }
}
