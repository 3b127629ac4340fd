package dev.twinstack.emulator.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What a diagnosis promises, over random topologies. {@code -Dtwinstack.oracle.seed} says from which seed on. */
class RemediesTest {
    private static final long SEED = Long.getLong("twinstack.oracle.seed", 1);
    private static final int TOPOLOGIES = 400;
    private static final int FLOWS = 20;

    private final Tracer tracer = new Tracer(Network.CATALOGUE);

    private int forBlocked(BiConsumer<Snapshot, Diagnosis> property) {
        int blocked = 0;
        for (long seed = SEED; seed < SEED + TOPOLOGIES; seed++) {
            Snapshot snapshot = RandomPlan.of(seed).network().snapshot();
            RandomFlows flows = new RandomFlows(snapshot, new SplittableRandom(seed));
            for (int i = 0; i < FLOWS; i++) {
                Diagnosis diagnosis = Diagnosis.of(tracer, snapshot, flows.next());
                if (!diagnosis.trace().reachable()) {
                    blocked++;
                    property.accept(snapshot, diagnosis);
                }
            }
        }
        return blocked;
    }

    private boolean arrives(Snapshot snapshot, Diagnosis diagnosis, List<Remedy> remedies) {
        return tracer.trace(WhatIf.with(snapshot, remedies), diagnosis.trace().flow())
                .reachable();
    }

    @Test
    void theFirstBlockerIsTheOneTheTraceNames() {
        forBlocked((snapshot, diagnosis) -> assertThat(
                        diagnosis.blockers().getFirst().disposition())
                .isEqualTo(diagnosis.trace().disposition()));
    }

    @Test
    void allRemediesTogetherOpenTheWayAndNoneIsIdle() {
        int[] complete = {0};
        int[] remedies = {0};
        int[] back = {0};
        int blocked = forBlocked((snapshot, diagnosis) -> {
            if (!diagnosis.complete()) {
                assertThat(diagnosis.remedies()).isEmpty();
                assertThat(diagnosis.blockers())
                        .as(diagnosis.toString())
                        .anyMatch(blocker -> blocker.remedies().isEmpty());
                return;
            }
            complete[0]++;
            back[0] += diagnosis.blockers().stream().anyMatch(blocker -> blocker.leg() == Blocker.Leg.BACK) ? 1 : 0;
            remedies[0] += diagnosis.remedies().size();
            assertThat(arrives(snapshot, diagnosis, diagnosis.remedies())).isTrue();
            for (Remedy left : diagnosis.remedies()) {
                List<Remedy> others = new ArrayList<>(diagnosis.remedies());
                others.remove(left);
                assertThat(arrives(snapshot, diagnosis, others))
                        .as("without %s of %s", left, diagnosis)
                        .isFalse();
            }
        });
        System.out.printf(
                "%d of %d blocked flows are opened, %d of them also for the answers, by %d remedies%n",
                complete[0], blocked, back[0], remedies[0]);
        assertThat(back[0]).isPositive();
        assertThat(complete[0]).isGreaterThan(blocked / 3);
    }
}
