package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.LeasePool;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Exhausted;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.subnet.Subnet.Segment;
import dev.twinstack.emulator.subnet.SubnetCommand.Leased;
import dev.twinstack.emulator.subnet.SubnetCommand.LeasedAddress;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which port gets which address. */
final class Leasing {
    /** The type of a subnet's claimants; a name only, as an owner does not know its claimants' package. */
    private static final String PORT = "port";

    private Leasing() {}

    /** {@return the granted {@link Leased}, all of it or a refusal} A port that asks again gets what it has. */
    static Decision<SubnetEvent> lease(Subnet subnet, String port, List<Wanted> wanted) {
        List<IpAddress> had = subnet.leases().get(port);
        if (had != null) {
            return Decision.grant(List.of(), leased(subnet, had));
        }
        Map<Family, LeasePool> pools = new EnumMap<>(Family.class);
        subnet.segments().forEach((family, segment) -> pools.put(family, segment.pool()));
        List<IpAddress> addresses = new ArrayList<>();
        for (Wanted one : wanted) {
            switch (find(subnet, pools, one)) {
                case Found.Free(IpAddress address) -> {
                    addresses.add(address);
                    pools.computeIfPresent(address.family(), (family, pool) -> pool.with(address));
                }
                case Found.Not(DomainError why) -> {
                    return Decision.refuse(why);
                }
            }
        }
        return Decision.grant(List.of(new SubnetEvent.AddressesLeased(port, addresses)), leased(subnet, addresses));
    }

    private sealed interface Found {
        record Free(IpAddress address) implements Found {}

        record Not(DomainError why) implements Found {}
    }

    private static Found find(Subnet subnet, Map<Family, LeasePool> pools, Wanted wanted) {
        return switch (wanted) {
            case Wanted.Any(Family family) -> {
                LeasePool pool = pools.get(family);
                yield pool == null
                        ? new Found.Not(noSegment(subnet, family))
                        : pool.lease()
                                .<Found>map(Found.Free::new)
                                .orElseGet(() -> new Found.Not(new Exhausted(
                                        "subnet-exhausted", "The subnet " + subnet.id() + " has no free address.")));
            }
            case Wanted.Exactly(IpAddress address) -> exactly(subnet, pools.get(address.family()), address);
        };
    }

    private static Found exactly(Subnet subnet, @org.jspecify.annotations.Nullable LeasePool pool, IpAddress address) {
        if (pool == null) {
            return new Found.Not(noSegment(subnet, address.family()));
        }
        if (!pool.has(address)) {
            return new Found.Not(new Invalid(
                    "address-outside-subnet",
                    "ip_address",
                    "The address " + address + " is not in the subnet " + pool.range() + "."));
        }
        return pool.isLeased(address)
                ? new Found.Not(new Conflict("address-taken", "The address " + address + " is already in use."))
                : new Found.Free(address);
    }

    private static Invalid noSegment(Subnet subnet, Family family) {
        return new Invalid(
                "subnet-lacks-" + (family == Family.IPV6 ? "ipv6" : "ipv4"),
                "subnet_id",
                "The subnet " + subnet.id() + " has no " + family + " CIDR block.");
    }

    private static Leased leased(Subnet subnet, List<IpAddress> addresses) {
        return new Leased(addresses.stream()
                .map(address -> new LeasedAddress(neutronId(subnet, address), address))
                .toList());
    }

    private static String neutronId(Subnet subnet, IpAddress address) {
        return subnet.segment(address.family()).map(Segment::neutronId).orElseThrow();
    }

    static Decision<SubnetEvent> release(Subnet subnet, String port, Instant at) {
        return Decision.grant(
                subnet.leases().containsKey(port) ? List.of(new SubnetEvent.AddressesReleased(port, at)) : List.of(),
                port);
    }

    static List<Claim.Held> held(EntityRef self, Subnet subnet) {
        return subnet.leases().keySet().stream()
                .map(port -> new Claim.Held(new EntityRef(self.project(), PORT, port), new SubnetCommand.Release(port)))
                .toList();
    }
}
