package dev.twinstack.emulator.region;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size of server. Its name is its id and says what it is: {@code s3.large.2} is generation s3, two vCPUs, and 2 GiB
 * of memory for each. Source: ECS user guide, "ECS Types and Specifications".
 *
 * @param memory in MiB
 * @param disk local disk in GiB; 0 where the system disk is a volume
 * @param performance what the cloud calls the kind, such as {@code normal} or {@code highmem}
 * @param ipv6 whether a NIC of such a server may have an IPv6 address (SEED-08)
 */
public record Flavor(
        String name, int vcpus, int memory, int disk, String generation, String performance, boolean ipv6) {
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]+)\\.(?:(medium|large|xlarge)|(\\d+)xlarge)\\.(\\d+)");
    private static final int MEBIBYTES = 1024;

    /**
     * {@return the flavor that a name describes}
     *
     * @throws IllegalArgumentException if the name is not generation.size.ratio
     */
    static Flavor named(String name, String performance, int disk, boolean ipv6) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not generation.size.ratio: " + name);
        }
        int vcpus = matcher.group(2) == null
                ? 4 * Integer.parseInt(matcher.group(3))
                : switch (matcher.group(2)) {
                    case "medium" -> 1;
                    case "large" -> 2;
                    default -> 4;
                };
        int ratio = Integer.parseInt(matcher.group(4));
        return new Flavor(name, vcpus, vcpus * ratio * MEBIBYTES, disk, matcher.group(1), performance, ipv6);
    }
}
