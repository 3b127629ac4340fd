package dev.twinstack.api.subnet;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import dev.twinstack.emulator.subnet.SubnetCommand.SegmentSpec;
import java.util.List;

/** Reads the body of a native subnet. */
final class SubnetBody {
    static final String STATEFUL = "dhcpv6-stateful";
    private static final Text ANY = Text.upTo(255);
    private static final int LONGEST_PREFIX = 28;

    private final Body subnet;

    SubnetBody(Body subnet) {
        this.subnet = subnet;
    }

    /** {@return the id of the network the subnet is to be on} */
    String network() {
        return subnet.text("network_id", Text.ID);
    }

    Family family() {
        return switch (subnet.integer("ip_version", 4, 6, 4)) {
            case 4 -> Family.IPV4;
            case 6 -> Family.IPV6;
            default -> throw Rejected.field(subnet.path("ip_version"), "must be 4 or 6");
        };
    }

    SubnetCommand.AddSegment addition() {
        onlyDhcp();
        subnet.maybeText("ipv6_address_mode", Text.oneOf(STATEFUL)); // IP6-10
        subnet.maybeText("ipv6_ra_mode", Text.oneOf(STATEFUL));
        SegmentSpec segment = switch (family()) {
            case IPV4 -> ipv4();
            case IPV6 -> ipv6();
        };
        return new SubnetCommand.AddSegment(segment, dns());
    }

    /**
     * @param before the segment as it is
     */
    SubnetCommand.UpdateSegment update(Subnet.Segment before) {
        if (!subnet.names().hasNext()) {
            throw Rejected.field("subnet", "must change at least one attribute");
        }
        onlyDhcp();
        pools(before.range());
        return new SubnetCommand.UpdateSegment(
                before.neutronId(), subnet.patchText("name", ANY).applyTo(before.name(), ""), dns());
    }

    /** Neutron subnets are always served by DHCP (DHC-02). */
    private void onlyDhcp() {
        if (!subnet.flag("enable_dhcp", true)) {
            throw Rejected.field(subnet.path("enable_dhcp"), "may only be true");
        }
    }

    /** The block of an IPv6 subnet comes from the cloud's pool and cannot be given (IP6-09, SEED-16). */
    private SegmentSpec ipv6() {
        if (subnet.value("cidr").isPresent()) {
            throw Rejected.field(subnet.path("cidr"), "cannot be chosen for an IPv6 subnet");
        }
        subnet.flag("use_default_subnetpool", true);
        return new SegmentSpec.Ipv6(subnet.text("name", ANY, ""));
    }

    private SegmentSpec ipv4() {
        IpRange range = subnet.range("cidr");
        if (range.prefixLength() > LONGEST_PREFIX) {
            throw Rejected.field(subnet.path("cidr"), "the mask may be at most /" + LONGEST_PREFIX);
        }
        subnet.maybeText("subnetpool_id", Text.ID);
        if (subnet.flag("use_default_subnetpool", false)) {
            throw Rejected.field(subnet.path("use_default_subnetpool"), "is for IPv6 subnets only");
        }
        return new SegmentSpec.Ipv4(subnet.text("name", ANY, ""), range, gateway(range), pools(range));
    }

    /** Null means none; left out, it is the first host. */
    private Subnet.Gateway gateway(IpRange range) {
        return subnet.isNull("gateway_ip")
                ? new Subnet.Gateway.None()
                : new Subnet.Gateway.At(subnet.maybeAddress("gateway_ip").orElseGet(() -> range.address(1)));
    }

    private List<SegmentSpec.Pool> pools(IpRange range) {
        List<Body> pools = subnet.objects("allocation_pools");
        if (pools.size() > 1) {
            throw Rejected.field(subnet.path("allocation_pools"), "at most one pool is supported");
        }
        return pools.stream()
                .map(pool -> {
                    IpAddress start = pool.address("start");
                    IpAddress end = pool.address("end");
                    if (!range.contains(start) || !range.contains(end) || start.compareTo(end) > 0) {
                        throw Rejected.field(pool.path("start"), "the pool must lie in " + range);
                    }
                    return new SegmentSpec.Pool(start, end);
                })
                .toList();
    }

    private Patch<List<IpAddress>> dns() {
        hostRoutes();
        if (!subnet.has("dns_nameservers")) {
            return Patch.keep();
        }
        List<IpAddress> servers = subnet.addresses("dns_nameservers");
        DnsServers.check(subnet.path("dns_nameservers"), servers, DnsServers.MOST_DNS); // IP6-11
        return Patch.set(servers);
    }

    /** Host routes are taken and not used (SUB-23), but they must be well formed. */
    private void hostRoutes() {
        subnet.objects("host_routes").forEach(route -> {
            route.maybeText("destination", Text.upTo(64));
            route.maybeText("nexthop", Text.upTo(64));
        });
    }
}
