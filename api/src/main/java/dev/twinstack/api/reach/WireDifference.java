package dev.twinstack.api.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.reach.Difference;
import dev.twinstack.emulator.reach.Service;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.reachability.Traffic;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What two revisions of a project differ in, as it is answered.
 *
 * @param vpcs whose NICs were asked about, with these services
 * @param inside flows between NICs
 * @param insideLeftOut how many more of those there are
 * @param outside what the Internet gets to
 * @param outsideLeftOut ends that were not compared, as that would have been too many flows
 */
record WireDifference(
        String question,
        long since,
        long until,
        List<String> vpcs,
        List<String> services,
        List<Inside> inside,
        long insideLeftOut,
        List<Outside> outside,
        List<WireExposure.LeftOut> outsideLeftOut) {
    /**
     * @param change {@code gained} or {@code lost}
     * @param now how the flow ends in the later revision
     */
    record Inside(String change, int family, String service, Node from, Node to, String now) {}

    record Outside(String change, int family, WireService service, Node to, WireService.Clients clients) {}

    static WireDifference of(
            Snapshot before,
            Snapshot after,
            Collection<String> vpcs,
            Collection<Traffic> services,
            Difference difference) {
        return new WireDifference(
                "diff",
                before.revision(),
                after.revision(),
                List.copyOf(vpcs),
                services.stream().map(Service::written).toList(),
                difference.inside().stream().map(WireDifference::inside).toList(),
                difference.insideLeftOut(),
                difference.outside().stream().map(WireDifference::outside).toList(),
                WireExposure.LeftOut.of(difference.outsideLeftOut()));
    }

    private static Inside inside(Difference.Inside flow) {
        return new Inside(
                word(flow.change()),
                flow.family().version(),
                Service.written(flow.traffic()),
                flow.from(),
                flow.to(),
                flow.now().name());
    }

    private static Outside outside(Difference.Outside flow) {
        return new Outside(
                word(flow.change()),
                flow.family().version(),
                WireService.of(flow.service()),
                flow.to(),
                WireService.Clients.of(flow.clients()));
    }

    private static String word(Difference.Change change) {
        return change.name().toLowerCase(Locale.ROOT);
    }
}
