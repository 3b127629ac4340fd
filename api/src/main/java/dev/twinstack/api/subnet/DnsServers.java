package dev.twinstack.api.subnet;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Patch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The DNS and NTP servers in a v1 subnet body, and what holds for them in any. */
final class DnsServers {
    static final int MOST_DNS = 5;
    private static final int MOST_NTP = 4;

    private DnsServers() {}

    /**
     * {@return the servers of {@code primary_dns}, {@code secondary_dns} and {@code dnsList}} The list is the superset
     * of the two (DHC-05); alone, a secondary server becomes the primary one (DHC-06); they must differ (DHC-07).
     */
    static Patch<List<IpAddress>> of(Body subnet) {
        if (!subnet.has("dnsList") && !subnet.has("primary_dns") && !subnet.has("secondary_dns")) {
            return Patch.keep();
        }
        Optional<IpAddress> primary = subnet.maybeAddress("primary_dns");
        Optional<IpAddress> secondary = subnet.maybeAddress("secondary_dns");
        if (primary.isPresent() && primary.equals(secondary)) {
            throw Rejected.field(subnet.path("secondary_dns"), "must differ from primary_dns");
        }
        List<IpAddress> servers = new ArrayList<>(subnet.addresses("dnsList"));
        if (servers.isEmpty()) {
            primary.ifPresent(servers::add);
            secondary.ifPresent(servers::add);
        }
        check(subnet.path("dnsList"), servers, MOST_DNS);
        return Patch.set(servers);
    }

    /**
     * {@return the NTP servers of {@code extra_dhcp_opts}} A null value removes them, an empty one is refused (DHC-09);
     * at most four different IPv4 addresses, separated by commas (DHC-08).
     */
    static Patch<List<IpAddress>> ntp(Body subnet) {
        Patch<List<IpAddress>> servers = Patch.keep();
        for (Body option : subnet.objects("extra_dhcp_opts")) {
            option.text("opt_name", Text.oneOf("ntp"));
            servers = option.patch("opt_value", (value, field) -> {
                List<IpAddress> addresses = new ArrayList<>();
                for (String part : Body.text(value, field, new Text(1, 255, Text.ID.pattern(), ""))
                        .split(",", -1)) {
                    addresses.add(
                            IpAddress.parse(part).orElseThrow(() -> Rejected.field(field, part + " is no IP address")));
                }
                check(field, addresses, MOST_NTP);
                return List.copyOf(addresses);
            });
        }
        return servers;
    }

    /**
     * @throws Rejected if there are too many, two alike, or any of IPv6
     */
    static void check(String field, List<IpAddress> servers, int most) {
        if (servers.size() > most) {
            throw Rejected.field(field, "at most " + most + " servers are allowed");
        }
        if (servers.stream().anyMatch(server -> server.family() == Family.IPV6)) {
            throw Rejected.field(field, "must be IPv4 addresses");
        }
        if (new HashSet<>(servers).size() != servers.size()) {
            throw Rejected.field(field, "the servers must differ");
        }
    }
}
