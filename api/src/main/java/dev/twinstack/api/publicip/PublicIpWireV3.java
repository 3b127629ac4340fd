package dev.twinstack.api.publicip;

import dev.twinstack.api.dialect.Dates;
import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIp.Binding;
import dev.twinstack.emulator.publicip.PublicIp.Nat64;
import dev.twinstack.emulator.server.Server;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An EIP as v3 shows it.
 *
 * @param ipVersion 6 with NAT64, otherwise 4
 * @param vnic null while it is bound to no port
 * @param billingInfo null: nothing is billed by the month
 * @param lockStatus null: nothing is ever locked
 * @param associateInstanceId of the port, or of the NAT gateway whose rules use it. ASSUMED: such an EIP has no
 *     {@code vnic}; check by reading one.
 * @param tags each as {@code key=value}
 * @param publicipPoolName the EIP's type in v1's words, and the name of its pool
 */
record PublicIpWireV3(
        String id,
        String projectId,
        int ipVersion,
        String publicIpAddress,
        @Nullable String publicIpv6Address,
        String networkType,
        String status,
        String description,
        String createdAt,
        String updatedAt,
        String type,
        @Nullable Vnic vnic,
        @Nullable Width bandwidth,
        String enterpriseProjectId,
        @Nullable String billingInfo,
        @Nullable String lockStatus,
        @Nullable String associateInstanceType,
        @Nullable String associateInstanceId,
        String publicipPoolId,
        String publicipPoolName,
        @Nullable String alias,
        String publicBorderGroup,
        List<String> allowShareBandwidthTypes,
        List<String> tags) {
    static final String PORT = "PORT";
    static final String NAT_GATEWAY = "NATGW";
    static final List<String> SHARE_TYPES = List.of("share");

    private static final String VIP_OWNER = "network:VIP_PORT";

    /**
     * The port the EIP is bound to. Where the cloud would tell of its own hosts ({@code vtep}, {@code vni}) there is
     * nothing to tell.
     *
     * @param instanceId blank, like {@code instanceType}: no service here uses another's ports
     * @param portVifDetails JSON in a text, for the primary NIC of a server; otherwise blank
     */
    record Vnic(
            @Nullable String privateIpAddress,
            String deviceId,
            String deviceOwner,
            @Nullable String vpcId,
            String portId,
            @Nullable String portProfile,
            String mac,
            @Nullable String vtep,
            @Nullable String vni,
            String instanceId,
            String instanceType,
            String portVifDetails) {
        static Vnic of(Snapshot snapshot, BoundPort bound) {
            Port port = bound.port();
            String server = bound.server();
            boolean primary = server != null
                    && snapshot.find(Server.TYPE, server)
                            .map(found -> found.hasPrimary(port.id()))
                            .orElse(false);
            return new Vnic(
                    bound.address(),
                    bound.device(),
                    port.isVip() ? VIP_OWNER : port.deviceOwner(),
                    bound.vpc(),
                    port.id(),
                    null,
                    port.mac(),
                    null,
                    null,
                    "",
                    "",
                    primary ? "{\"primary_interface\": true}" : "");
        }
    }

    /** The bandwidth the EIP is in. */
    record Width(String id, int size, String shareType, String chargeMode, String name, String billingInfo) {
        static Width of(Bandwidth bandwidth) {
            return new Width(
                    bandwidth.id(),
                    bandwidth.size(),
                    bandwidth.shareType().name(),
                    bandwidth.chargeMode(),
                    bandwidth.name(),
                    "");
        }
    }

    static PublicIpWireV3 of(Snapshot snapshot, PublicIp eip, String status) {
        BoundPort bound = BoundPort.of(snapshot, eip).orElse(null);
        boolean dualStack = eip.nat64() instanceof Nat64.At;
        return new PublicIpWireV3(
                eip.id(),
                snapshot.project(),
                dualStack ? 6 : 4,
                eip.address().toString(),
                PublicIpWire.nat64(eip),
                eip.type(),
                status,
                eip.description(),
                Dates.zulu(eip.createdAt()),
                Dates.zulu(eip.updatedAt()),
                dualStack ? "DUALSTACK" : "EIP",
                bound == null ? null : Vnic.of(snapshot, bound),
                snapshot.find(Bandwidth.TYPE, eip.bandwidth()).map(Width::of).orElse(null),
                eip.enterpriseProjectId(),
                null,
                null,
                instanceType(eip.binding()),
                instance(eip.binding()),
                poolId(eip.type()),
                eip.type(),
                PublicIpWire.alias(eip),
                PublicIpWire.BORDER_GROUP,
                SHARE_TYPES,
                eip.tags().pairs());
    }

    private static @Nullable String instanceType(Binding binding) {
        return switch (binding) {
            case Binding.Unbound unbound -> null;
            case Binding.ToPort port -> PORT;
            case Binding.ToGateway gateway -> NAT_GATEWAY;
        };
    }

    private static @Nullable String instance(Binding binding) {
        return switch (binding) {
            case Binding.Unbound unbound -> null;
            case Binding.ToPort(String port) -> port;
            case Binding.ToGateway(String gateway) -> gateway;
        };
    }

    /** {@return the id of the pool of a type of EIPs} It is the same in every project. */
    static String poolId(String type) {
        return Ids.derived("publicip-pool", type);
    }
}
