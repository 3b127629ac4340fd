package dev.twinstack.emulator.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.clock.Lead;
import dev.twinstack.emulator.clock.LeadCommand;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.timing.Timing;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time in a running cloud, whose machine's clock stands still here. */
class TimingCloudTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Timing OTC = new Timing.Otc(7, 1);

    @TempDir
    private Path data;

    private Cloud start(Timing timing) {
        return Cloud.start(CloudSettings.of(new JournalSettings.Directory(data), RegionSettings.of("eu-de"))
                .with(Clock.fixed(NOW, ZoneOffset.UTC))
                .with(timing));
    }

    private static Outcome ask(Cloud cloud, EntityRef entity, Command command) {
        return cloud.ask(entity, command).toCompletableFuture().join();
    }

    private static void done(Cloud cloud, EntityRef entity, Command command) {
        assertThat(ask(cloud, entity, command)).isInstanceOf(Outcome.Done.class);
    }

    private static void refused(Outcome outcome, String reason) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.error().reason()).isEqualTo(reason));
    }

    private static void openProject(Cloud cloud, String id) {
        done(cloud, Project.ref(id), new ProjectCommand.Open("eu-de_" + id, "domain"));
    }

    private static void openVpc(Cloud cloud, String project) {
        done(
                cloud,
                Vpc.TYPE.ref(project, "v"),
                new VpcCommand.Open("net", "", List.of(IpRange.of("10.0.0.0/16")), "0"));
    }

    private static boolean isCreating(Cloud cloud, String project) {
        return cloud.snapshot(project)
                .toCompletableFuture()
                .join()
                .find(Vpc.TYPE, "v")
                .orElseThrow()
                .isCreating(cloud.moment(project));
    }

    private static void advance(Cloud cloud, Duration by) {
        done(cloud, Lead.ref(), new LeadCommand.Advance(by));
    }

    private static final VpcCommand CLOSE = new VpcCommand.WhenSettled(new VpcCommand.Close());

    @Test
    void aProjectGoesByTheTwinsTimingUntilItHasItsOwn() {
        try (Cloud cloud = start(OTC)) {
            openProject(cloud, "one");
            openProject(cloud, "two");
            done(cloud, Project.ref("two"), new ProjectCommand.SetTiming(Timing.INSTANT));
            openVpc(cloud, "one");
            openVpc(cloud, "two");
            assertThat(isCreating(cloud, "one")).isTrue();
            assertThat(isCreating(cloud, "two")).isFalse();
            refused(ask(cloud, Vpc.TYPE.ref("one", "v"), CLOSE), "vpc-creating");
            refused(
                    cloud.rehearse(Vpc.TYPE.ref("one", "v"), CLOSE)
                            .toCompletableFuture()
                            .join(),
                    "vpc-creating");
            done(cloud, Vpc.TYPE.ref("two", "v"), CLOSE);
            done(cloud, Project.ref("one"), new ProjectCommand.SetTiming(Timing.INSTANT));
            done(cloud, Vpc.TYPE.ref("one", "v"), CLOSE);
        }
    }

    @Test
    void aRestartInTheMiddleChangesNothing() {
        Duration almost =
                OTC.of(dev.twinstack.emulator.timing.Phase.VPC_CREATING, "v").minusMillis(1);
        try (Cloud cloud = start(Timing.INSTANT)) {
            openProject(cloud, "one");
            done(cloud, Project.ref("one"), new ProjectCommand.SetTiming(OTC));
            advance(cloud, Duration.ofHours(1));
            openVpc(cloud, "one");
            advance(cloud, almost);
            assertThat(isCreating(cloud, "one")).isTrue();
        }
        try (Cloud cloud = start(Timing.INSTANT)) {
            assertThat(isCreating(cloud, "one")).isTrue();
            assertThat(cloud.clock().instant()).isEqualTo(NOW.plusSeconds(3600).plus(almost));
            assertThat(cloud.clock().machine().instant()).isEqualTo(NOW);
            advance(cloud, Duration.ofMillis(1));
            assertThat(isCreating(cloud, "one")).isFalse();
            done(cloud, Vpc.TYPE.ref("one", "v"), CLOSE);
        }
    }

    @Test
    void theClockIsWhereItIsSaidToBeWhenTheAnswerIsThere() {
        try (Cloud cloud = start(Timing.INSTANT)) {
            for (int i = 1; i <= 20; i++) {
                advance(cloud, Duration.ofSeconds(1));
                assertThat(cloud.settings().clock().instant()).isEqualTo(NOW.plusSeconds(i));
            }
            assertThat(cloud.clock().withZone(ZoneOffset.ofHours(2)).instant()).isEqualTo(NOW.plusSeconds(20));
        }
    }

    /** Whoever asks first after a restart does not wait for the project to be read, but what decides does. */
    @Test
    void nothingIsDecidedBeforeTheClockIsWhereItWas() {
        try (Cloud cloud = start(OTC)) {
            openProject(cloud, "one");
            openVpc(cloud, "one");
            advance(cloud, Duration.ofHours(1));
        }
        try (Cloud cloud = start(OTC)) {
            done(cloud, Vpc.TYPE.ref("one", "v"), CLOSE);
        }
    }

    @Test
    void aReadyCloudHasItsClockWhereItWas() {
        try (Cloud cloud = start(OTC)) {
            advance(cloud, Duration.ofHours(1));
        }
        try (Cloud cloud = start(OTC)) {
            cloud.ready().toCompletableFuture().join();
            assertThat(cloud.clock().instant()).isEqualTo(NOW.plusSeconds(3600));
        }
    }
}
