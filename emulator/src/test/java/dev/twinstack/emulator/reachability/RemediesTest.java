package dev.twinstack.emulator.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.server.Server;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What a diagnosis promises, over random topologies. {@code -Dtwinstack.oracle.seed} says from which seed on. */
class RemediesTest {
    private static final long SEED = Long.getLong("twinstack.oracle.seed", 1);
    private static final int TOPOLOGIES = 400;
    private static final int FLOWS = 20;
    private static final int MOST_ROUNDS = 3;

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

    /** Of a block outside, each answer's remedies open more than the one host that was traced. */
    @Test
    void aFewAnswersOpenAWholeBlock() {
        List<String> blocks = List.of("203.0.113.0/24", "198.51.100.0/24", "2a00:1::/32", "2a00:2::/64");
        Traffic https = new Traffic.OnePort(Transport.TCP, 443);
        int[] opened = new int[MOST_ROUNDS + 1];
        for (long seed = SEED; seed < SEED + TOPOLOGIES; seed++) {
            Snapshot snapshot = RandomPlan.of(seed).network().snapshot();
            for (Server server : snapshot.all(Server.TYPE)) {
                for (String block : blocks) {
                    rounds(snapshot, block, server.id(), https).ifPresent(rounds -> opened[rounds]++);
                    rounds(snapshot, server.id(), block, https).ifPresent(rounds -> opened[rounds]++);
                }
            }
        }
        System.out.printf("Blocks opened by 0, 1, 2, … answers: %s%n", Arrays.toString(opened));
        assertThat(opened[1]).isGreaterThan(TOPOLOGIES);
        assertThat(opened[2]).isPositive();
    }

    /**
     * {@return after how many answers all of a block gets through} Nothing if something is for somebody to choose.
     *
     * @throws AssertionError if there is no end of it
     */
    private OptionalInt rounds(Snapshot snapshot, String from, String to, Traffic traffic) {
        Snapshot mended = snapshot;
        for (int round = 0; round <= MOST_ROUNDS; round++) {
            Family family = Ends.familyOf(from, Ends.familyOf(to, Family.IPV4));
            if (!(tracer.flows(mended, from, to, family, traffic) instanceof Flows.Found(List<Flow> flows))) {
                return OptionalInt.empty();
            }
            Finding finding = tracer.survey(mended, flows);
            if (finding.verdict() == Verdict.REACHABLE) {
                return OptionalInt.of(round);
            }
            if (!finding.diagnosis().complete()) {
                return OptionalInt.empty();
            }
            mended = WhatIf.with(mended, finding.diagnosis().remedies());
        }
        throw new AssertionError(from + " to " + to + " is still closed after " + MOST_ROUNDS + " answers: " + mended);
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
