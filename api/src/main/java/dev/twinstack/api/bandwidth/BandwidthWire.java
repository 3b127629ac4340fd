package dev.twinstack.api.bandwidth;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.bandwidth.Bandwidth.Member;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIp.Nat64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bandwidth as v1 and v2.0 show it.
 *
 * @param billingInfo blank: nothing is billed by the month
 */
record BandwidthWire(
        String id,
        String name,
        int size,
        String shareType,
        List<PublicIpInfo> publicipInfo,
        String tenantId,
        String bandwidthType,
        String chargeMode,
        String billingInfo,
        String enterpriseProjectId,
        String publicBorderGroup,
        String status,
        String createdAt,
        String updatedAt) {

    /**
     * One member. A port is in it with its IPv6 address alone; an EIP has an IPv6 address only if it is dual-stack
     * (IP6-22, IP6-23).
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PublicIpInfo(
            String publicipId,
            @Nullable String publicipAddress,
            @Nullable String publicipv6Address,
            int ipVersion,
            String publicipType) {}

    static BandwidthWire of(Snapshot snapshot, Bandwidth bandwidth) {
        return new BandwidthWire(
                bandwidth.id(),
                bandwidth.name(),
                bandwidth.size(),
                bandwidth.shareType().name(),
                bandwidth.members().entrySet().stream()
                        .flatMap(member -> info(snapshot, member.getKey(), member.getValue()).stream())
                        .toList(),
                snapshot.project(),
                bandwidth.bandwidthType(),
                bandwidth.chargeMode(),
                "",
                bandwidth.enterpriseProjectId(),
                "center",
                "NORMAL",
                Dates.zulu(bandwidth.createdAt()),
                Dates.zulu(bandwidth.updatedAt()));
    }

    /** {@return the member, or empty while it is only about to be there} */
    private static Optional<PublicIpInfo> info(Snapshot snapshot, EntityRef member, Member what) {
        return switch (what.kind()) {
            case PUBLIC_IP ->
                snapshot.find(PublicIp.TYPE, member.id())
                        .map(eip -> new PublicIpInfo(eip.id(), eip.address().toString(), nat64(eip), 4, eip.type()));
            case IPV6_PORT ->
                snapshot.find(Port.TYPE, member.id())
                        .flatMap(Port::ipv6)
                        .map(ipv6 -> new PublicIpInfo(member.id(), null, ipv6.toString(), 6, what.type()));
        };
    }

    private static @Nullable String nat64(PublicIp eip) {
        return eip.nat64() instanceof Nat64.At(IpAddress address) ? address.toString() : null;
    }
}
