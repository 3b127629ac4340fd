package dev.twinstack.emulator.peering;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The peerings of a project, of which those it was asked for are a part. */
public final class Peerings {
    private Peerings() {}

    /**
     * {@return the peerings of the project's VPCs, in ascending order of id} O(VPCs and peerings of the project), however
     * many the region has.
     *
     * @param region the region's own project
     */
    public static List<Peering> of(Snapshot project, Snapshot region) {
        return project.all(Vpc.TYPE).stream()
                .flatMap(vpc -> vpc.peerings().keySet().stream())
                .distinct()
                .flatMap(peering -> region.find(Peering.TYPE, peering.id()).stream())
                .sorted(Comparator.comparing(Peering::id))
                .toList();
    }

    /** {@return the peering of that id, if the project is one of its sides} */
    public static Optional<Peering> find(Snapshot region, String project, String id) {
        return region.find(Peering.TYPE, id).filter(peering -> peering.isOf(project));
    }
}
