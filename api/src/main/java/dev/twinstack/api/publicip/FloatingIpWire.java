package dev.twinstack.api.publicip;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.subnet.ExternalNetwork;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIp.Nat64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An EIP as a native floating IP.
 *
 * @param routerId the VPC of the port it is bound to, if both are there
 * @param dnsName its reverse name (EIP-26); IPv4 only. ASSUMED: the domain is that of the ports' names, as the reference's
 *     examples differ in it; check by reading one
 */
record FloatingIpWire(
        String id,
        String status,
        @Nullable String routerId,
        String tenantId,
        String projectId,
        String floatingNetworkId,
        @Nullable String fixedIpAddress,
        String floatingIpAddress,
        @Nullable String portId,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String dnsName,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String dnsDomain,

        String createdAt,
        String updatedAt) {
    private static final String DNS_DOMAIN = "compute.internal.";

    /** {@return the address an EIP has in this family, or empty if it has none} IPv6 is that of NAT64 (EIP-30). */
    static Optional<IpAddress> address(PublicIp eip, Family family) {
        return switch (family) {
            case IPV4 -> Optional.of(eip.address());
            case IPV6 -> eip.nat64() instanceof Nat64.At(IpAddress address) ? Optional.of(address) : Optional.empty();
        };
    }

    /**
     * @param family which of the EIP's addresses this is about; it must have one
     */
    static FloatingIpWire of(Snapshot snapshot, PublicIp eip, Family family) {
        BoundPort bound = BoundPort.of(snapshot, eip).orElse(null);
        String address = address(eip, family).orElseThrow().toString();
        boolean named = family == Family.IPV4;
        return new FloatingIpWire(
                eip.id(),
                PublicIpWire.status(eip),
                bound == null ? null : bound.vpc(),
                snapshot.project(),
                snapshot.project(),
                ExternalNetwork.ID,
                bound == null ? null : bound.address(),
                address,
                bound == null ? null : bound.port().id(),
                named ? "ecs-" + address.replace('.', '-') : null,
                named ? DNS_DOMAIN : null,
                Dates.v1(eip.createdAt()),
                Dates.v1(eip.updatedAt()));
    }
}
