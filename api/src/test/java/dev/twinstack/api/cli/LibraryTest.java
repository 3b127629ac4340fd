package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The library of scenarios holds, on a twin started for it. */
class LibraryTest {
    @Test
    void allHold() {
        Typed run = Typed.line("run", "../scenarios/library");
        assertThat(run.out()).as(run.err()).contains("all held");
        assertThat(run.exitCode()).isZero();
    }
}
