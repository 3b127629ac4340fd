package dev.twinstack.emulator.publicip;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.tag.Tags;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import java.time.Instant;
import java.util.List;

/**
 * An elastic IP (EIP).
 *
 * @param type one of the assignable ones (EIP-03); never changes (EIP-02)
 * @param address from the region's public IPv4 pool
 * @param nat64 only of type {@code 5_dualStack}: serves IPv6 clients from the Internet, inbound only (IP6-26, SEED-15)
 * @param alias blank if none
 * @param description blank if none; v3 only
 * @param bandwidth the id of the one it is in
 * @param dedicated whether that bandwidth is its own and goes with it
 * @param binding at most one port or NAT gateway at a time (EIP-01)
 * @param boundAt when it was last bound; long ago if it never was
 * @param enterpriseProjectId {@code 0}: the field cannot be chosen (EIP-27)
 */
public record PublicIp(
        String id,
        String type,
        IpAddress address,
        Nat64 nat64,
        String alias,
        String description,
        String bandwidth,
        boolean dedicated,
        Binding binding,
        Instant boundAt,
        String enterpriseProjectId,
        Tags tags,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<PublicIp> TYPE = new ResourceType<>("publicip", PublicIp.class);

    /** The type of an EIP that is asked for where no type can be given: as a floating IP. */
    public static final String BGP = "5_bgp";

    /** The type of EIPs with a NAT64 address. */
    public static final String DUAL_STACK = "5_dualStack";

    /** EIP-03; {@code 5_gray} is no longer assigned anywhere. */
    public static final List<String> ASSIGNABLE = List.of(BGP, "5_mailbgp", DUAL_STACK);

    /** The IPv6 side of an EIP. */
    public sealed interface Nat64 {
        record None() implements Nat64 {}

        /** The last 32 bits are the EIP's IPv4 address. */
        record At(IpAddress address) implements Nat64 {}
    }

    public sealed interface Binding {
        record Unbound() implements Binding {}

        record ToPort(String port) implements Binding {}

        /** Rules of this NAT gateway translate with it; as many as there are share it. */
        record ToGateway(String gateway) implements Binding {}

        /** {@return what it is bound to, in a sentence} */
        default String words() {
            return switch (this) {
                case Unbound unbound -> "nothing";
                case ToPort(String port) -> "port " + port;
                case ToGateway(String gateway) -> "NAT gateway " + gateway;
            };
        }
    }

    public boolean isBound() {
        return !(binding instanceof Binding.Unbound);
    }

    /** {@return whether it is still being made (STAT-04)} */
    public boolean isCreating(Moment moment) {
        return moment.isIn(Phase.PUBLIC_IP_CREATING, id, createdAt);
    }

    /** {@return whether it is bound and that is still being done (STAT-04)} */
    public boolean isBinding(Moment moment) {
        return isBound() && moment.isIn(Phase.PUBLIC_IP_BINDING, id, boundAt);
    }

    PublicIp named(String alias, String description, Instant at) {
        return with(alias, description, bandwidth, dedicated, binding, boundAt, at);
    }

    PublicIp boundTo(String port, Instant at) {
        return with(alias, description, bandwidth, dedicated, new Binding.ToPort(port), at, at);
    }

    PublicIp serving(String gateway, Instant at) {
        return with(alias, description, bandwidth, dedicated, new Binding.ToGateway(gateway), at, at);
    }

    PublicIp unbound(Instant at) {
        return with(alias, description, bandwidth, dedicated, new Binding.Unbound(), boundAt, at);
    }

    PublicIp with(String bandwidth, boolean dedicated, Instant at) {
        return with(alias, description, bandwidth, dedicated, binding, boundAt, at);
    }

    private PublicIp with(
            String alias,
            String description,
            String bandwidth,
            boolean dedicated,
            Binding binding,
            Instant boundAt,
            Instant at) {
        return new PublicIp(
                id,
                type,
                address,
                nat64,
                alias,
                description,
                bandwidth,
                dedicated,
                binding,
                boundAt,
                enterpriseProjectId,
                tags,
                createdAt,
                at);
    }

    PublicIp with(Tags tags) {
        return new PublicIp(
                id,
                type,
                address,
                nat64,
                alias,
                description,
                bandwidth,
                dedicated,
                binding,
                boundAt,
                enterpriseProjectId,
                tags,
                createdAt,
                updatedAt);
    }
}
