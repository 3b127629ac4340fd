package dev.twinstack.emulator.region;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator of the twin may choose about its region.
 *
 * @param name such as {@code eu-de}
 * @param publicIpv4 where EIPs come from
 * @param ipv6 where the /64 of each dual-stack subnet comes from
 * @param quotas limits by quota type that differ from the documented ones; -1 means unlimited (QUO-01)
 */
public record RegionSettings(String name, IpRange publicIpv4, IpRange ipv6, Map<String, Integer> quotas) {
    /** Reserved for benchmarking (RFC 2544), so that no EIP made here is somebody's host. */
    public static final IpRange BENCHMARKING = IpRange.of("198.18.0.0/15");
    /** Reserved for documentation (RFC 3849). */
    public static final IpRange DOCUMENTATION = IpRange.of("2001:db8::/32");

    private static final IpRange ALL_IPV4 = IpRange.of("0.0.0.0/0");

    public RegionSettings {
        quotas = Map.copyOf(quotas);
    }

    public static RegionSettings of(String name) {
        return new RegionSettings(name, BENCHMARKING, DOCUMENTATION, Map.of());
    }

    /**
     * {@return the /96 in which the IPv6 addresses of EIPs lie} The last of the IPv6 range's last /64, which no subnet is
     * ever given.
     */
    public IpRange nat64() {
        return new IpRange(ipv6.fromLast((1L << Family.IPV4.bits()) - 1), Family.IPV6.bits() - Family.IPV4.bits());
    }

    /** {@return the IPv4 address that one of {@link #nat64()} stands for, or empty for any other address} */
    public Optional<IpAddress> behindNat64(IpAddress address) {
        return nat64().contains(address)
                ? Optional.of(ALL_IPV4.address(
                        address.value().subtract(nat64().network().value()).longValueExact()))
                : Optional.empty();
    }
}
