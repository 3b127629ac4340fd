package dev.twinstack.emulator.bandwidth;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;
import org.pcollections.PMap;

/**
 * A cap on the sum of what its members send (BW-17), and the owner of who is in it. What the members' addresses are is
 * theirs to know.
 *
 * @param size in Mbit/s
 * @param bandwidthType {@code share} or {@code bgp} (BW-07)
 * @param chargeMode {@code traffic} or {@code bandwidth}; nothing is charged
 * @param members exactly one EIP if dedicated; EIPs and ports with an IPv6 address if shared (IP6-22)
 * @param enterpriseProjectId {@code 0}: the field cannot be chosen (EIP-27)
 */
public record Bandwidth(
        String id,
        String name,
        int size,
        ShareType shareType,
        String bandwidthType,
        String chargeMode,
        PMap<EntityRef, Member> members,
        String enterpriseProjectId,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<Bandwidth> TYPE = new ResourceType<>("bandwidth", Bandwidth.class);

    /** Dedicated to one EIP, or shared by many; one never becomes the other (BW-01). */
    public enum ShareType {
        PER,
        WHOLE
    }

    public enum MemberKind {
        PUBLIC_IP,
        IPV6_PORT
    }

    /**
     * What kind of thing is in a bandwidth.
     *
     * @param type the EIP's type, such as {@code 5_bgp}; {@code 5_dualStack} for a port (IP6-22)
     */
    public record Member(MemberKind kind, String type) {
        public static Member publicIp(String type) {
            return new Member(MemberKind.PUBLIC_IP, type);
        }

        public static Member ipv6Port() {
            return new Member(MemberKind.IPV6_PORT, "5_dualStack");
        }
    }

    public boolean isShared() {
        return shareType == ShareType.WHOLE;
    }

    Bandwidth withMembers(PMap<EntityRef, Member> members) {
        return new Bandwidth(
                id,
                name,
                size,
                shareType,
                bandwidthType,
                chargeMode,
                members,
                enterpriseProjectId,
                createdAt,
                updatedAt);
    }
}
