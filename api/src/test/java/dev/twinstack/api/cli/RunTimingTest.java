package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The scripts about timing, on a twin started for them. */
class RunTimingTest {
    @Test
    void allHold() {
        Typed run = Typed.line("run", "../scenarios/timing");
        assertThat(run.out()).as(run.err()).contains("all held");
        assertThat(run.exitCode()).isZero();
    }
}
