package dev.twinstack.api.natgateway;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.Subnet.Segment;
import java.util.stream.Stream;

/** What a gateway and its rules need of a VPC's subnets. */
final class NatPlace {
    private NatPlace() {}

    /**
     * {@return the IPv4 block of a network of the VPC}
     *
     * @param field the request's, for messages
     * @throws Rejected if there is no such network, or not there, or without IPv4
     */
    static IpRange block(Snapshot snapshot, String vpc, String network, String field) {
        Subnet subnet =
                snapshot.find(Subnet.TYPE, network).orElseThrow(() -> Rejected.notFound(Subnet.TYPE.name(), network));
        if (!subnet.vpc().isIn(vpc)) {
            throw NatErrors.invalid(
                    NatErrors.NETWORK_ELSEWHERE,
                    field,
                    "the router " + vpc + " has no port for the network " + network);
        }
        return subnet.segment(Family.IPV4)
                .map(Segment::range)
                .orElseThrow(() -> NatErrors.invalid(
                        NatErrors.NETWORK_LACKS_IPV4, field, "the network " + network + " contains no IPv4 subnet"));
    }

    static NatGateway gateway(Snapshot snapshot, String id) {
        return snapshot.find(NatGateway.TYPE, id).orElseThrow(() -> Rejected.notFound(NatGateway.TYPE.name(), id));
    }

    /** {@return the IPv4 blocks of a VPC's subnets} */
    static Stream<IpRange> blocks(Snapshot snapshot, String vpc) {
        return snapshot.all(Subnet.TYPE).stream()
                .filter(subnet -> subnet.vpc().isIn(vpc))
                .flatMap(subnet -> subnet.segment(Family.IPV4).stream())
                .map(Segment::range);
    }
}
