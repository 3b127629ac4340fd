package dev.twinstack.scenarios.run;

import dev.twinstack.scenarios.script.IpType;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/** Blocks that a rule names, as far as they are on the Internet. */
final class PublicBlock {
    private PublicBlock() {}

    /**
     * {@return an address in the block, or nothing if it is all of the Internet, private, of the other family or no block}
     *
     * @param block an address, a block, or a range {@code a-b}, whose first address stands for it
     */
    static Optional<String> host(String block, IpType type) {
        String address = block.split("[/-]", 2)[0];
        if (address.isEmpty() || block.endsWith("/0")) {
            return Optional.empty();
        }
        try {
            InetAddress first = InetAddress.ofLiteral(address);
            boolean ipv4 = first instanceof Inet4Address;
            return ipv4 == (type == IpType.IPV4) && isPublic(first.getAddress())
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** Not those of RFC 1918 and 6598, loopback, link-local, multicast, and unique local IPv6. */
    private static boolean isPublic(byte[] address) {
        int first = address[0] & 0xff;
        int second = address[1] & 0xff;
        if (address.length > 4) {
            return (first & 0xfe) != 0xfc && first != 0xff && first != 0 && !(first == 0xfe && second >= 0x80);
        }
        return first != 0
                && first != 10
                && first != 127
                && first < 224
                && !(first == 172 && (second & 0xf0) == 16)
                && !(first == 192 && second == 168)
                && !(first == 169 && second == 254)
                && !(first == 100 && (second & 0xc0) == 64);
    }
}
