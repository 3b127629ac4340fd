package dev.twinstack.emulator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VitalsTest {
    @Test
    void durationsAreCountedByClass() {
        Histogram histogram = new Histogram();
        histogram.record(TimeUnit.MILLISECONDS.toNanos(5));
        histogram.record(TimeUnit.MILLISECONDS.toNanos(5) + 1);
        histogram.record(TimeUnit.MINUTES.toNanos(5));
        double[] bounds = Histogram.boundsInSeconds();
        long[] counts = histogram.counts();
        assertThat(counts).hasSameSizeAs(bounds);
        for (int i = 0; i < bounds.length; i++) {
            long expected = bounds[i] == 0.005 || bounds[i] == 0.01 || Double.isInfinite(bounds[i]) ? 1 : 0;
            assertThat(counts[i]).as("up to %s s", bounds[i]).isEqualTo(expected);
        }
        assertThat(histogram.count()).isEqualTo(3);
        assertThat(histogram.sumInSeconds()).isBetween(300.01, 300.011);
    }

    @Test
    void classesAscend() {
        assertThat(Histogram.boundsInSeconds()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatIsAskedIsInFlightUntilItEnds() {
        Vitals vitals = new Vitals();
        vitals.asked();
        vitals.asked();
        vitals.answered(new Outcome.Failed("for the test"));
        assertThat(vitals.inFlight()).isEqualTo(1);
        vitals.answered(new Outcome.Done("done"));
        assertThat(vitals.inFlight()).isZero();
    }

    @Test
    void aJournalLagsOnlyWhileAWriteIsUnderWay() {
        JournalVitals journal = new JournalVitals();
        assertThat(journal.lagInSeconds()).isZero();
        long began = journal.begin();
        assertThat(journal.underWay()).isEqualTo(1);
        assertThat(journal.lagInSeconds()).isPositive();
        journal.written(began, 3);
        assertThat(journal.lagInSeconds()).isZero();
        journal.begin();
        journal.failed();
        assertThat(journal.underWay()).isZero();
        assertThat(journal.events()).isEqualTo(3);
        assertThat(journal.failures()).isEqualTo(1);
        assertThat(journal.writes().count()).isEqualTo(1);
    }
}
