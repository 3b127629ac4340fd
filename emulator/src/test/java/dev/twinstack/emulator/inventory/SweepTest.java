package dev.twinstack.emulator.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Desk;
import dev.twinstack.emulator.kernel.DeskRules;
import dev.twinstack.emulator.kernel.EntityRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;

class SweepTest {
    private static final EntityRef OWNER = Desk.TYPE.ref("p", "owner");
    private static final EntityRef CLAIMANT = Desk.TYPE.ref("p", "claimant");

    private final Sweep sweep = new Sweep(List.of(new DeskRules()), Runnable::run);
    private final Snapshot owner = Snapshot.empty("p").put(OWNER, giving("owner", CLAIMANT));

    @Test
    void aClaimItsClaimantKnowsOfStands() {
        Snapshot both = owner.put(CLAIMANT, having("claimant", OWNER));
        assertThat(sweep.dangling(both, both)).isEmpty();
    }

    @Test
    void aClaimWhoseClaimantNeverCameToBeDangles() {
        assertThat(sweep.dangling(owner, owner)).containsExactly(released(OWNER, CLAIMANT));
    }

    @Test
    void aClaimItsClaimantLetGoOfDangles() {
        Snapshot both = owner.put(CLAIMANT, having("claimant", Desk.TYPE.ref("p", "another")));
        assertThat(sweep.dangling(both, both)).containsExactly(released(OWNER, CLAIMANT));
    }

    @Test
    void aClaimantOfAnUnknownTypeNeverCameToBe() {
        EntityRef stranger = new EntityRef("p", "stranger", "x");
        Snapshot snapshot = Snapshot.empty("p").put(OWNER, giving("owner", stranger));
        assertThat(sweep.dangling(snapshot, snapshot)).containsExactly(released(OWNER, stranger));
    }

    @Test
    void theRegionsPoolsAreSweptForOneProjectAtATime() {
        EntityRef pool = Desk.TYPE.ref("region", "pool");
        EntityRef elsewhere = Desk.TYPE.ref("q", "claimant");
        Snapshot region = Snapshot.empty("region").put(pool, giving("pool", CLAIMANT, elsewhere));
        Snapshot empty = Snapshot.empty("p");
        assertThat(sweep.dangling(region, empty)).containsExactly(released(pool, CLAIMANT));
        assertThat(sweep.dangling(region, empty.put(CLAIMANT, having("claimant", pool))))
                .isEmpty();
        assertThat(sweep.dangling(region, region)).as("the region's own claims").isEmpty();
    }

    private static Sweep.Dangling released(EntityRef owner, EntityRef claimant) {
        return new Sweep.Dangling(claimant, new Claim.Hold(owner, new Desk.Order.GiveBack(claimant)));
    }

    static Desk giving(String id, EntityRef... claimants) {
        Desk desk = new Desk(id, 9, HashTreePMap.empty(), HashTreePMap.empty(), List.of());
        for (int i = 0; i < claimants.length; i++) {
            desk = new Desk(id, 9, desk.given().plus(claimants[i], i + 1), desk.had(), List.of());
        }
        return desk;
    }

    static Desk having(String id, EntityRef owner) {
        return new Desk(id, 9, HashTreePMap.empty(), HashTreePMap.singleton(owner, 1), List.of());
    }
}
