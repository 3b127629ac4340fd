package dev.twinstack.emulator.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import dev.twinstack.emulator.system.Cloud;
import dev.twinstack.emulator.system.CloudSettings;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What history is in every journal; extended once for each. */
abstract class HistoryBehaviours {
    static final String PROJECT = "p1";
    private static final int CHANGES = 60;

    /** {@return a place that is empty when the test begins, the same one throughout a test} */
    abstract JournalSettings settings();

    private Cloud cloud;
    /** What a client that asks one thing after another found after each. */
    private final Map<Long, Snapshot> found = new TreeMap<>();

    @BeforeEach
    void start() {
        cloud = open();
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    Cloud open() {
        return Cloud.start(CloudSettings.of(settings(), RegionSettings.of("eu-de")));
    }

    void restart() {
        cloud.close();
        cloud = open();
    }

    @Test
    void everyRevisionIsWhatAClientFound() {
        change(System.nanoTime());
        assertThat(found.size()).isGreaterThan(CHANGES / 3);
        found.forEach((revision, snapshot) -> assertSame(at(revision), snapshot));
    }

    @Test
    void historyIsToldEventByEvent() {
        Instant began = Instant.now();
        change(System.nanoTime());
        List<Episode> told = new ArrayList<>();
        Snapshot last = join(cloud.history().tell(PROJECT, 0, told::add));
        assertSame(last, snapshot());
        assertThat(told).hasSize((int) snapshot().revision());
        assertThat(told.getFirst().before()).isEqualTo(Snapshot.empty(PROJECT));
        for (int i = 0; i < told.size(); i++) {
            Episode episode = told.get(i);
            assertThat(episode.revision()).isEqualTo(i + 1);
            assertThat(episode.after().revision()).isEqualTo(i + 1);
            if (i > 0) {
                assertThat(episode.before()).isSameAs(told.get(i - 1).after());
            }
            assertThat(cloud.events().name(episode.event())).isEqualTo(episode.name());
            assertThat(Duration.between(began, episode.at()).abs()).isLessThan(Duration.ofMinutes(10));
        }
        assertThat(told)
                .extracting(episode -> episode.cause().operation())
                .contains("OpenVpc", "CloseVpc", "OpenSubnet");
        assertThat(told).extracting(Episode::name).contains("project.opened", "subnet.opened", "subnet.closed");
        assertThat(told.getFirst().cause()).isEqualTo(Cause.ITSELF);
    }

    @Test
    void aPartOfHistoryIsToldAlike() {
        change(7);
        List<Episode> all = new ArrayList<>();
        join(cloud.history().tell(PROJECT, 0, all::add));
        List<Episode> part = new ArrayList<>();
        Snapshot last = join(cloud.history().tell(PROJECT, 10, 20, part::add));
        assertThat(part).hasSize(10);
        assertThat(part.getFirst().before()).isEqualTo(all.get(9).after());
        assertThat(last).isEqualTo(all.get(19).after());
        assertThat(part)
                .extracting(Episode::name)
                .isEqualTo(all.subList(10, 20).stream().map(Episode::name).toList());
        List<Episode> none = new ArrayList<>();
        assertThat(join(cloud.history().tell(PROJECT, 20, 20, none::add))).isEqualTo(last);
        assertThat(join(cloud.history().tell(PROJECT, all.size(), none::add)).revision())
                .isEqualTo(all.size());
        assertThat(none).isEmpty();
    }

    @Test
    void whatNeverWasIsRefused() {
        change(8);
        long newest = snapshot().revision();
        for (long revision : new long[] {-1, newest + 1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> at(revision))
                    .cause()
                    .isInstanceOfSatisfying(
                            NoSuchRevision.class,
                            none -> assertThat(none.newest()).isEqualTo(newest));
            assertThatThrownBy(() -> join(cloud.history().tell(PROJECT, revision, episode -> {})))
                    .hasCauseInstanceOf(NoSuchRevision.class);
        }
        assertThat(join(cloud.history().at("nobody", 0)).size()).isZero();
        assertThatThrownBy(() -> join(cloud.history().at("nobody", 1))).hasCauseInstanceOf(NoSuchRevision.class);
    }

    @Test
    void whatTheListenerThrowsComesOut() {
        change(9);
        assertThatThrownBy(() -> join(cloud.history().tell(PROJECT, 0, episode -> {
                    throw new IllegalStateException("enough");
                })))
                .hasRootCauseMessage("enough");
    }

    /** Makes a project have four events more each time. */
    final void grow(String project, int times) {
        done(Project.ref(project), "", new ProjectCommand.Open("eu-de_" + project, "domain"));
        for (int i = 0; i < times; i++) {
            String id = "grown" + i;
            done(Vpc.TYPE.ref(project, id), "OpenVpc", openVpc(id));
            done(Vpc.TYPE.ref(project, id), "CloseVpc", new VpcCommand.Close());
        }
    }

    final List<String> names() {
        List<String> names = new ArrayList<>();
        join(cloud.history().tell(PROJECT, 0, episode -> names.add(episode.entity() + " " + episode.name())));
        return names;
    }

    final void change(long seed) {
        System.out.println("HistoryBehaviours seed " + seed);
        Random random = new Random(seed);
        done(Project.ref(PROJECT), "", new ProjectCommand.Open("eu-de_one", "domain"));
        int made = 0;
        for (int i = 0; i < CHANGES; i++) {
            switch (random.nextInt(4)) {
                case 0 -> done(Vpc.TYPE.ref(PROJECT, "v" + ++made), "OpenVpc", openVpc("net" + made));
                case 1 -> done(Vpc.TYPE.ref(PROJECT, "v" + made), "CloseVpc", new VpcCommand.Close());
                case 2 ->
                    done(
                            Subnet.TYPE.ref(PROJECT, "s" + i),
                            "OpenSubnet",
                            openSubnet("v" + made, "10.0." + random.nextInt(4) + ".0/24"));
                default -> {
                    List<Subnet> all = List.copyOf(snapshot().all(Subnet.TYPE));
                    if (!all.isEmpty()) {
                        String id = all.get(random.nextInt(all.size())).id();
                        done(Subnet.TYPE.ref(PROJECT, id), "CloseSubnet", new SubnetCommand.Close());
                    }
                }
            }
            found.put(snapshot().revision(), snapshot());
        }
    }

    private void done(EntityRef entity, String operation, Command command) {
        Cause cause = operation.isEmpty() ? Cause.ITSELF : new Cause("r" + System.nanoTime(), operation);
        Outcome outcome = join(cloud.by(cause).ask(entity, command));
        assertThat(outcome).isNotInstanceOf(Outcome.Failed.class);
    }

    private static VpcCommand openVpc(String name) {
        return new VpcCommand.Open(name, "", List.of(IpRange.of("10.0.0.0/16")), "0");
    }

    private static SubnetCommand openSubnet(String vpc, String range) {
        IpRange block = IpRange.of(range);
        return new SubnetCommand.Open(
                new Subnet.Home.In(vpc),
                range,
                "",
                List.of(
                        new SubnetCommand.SegmentSpec.Ipv4(
                                "subnet", block, new Subnet.Gateway.At(block.address(1)), List.of()),
                        new SubnetCommand.SegmentSpec.Ipv6("subnet")),
                new Subnet.Dhcp(true, List.of(IpAddress.of("100.125.4.25")), List.of()),
                "",
                true);
    }

    final Map<Long, Snapshot> found() {
        return found;
    }

    final Snapshot at(long revision) {
        return join(cloud.history().at(PROJECT, revision));
    }

    private Snapshot snapshot() {
        return join(cloud.snapshot(PROJECT));
    }

    static void assertSame(Snapshot one, Snapshot other) {
        assertThat(one.revision()).isEqualTo(other.revision());
        one.byType()
                .forEach((type, states) -> assertThat(states)
                        .as("%s at revision %d", type, one.revision())
                        .isEqualTo(other.byType().getOrDefault(type, states.minusAll(states.keySet()))));
        other.byType()
                .forEach((type, states) -> assertThat(
                                states.isEmpty() || one.byType().containsKey(type))
                        .as("%s at revision %d", type, one.revision())
                        .isTrue());
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
