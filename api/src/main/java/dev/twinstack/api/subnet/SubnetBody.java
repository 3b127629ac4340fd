package dev.twinstack.api.subnet;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.api.subnetpool.SubnetPools;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import dev.twinstack.emulator.subnet.SubnetCommand.SegmentSpec;
import dev.twinstack.emulator.subnetpool.SubnetPoolCommand.Wanted;
import java.util.List;
import java.util.Optional;

/** Reads the body of a native subnet. */
final class SubnetBody {
    static final String STATEFUL = "dhcpv6-stateful";
    private static final Text ANY = Text.upTo(255);
    private static final int LONGEST_IPV4_PREFIX = 28;
    private static final String SUBNET_POOL = "subnetpool_id";
    private static final String USE_DEFAULT = "use_default_subnetpool";

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

    /**
     * @param snapshot where its subnet pool is
     */
    SubnetCommand.AddSegment addition(Snapshot snapshot) {
        onlyDhcp();
        subnet.maybeText("ipv6_address_mode", Text.oneOf(STATEFUL)); // IP6-10
        subnet.maybeText("ipv6_ra_mode", Text.oneOf(STATEFUL));
        SegmentSpec segment = switch (family()) {
            case IPV4 -> ipv4(snapshot);
            case IPV6 -> ipv6(snapshot);
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
        refuseChanges(before);
        return new SubnetCommand.UpdateSegment(
                before.neutronId(), subnet.patchText("name", ANY).applyTo(before.name(), ""), dns(), pools());
    }

    /** Neutron subnets are always served by DHCP (DHC-02). */
    private void onlyDhcp() {
        if (!subnet.flag("enable_dhcp", true)) {
            throw Rejected.field(subnet.path("enable_dhcp"), "may only be true");
        }
    }

    private String name() {
        return subnet.text("name", ANY, "");
    }

    /** The block of an IPv6 subnet is drawn from a pool and cannot be given (IP6-09, SEED-16), nor what depends on it. */
    private SegmentSpec ipv6(Snapshot snapshot) {
        if (subnet.value("cidr").isPresent()) {
            throw Rejected.field(subnet.path("cidr"), "cannot be chosen for an IPv6 subnet");
        }
        refuseWithoutBlock("gateway_ip", subnet.has("gateway_ip"));
        refuseWithoutBlock(
                "allocation_pools", !subnet.objects("allocation_pools").isEmpty());
        return switch (ipv6Pool(snapshot)) {
            case SubnetPools.Choice.OfRegion region -> new SegmentSpec.Ipv6(name());
            case SubnetPools.Choice.Own(var pool) ->
                new SegmentSpec.Drawn(Family.IPV6, name(), pool.id(), wanted(), true);
        };
    }

    private void refuseWithoutBlock(String field, boolean given) {
        if (given) {
            throw Rejected.field(subnet.path(field), "cannot be chosen while the block is not");
        }
    }

    private SubnetPools.Choice ipv6Pool(Snapshot snapshot) {
        Optional<String> named = subnet.maybeText(SUBNET_POOL, Text.ID);
        boolean byDefault = subnet.flag(USE_DEFAULT, named.isEmpty());
        if (named.isPresent() == byDefault) {
            throw Rejected.field(subnet.path(USE_DEFAULT), "either a subnet pool or the default one must be used");
        }
        return named.map(id -> SubnetPools.named(snapshot, id, Family.IPV6, subnet.path(SUBNET_POOL)))
                .orElseGet(() -> SubnetPools.standard(snapshot));
    }

    /** {@return the size that is wanted of a pool's block: {@code prefixlen}, or the pool's own default} */
    private Wanted wanted() {
        return subnet.maybeInteger("prefixlen", 0, family().bits())
                .<Wanted>map(Wanted.OfLength::new)
                .orElseGet(Wanted.Any::new);
    }

    private SegmentSpec ipv4(Snapshot snapshot) {
        if (subnet.flag(USE_DEFAULT, false)) {
            throw Rejected.field(subnet.path(USE_DEFAULT), "is for IPv6 subnets only");
        }
        String pool = subnet.maybeText(SUBNET_POOL, Text.ID)
                .map(id -> SubnetPools.named(snapshot, id, Family.IPV4, subnet.path(SUBNET_POOL)))
                .map(choice -> choice instanceof SubnetPools.Choice.Own(var own) ? own.id() : "")
                .orElse("");
        return !pool.isEmpty() && subnet.value("cidr").isEmpty() ? drawn(pool) : chosen(pool);
    }

    private SegmentSpec drawn(String pool) {
        refuseWithoutBlock("gateway_ip", subnet.value("gateway_ip").isPresent());
        refuseWithoutBlock(
                "allocation_pools", !subnet.objects("allocation_pools").isEmpty());
        return new SegmentSpec.Drawn(Family.IPV4, name(), pool, wanted(), !subnet.isNull("gateway_ip"));
    }

    private SegmentSpec chosen(String pool) {
        IpRange range = subnet.range("cidr");
        if (range.prefixLength() > LONGEST_IPV4_PREFIX) {
            throw Rejected.field(subnet.path("cidr"), "the mask may be at most /" + LONGEST_IPV4_PREFIX);
        }
        return new SegmentSpec.Ipv4(name(), range, gateway(range), pools().applyTo(List.of(), List.of()), pool);
    }

    /** Null means none; left out, it is the first host. */
    private Subnet.Gateway gateway(IpRange range) {
        if (subnet.isNull("gateway_ip")) {
            return new Subnet.Gateway.None();
        }
        return new Subnet.Gateway.At(subnet.maybeAddress("gateway_ip").orElseGet(() -> range.address(1)));
    }

    private Patch<List<SegmentSpec.Pool>> pools() {
        return subnet.patch("allocation_pools", (value, field) -> {
            List<Body> pools = subnet.objects("allocation_pools");
            if (pools.size() > 1) {
                throw Rejected.field(field, "at most one pool is supported");
            }
            return pools.stream()
                    .map(pool -> new SegmentSpec.Pool(pool.address("start"), pool.address("end")))
                    .toList();
        });
    }

    /** The gateway cannot be changed (SUB-10), but may be repeated as it is. */
    private void refuseChanges(Subnet.Segment segment) {
        Optional<IpAddress> given = subnet.maybeAddress("gateway_ip");
        boolean same = segment.gateway() instanceof Subnet.Gateway.At(IpAddress address)
                ? given.equals(Optional.of(address))
                : given.isEmpty();
        if (subnet.has("gateway_ip") && !same) {
            throw Rejected.field(subnet.path("gateway_ip"), "cannot be changed");
        }
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
