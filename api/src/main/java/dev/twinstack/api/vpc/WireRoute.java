package dev.twinstack.api.vpc;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.List;

/** A route of a VPC itself, which v1 and Neutron write alike. */
record WireRoute(String destination, String nexthop) {
    private static final int MOST = 200;

    static List<WireRoute> of(Vpc vpc) {
        return vpc.routes().stream()
                .map(route -> new WireRoute(
                        route.destination().toString(), route.nexthop().toString()))
                .toList();
    }

    /** {@return all routes of the VPC anew} At most 200; absent keeps them, null clears them (VPC-14). */
    static Patch<List<Vpc.HostRoute>> patch(Body vpc) {
        if (!vpc.has("routes")) {
            return Patch.keep();
        }
        List<Vpc.HostRoute> routes = vpc.objects("routes").stream()
                .map(route -> new Vpc.HostRoute(route.range("destination"), route.address("nexthop")))
                .toList();
        if (routes.size() > MOST) {
            throw Rejected.field(vpc.path("routes"), "may hold at most " + MOST + " routes");
        }
        return Patch.set(routes);
    }
}
