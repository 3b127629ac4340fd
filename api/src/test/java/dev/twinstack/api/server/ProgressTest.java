package dev.twinstack.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.job.Job;
import dev.twinstack.emulator.job.Job.Part;
import dev.twinstack.emulator.job.Job.Result;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import dev.twinstack.emulator.timing.Timing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final Timing OTC = new Timing.Otc(7, 1);
    private static final Part ONE = part(Progress.MAKES_A_SERVER, "1", Map.of("server_id", "s1"));
    private static final Part TWO = part(Progress.MAKES_A_SERVER, "2", Map.of("server_id", "s2"));

    private static Part part(String kind, String id, Map<String, String> entities) {
        return new Part(id, kind, entities, new Result.Success());
    }

    private static Job job(Part... parts) {
        return new Job("j", "any", List.of(parts), new Result.Success(), NOW, NOW);
    }

    private static Moment at(Instant now) {
        return new Moment(now, OTC);
    }

    @Test
    void aJobIsOverAtOnceWhereNothingTakesTime() {
        assertThat(Progress.of(job(ONE), Moment.instantly(NOW))).isEqualTo(Progress.ENDED);
        assertThat(Progress.of(job(ONE), ONE, Moment.instantly(NOW))).isEqualTo(Progress.ENDED);
        assertThat(Progress.end(job(ONE), Moment.instantly(NOW))).isEqualTo(NOW);
    }

    @Test
    void itWaitsThenRunsAsLongAsItsServersAreBuilt() {
        Instant runs = NOW.plus(OTC.of(Phase.JOB_WAITING, "j"));
        Instant one = NOW.plus(OTC.of(Phase.SERVER_BUILDING, "s1"));
        Instant two = NOW.plus(OTC.of(Phase.SERVER_BUILDING, "s2"));
        Instant first = one.isBefore(two) ? one : two;
        Instant last = one.isBefore(two) ? two : one;
        assertThat(Stream.of(NOW, runs.minusMillis(1), runs, first, last.minusMillis(1), last)
                        .map(now -> Progress.of(job(ONE, TWO), at(now))))
                .containsExactly(
                        Progress.WAITING,
                        Progress.WAITING,
                        Progress.RUNNING,
                        Progress.RUNNING,
                        Progress.RUNNING,
                        Progress.ENDED);
        assertThat(Progress.of(job(ONE, TWO), ONE, at(one))).isEqualTo(Progress.ENDED);
        assertThat(Progress.of(job(ONE, TWO), ONE, at(one.minusMillis(1)))).isEqualTo(Progress.RUNNING);
        assertThat(Progress.end(job(ONE, TWO), at(NOW))).isEqualTo(last);
    }

    @Test
    void otherJobsTakeATimeOfTheirOwn() {
        Part nic = part("addServerNics", "n", Map.of("server_id", "s1"));
        Instant end = NOW.plus(OTC.of(Phase.JOB_RUNNING, "n"));
        assertThat(Progress.end(job(nic), at(NOW))).isEqualTo(end);
        assertThat(Progress.end(job(), at(NOW))).isEqualTo(NOW.plus(OTC.of(Phase.JOB_RUNNING, "j")));
        assertThat(Progress.of(job(nic), at(end.minusMillis(1)))).isEqualTo(Progress.RUNNING);
        assertThat(Progress.of(job(nic), at(end))).isEqualTo(Progress.ENDED);
    }
}
