package dev.twinstack.scenarios.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.scenarios.load.plan.Gate;
import dev.twinstack.scenarios.load.plan.Plan;
import dev.twinstack.scenarios.load.plan.PlanReader;
import dev.twinstack.scenarios.load.report.ResultsJson;
import dev.twinstack.scenarios.script.Where;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final Where HERE = new Where("v.yaml", 1, 1);
    private static final Gate.Of ALL = Gate.Of.All.ALL;
    private static final Results.About ABOUT =
            new Results.About("p", "p.yaml", "http://x", "2026-01-01T00:00:00Z", "open", "", List.of());

    private final Meter meter = new Meter(List.of("look", "make"), List.of("j"));

    /** A second in which so many look, each taking so long; of them so many are refused. */
    private void second(int count, int refused, long millis) {
        for (int i = 0; i < count; i++) {
            meter.offered();
            meter.started(0);
            meter.action("look").started();
            if (i < refused) {
                meter.action("look").refused("409 VPC.0104");
            } else {
                meter.action("look").completed(millis * 1_000_000, millis * 500_000);
            }
            meter.ended(i >= refused);
        }
        meter.tick();
    }

    private Results results(double seconds) {
        return meter.results(ABOUT, seconds);
    }

    private static Verdicts.Verdict only(Gate gate, Results results, Results... baseline) {
        return Verdicts.of(List.of(gate), results, List.of(baseline)).getFirst();
    }

    @Test
    void judgesFailuresRatesAndPercentiles() {
        second(100, 1, 20);
        second(100, 1, 20);
        Results results = results(2);

        assertThat(only(new Gate.Failures(ALL, 0.01, HERE), results)).isInstanceOf(Verdicts.Verdict.Held.class);
        assertThat(only(new Gate.Failures(ALL, 0.009, HERE), results)).isInstanceOf(Verdicts.Verdict.Lost.class);
        assertThat(only(new Gate.Rate(new Gate.Of.Named("look"), 99, HERE), results))
                .isInstanceOf(Verdicts.Verdict.Held.class);
        assertThat(only(new Gate.Rate(ALL, 99.5, HERE), results)).isInstanceOf(Verdicts.Verdict.Lost.class);
        assertThat(only(new Gate.Percentile(ALL, 99, Duration.ofMillis(21), HERE), results))
                .isInstanceOf(Verdicts.Verdict.Held.class);
        assertThat(only(new Gate.Percentile(ALL, 50, Duration.ofMillis(19), HERE), results))
                .isInstanceOf(Verdicts.Verdict.Lost.class);
        assertThat(only(new Gate.Percentile(new Gate.Of.Named("make"), 50, Duration.ofMillis(1), HERE), results))
                .isInstanceOf(Verdicts.Verdict.Unchecked.class);
    }

    @Test
    void growthComparesTheLastThirdWithTheFirst() {
        for (int second = 0; second < 9; second++) {
            second(20, 0, second < 3 ? 10 : second < 6 ? 100 : 30);
        }
        Results results = results(9);

        assertThat(only(new Gate.Growth(ALL, 50, 3.1, HERE), results)).isInstanceOf(Verdicts.Verdict.Held.class);
        assertThat(only(new Gate.Growth(ALL, 50, 2.9, HERE), results)).isInstanceOf(Verdicts.Verdict.Lost.class);
    }

    @Test
    void regressionComparesWithWhatAnEarlierRunLeft() {
        second(100, 0, 20);
        Results before = ResultsJson.read(ResultsJson.of(results(1), List.of()).toString());
        second(300, 0, 50);
        Results now = results(2);

        assertThat(only(new Gate.Regression(ALL, 50, 2.6, HERE), now, before))
                .isInstanceOf(Verdicts.Verdict.Held.class);
        assertThat(only(new Gate.Regression(ALL, 50, 2.4, HERE), now, before))
                .isInstanceOf(Verdicts.Verdict.Lost.class);
        assertThat(only(new Gate.Regression(ALL, 50, 2.4, HERE), now)).isInstanceOf(Verdicts.Verdict.Unchecked.class);
    }

    /** {@return a plan of journeys that look twice each, with that gate} */
    private static Plan looking(String gate) {
        return PlanReader.read("v.yaml", """
                name: v
                journeys: [{name: j, steps: [{repeat: {times: 2, steps: [{request: {path: /x}}]}}]}]
                load: [{rate: 1/s, for: 1 s}]
                gates: [%s]
                """.formatted(gate), Map.of());
    }

    @Test
    void whatCanStillBeWonIsNotLost() {
        second(100, 5, 20);
        Results results = results(1);

        assertThat(Verdicts.lostForGood(looking("failures: 1%"), results, 250)).isEmpty();
        assertThat(Verdicts.lostForGood(looking("failures: 1%"), results, 249)).isPresent();
        assertThat(Verdicts.lostForGood(looking("p90: 10 ms"), results, 480)).isEmpty();
        assertThat(Verdicts.lostForGood(looking("p90: 10 ms"), results, 460)).isPresent();
        assertThat(Verdicts.lostForGood(looking("max: 10 ms"), results, 0)).isPresent();
        // How many a closed load will be, nobody knows.
        assertThat(Verdicts.lostForGood(looking("p90: 10 ms"), results, 0)).isEmpty();
    }

    @Test
    void resultsSurviveBeingWrittenAndAddUp() {
        second(100, 3, 20);
        Results one = results(1);
        Results read = ResultsJson.read(ResultsJson.of(one, List.of()).toString());
        Results sum = read.plus(read);

        assertThat(read.total()).isEqualTo(one.total());
        assertThat(read.pulses()).isEqualTo(one.pulses());
        assertThat(read.all().corrected()).isEqualTo(one.all().corrected());
        assertThat(sum.total().offered()).isEqualTo(200);
        assertThat(sum.all().problems()).containsEntry("409 VPC.0104", 6L);
        assertThat(sum.all().uncorrected().getTotalCount()).isEqualTo(194);
        assertThat(sum.all().between(0, 1).getTotalCount()).isEqualTo(194);
    }
}
