package dev.twinstack.emulator.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.job.Job.Part;
import dev.twinstack.emulator.job.Job.Result;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobRulesTest {
    private static final Instant BEGAN = Instant.parse("2026-05-01T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:02Z");
    private static final Context CTX = new Context(Job.TYPE.ref("p1", "j1"), NOW, Map.of());

    private final Lifecycle<Job, JobCommand, JobEvent> lifecycle = new Lifecycle<>(new JobRules());

    @Test
    void keepsWhatTheOperationCameTo() {
        List<Part> parts = List.of(
                new Part("j1a", "createSingleServer", Map.of("server_id", "s1"), new Result.Success()),
                new Part("j1b", "createSingleServer", Map.of(), new Result.Failure("subnet-exhausted", "Full.")));
        Job job = file(parts, new Result.Failure("subnet-exhausted", "Full."));
        assertThat(job)
                .isEqualTo(new Job(
                        "j1", "createServer", parts, new Result.Failure("subnet-exhausted", "Full."), BEGAN, NOW));
    }

    @Test
    void isFiledOnce() {
        Job job = file(List.of(), new Result.Success());
        assertThat(lifecycle.decide(new Existence.Live<>(job), open(List.of(), new Result.Success()), CTX))
                .isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void isGoneADayAfterItEnded() {
        Existence<Job> job = new Existence.Live<>(file(List.of(), new Result.Success()));
        assertThat(lifecycle.decide(
                        job, new JobCommand.Expire(), at(NOW.plus(Job.KEPT).minusSeconds(1))))
                .isEqualTo(Decision.nothing());
        assertThat(lifecycle.decide(job, new JobCommand.Expire(), at(NOW.plus(Job.KEPT))))
                .isEqualTo(Decision.persist(new JobEvent.Expired()));
        assertThat(lifecycle.decide(new Existence.Never<>(), new JobCommand.Expire(), CTX))
                .isInstanceOf(Decision.Refuse.class);
    }

    private static Context at(Instant now) {
        return new Context(CTX.self(), now, Map.of());
    }

    private Job file(List<Part> parts, Result result) {
        Decision<JobEvent> decision = lifecycle.decide(new Existence.Never<>(), open(parts, result), CTX);
        assertThat(decision).isInstanceOf(Decision.Persist.class);
        Existence<Job> after =
                lifecycle.evolve(new Existence.Never<>(), ((Decision.Persist<JobEvent>) decision).events());
        return ((Existence.Live<Job>) after).state();
    }

    private static JobCommand open(List<Part> parts, Result result) {
        return new JobCommand.Open("createServer", parts, result, BEGAN);
    }
}
