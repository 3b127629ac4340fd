package dev.twinstack.emulator.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Desk;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Entry;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Publication;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;

class SequenceNumbersTest {
    private static final EntityRef A = Desk.TYPE.ref("p", "a");
    private static final EntityRef B = Desk.TYPE.ref("p", "b");
    private static final Desk DESK = new Desk("a", 1, HashTreePMap.empty(), HashTreePMap.empty(), List.of());
    private static final Existence<Desk> LIVE = new Existence.Live<>(DESK);
    private static final Existence<Desk> GONE = new Existence.Gone<>(DESK);

    private final SequenceNumbers numbers = new SequenceNumbers();

    @Test
    void onlyWhatIsNewerIsNews() {
        assertThat(numbers.advance(publication(A, 2, LIVE))).isEqualTo(2);
        assertThat(numbers.advance(publication(A, 2, LIVE))).isZero();
        assertThat(numbers.advance(publication(A, 1, LIVE))).isZero();
        assertThat(numbers.advance(publication(A, 3, LIVE))).isEqualTo(1);
        assertThat(numbers.advance(publication(B, 0, new Existence.Never<>()))).isZero();
    }

    @Test
    void whatIsGoneIsForgottenAfterTwoPeriodsAndWhatLivesIsNot() {
        numbers.advance(publication(A, 3, LIVE));
        numbers.endPeriod();
        numbers.advance(publication(B, 7, GONE));
        numbers.endPeriod();
        assertThat(numbers.advance(publication(B, 6, LIVE))).as("a late one").isZero();
        numbers.endPeriod();
        assertThat(numbers.size()).isEqualTo(1);
        assertThat(numbers.advance(publication(A, 3, LIVE))).isZero();
    }

    @Test
    void whatWasGoneWhenTheProjectWasReadIsForgottenToo() {
        numbers.load(new Replay.Result(Snapshot.empty("p").put(A, DESK), Map.of(A, 3L, B, 7L)));
        assertThat(numbers.advance(publication(B, 6, LIVE))).isZero();
        numbers.endPeriod();
        numbers.endPeriod();
        assertThat(numbers.size()).isEqualTo(1);
        assertThat(numbers.advance(publication(A, 2, LIVE))).isZero();
    }

    @Test
    void stepsAreEventsAlsoOfWhatComesBackAfterItWasForgotten() {
        assertThat(numbers.advance(publication(A, 4, LIVE)))
                .as("never heard of")
                .isEqualTo(4);
        assertThat(numbers.advance(publication(A, 6, GONE))).isEqualTo(2);
        numbers.endPeriod();
        numbers.endPeriod();
        assertThat(numbers.advance(publication(A, 6, GONE)))
                .as("all of it was counted")
                .isZero();
        Publication again =
                new Publication(A, 7, LIVE, List.of(), List.of(new Entry<>(new Desk.Happening.Closed(), Cause.ITSELF)));
        assertThat(numbers.advance(again)).isEqualTo(1);
    }

    private static Publication publication(EntityRef entity, long number, Existence<Desk> existence) {
        return new Publication(entity, number, existence, List.of());
    }
}
