package dev.twinstack.api.publicip;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIp.Binding;
import dev.twinstack.emulator.publicip.PublicIp.Nat64;
import dev.twinstack.emulator.timing.Moment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An EIP as v1 shows it.
 *
 * @param publicIpv6Address only of dual-stack EIPs (IP6-26)
 * @param privateIpAddress of the port; like {@code portId} only while bound (EIP-16)
 * @param allowShareBandwidthTypes any EIP may join any shared bandwidth here (BW-11)
 * @param tags each as {@code key=value}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PublicIpWire(
        String id,
        String status,
        @Nullable String alias,
        @Nullable Map<String, String> profile,
        String type,
        String publicIpAddress,
        @Nullable String publicIpv6Address,
        @Nullable String privateIpAddress,
        @Nullable String portId,
        int ipVersion,
        String tenantId,
        String createTime,
        @Nullable String bandwidthId,
        int bandwidthSize,
        @Nullable String bandwidthShareType,
        @Nullable String bandwidthName,
        String enterpriseProjectId,
        String publicBorderGroup,
        @Nullable List<String> allowShareBandwidthTypes,
        @Nullable List<String> tags) {
    static final String BORDER_GROUP = "center";
    private static final int IP_VERSION = 4;

    static PublicIpWire of(Snapshot snapshot, PublicIp eip, Moment moment) {
        Bandwidth bandwidth = snapshot.find(Bandwidth.TYPE, eip.bandwidth()).orElse(null);
        BoundPort bound = BoundPort.of(snapshot, eip).orElse(null);
        return new PublicIpWire(
                eip.id(),
                status(eip, moment),
                alias(eip),
                Map.of(),
                eip.type(),
                eip.address().toString(),
                nat64(eip),
                bound == null ? null : bound.address(),
                eip.binding() instanceof Binding.ToPort(String port) ? port : null,
                IP_VERSION,
                snapshot.project(),
                Dates.eip(eip.createdAt()),
                eip.bandwidth(),
                bandwidth == null ? 0 : bandwidth.size(),
                bandwidth == null ? null : bandwidth.shareType().name(),
                bandwidth == null ? null : bandwidth.name(),
                eip.enterpriseProjectId(),
                BORDER_GROUP,
                List.of("share"),
                eip.tags().pairs());
    }

    /** {@return the answer to an assignment, which tells less: the EIP is still being made then (EIP-06)} */
    static PublicIpWire made(String project, PublicIp eip) {
        return new PublicIpWire(
                eip.id(),
                "PENDING_CREATE",
                alias(eip),
                null,
                eip.type(),
                eip.address().toString(),
                nat64(eip),
                null,
                null,
                IP_VERSION,
                project,
                Dates.eip(eip.createdAt()),
                null,
                0,
                null,
                null,
                eip.enterpriseProjectId(),
                BORDER_GROUP,
                null,
                null);
    }

    /** {@return the state v1 and v3 show} Others, such as {@code ELB}, have no place here (EIP-07). */
    static String status(PublicIp eip, Moment moment) {
        if (eip.isCreating(moment)) {
            return "PENDING_CREATE";
        }
        return eip.isBinding(moment) ? "BINDING" : status(eip);
    }

    /** {@return the state once nothing is under way} All that floating IPs and batches know (STAT-07, EIP-08). */
    static String status(PublicIp eip) {
        return eip.isBound() ? "ACTIVE" : "DOWN";
    }

    static @Nullable String alias(PublicIp eip) {
        return eip.alias().isEmpty() ? null : eip.alias();
    }

    static @Nullable String nat64(PublicIp eip) {
        return eip.nat64() instanceof Nat64.At(IpAddress address) ? address.toString() : null;
    }
}
