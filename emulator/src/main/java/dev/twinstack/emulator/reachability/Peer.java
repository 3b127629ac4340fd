package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.IpSpan;
import java.util.List;

/** One side of a flow as the rules and routes on the other side see it. */
sealed interface Peer {
    /** A host on the Internet that nothing narrower than all addresses names. */
    record Somewhere() implements Peer {}

    /**
     * @param groups the security groups of the NIC that has the address; none for a public address
     */
    record At(IpAddress address, List<String> groups) implements Peer {
        public At {
            groups = List.copyOf(groups);
        }
    }

    static Peer host(IpAddress address) {
        return new At(address, List.of());
    }

    /** {@return whether a range of the flow's family names it} */
    default boolean isIn(IpRange range) {
        return switch (this) {
            case Somewhere somewhere -> range.prefixLength() == 0;
            case At(IpAddress address, var _) -> range.contains(address);
        };
    }

    /** {@return whether an entry of an address group of the flow's family names it} */
    default boolean isIn(IpSpan span) {
        return switch (this) {
            case Somewhere somewhere -> span.isEverything();
            case At(IpAddress address, var _) -> span.contains(address);
        };
    }

    default boolean isMemberOf(String group) {
        return this instanceof At(var _, List<String> groups) && groups.contains(group);
    }

    /** {@return whether no host on the Internet has it} Such as RFC 1918, RFC 4193, RFC 6598 and link-local addresses. */
    default boolean isPrivate() {
        return this instanceof At(IpAddress address, var _) && isPrivate(address);
    }

    /** {@return whether it is one of the cloud's own services, which every route table routes locally (RT-06)} */
    default boolean isService() {
        return this instanceof At && SERVICES.stream().anyMatch(this::isIn);
    }

    List<IpRange> SERVICES =
            List.of(IpRange.of("100.64.0.0/10"), IpRange.of("198.19.128.0/20"), IpRange.of("127.0.0.0/8"));

    List<IpRange> PRIVATE = List.of(
            IpRange.of("10.0.0.0/8"),
            IpRange.of("172.16.0.0/12"),
            IpRange.of("192.168.0.0/16"),
            IpRange.of("100.64.0.0/10"),
            IpRange.of("169.254.0.0/16"),
            IpRange.of("198.19.128.0/20"),
            IpRange.of("127.0.0.0/8"),
            IpRange.of("224.0.0.0/3"),
            IpRange.of("fc00::/7"),
            IpRange.of("fe80::/10"),
            IpRange.of("ff00::/8"));

    static boolean isPrivate(IpAddress address) {
        return PRIVATE.stream().anyMatch(range -> range.contains(address));
    }

    default String label() {
        return switch (this) {
            case Somewhere somewhere -> "the Internet";
            case At(IpAddress address, var _) -> address.toString();
        };
    }
}
