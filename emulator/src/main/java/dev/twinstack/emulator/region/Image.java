package dev.twinstack.emulator.region;

import java.time.Instant;

/**
 * A public image servers start from.
 *
 * @param id the same in every twin, as it follows from the name
 * @param platform such as {@code Debian}
 * @param osVersion such as {@code Debian GNU/Linux 11.0.0 64bit}
 * @param minDisk in GiB
 * @param ipv6 whether its IPv6 stack is on, so that interfaces have a link-local address from the start
 * @param ipv6Assigned whether a NIC present at boot asks for its IPv6 address by itself (SEED-30)
 * @param style how its {@code ifconfig} prints; Windows has none
 */
public record Image(
        String id,
        String name,
        String platform,
        String osVersion,
        int minDisk,
        boolean ipv6,
        boolean ipv6Assigned,
        Style style,
        Instant createdAt) {
    static final String WINDOWS = "Windows";

    /** {@return whether its guests run Windows; all others run Linux} */
    public boolean isWindows() {
        return platform.equals(WINDOWS);
    }

    /** The two layouts of net-tools' {@code ifconfig}. */
    public enum Style {
        /** Before version 2: {@code inet addr:10.0.0.2  Bcast:…}. */
        CLASSIC,
        /** Since version 2: {@code inet 10.0.0.2  netmask …}. */
        MODERN
    }
}
