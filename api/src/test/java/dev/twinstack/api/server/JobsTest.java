package dev.twinstack.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.SetClock;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobsTest {
    private static final Instant LOGIN = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void aJobIsGoneADayAfterItEndedAndLeavesTheMemoryWithTheNext() {
        SetClock clock = new SetClock(LOGIN);
        try (TestTwin client = TestTwin.start(clock)) {
            Net net = Net.dualStack(client);
            // Within the hour before the login, so that a day later its token still holds.
            clock.set(LOGIN.minusSeconds(60));
            String job = net.create("s3.medium.1", Net.DEBIAN, "", "").text("/job_id");
            clock.set(LOGIN.plus(Duration.ofDays(1)).minusSeconds(61));
            assertThat(show(client, job).text("/status")).isEqualTo("SUCCESS");
            clock.set(LOGIN.plus(Duration.ofDays(1)).minusSeconds(60));
            assertThat(show(client, job).status()).isEqualTo(400);
            assertThat(show(client, job).text("/error/code")).isEqualTo("Common.0011");
            String next = net.create("s3.medium.1", Net.DEBIAN, "", "").text("/job_id");
            // Back in time a job would be seen again that is only hidden.
            clock.set(LOGIN);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (show(client, job).status() == 200 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(show(client, job).status()).isEqualTo(400);
            assertThat(show(client, next).status()).isEqualTo(200);
        }
    }

    private static Reply show(TestTwin client, String job) {
        return client.get("/v1/{p}/jobs/" + job);
    }
}
