package dev.twinstack.emulator.vpc;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.QuotaExceeded;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.vpc.Vpc.HostRoute;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which routes a VPC may have of its own. Source: API reference, "Updating a VPC" and "Updating a Router". */
final class HostRoutes {
    private HostRoutes() {}

    /** {@return what is wrong with having these routes, if anything} A next hop lies in a subnet (VPC-14, RT-30). */
    static Optional<DomainError> objection(Vpc vpc, List<HostRoute> routes, Quotas quotas) {
        if (!routes.isEmpty() && !quotas.allows(Quota.ROUTES_PER_TABLE, routes.size() - 1)) {
            return Optional.of(
                    new QuotaExceeded(Quota.ROUTES_PER_TABLE.wireName(), quotas.limit(Quota.ROUTES_PER_TABLE)));
        }
        Set<IpRange> destinations = new HashSet<>();
        for (HostRoute route : routes) {
            if (!destinations.add(route.destination())) {
                return invalid("vpc-route-taken", "The destination " + route.destination() + " is given twice.");
            }
            if (vpc.subnets().has(route.destination())) {
                return invalid("vpc-route-direct", "The destination " + route.destination() + " is a subnet's.");
            }
            if (vpc.subnets().blocks().stream().noneMatch(subnet -> subnet.contains(route.nexthop()))) {
                return invalid(
                        "vpc-route-nexthop-outside",
                        "The next hop " + route.nexthop() + " is in no subnet of the VPC " + vpc.id() + ".");
            }
        }
        return Optional.empty();
    }

    private static Optional<DomainError> invalid(String reason, String message) {
        return Optional.of(new Invalid(reason, "routes", message));
    }
}
