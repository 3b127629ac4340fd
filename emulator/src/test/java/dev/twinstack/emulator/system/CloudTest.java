package dev.twinstack.emulator.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ResourceTypes;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.Entities;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Vitals;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudTest {
    private static final String PROJECT = "p1";

    @Test
    void whatWasAnsweredIsListedAndSurvivesARestart(@TempDir Path data) {
        try (Cloud cloud = start(data)) {
            done(cloud, Project.ref(PROJECT), new ProjectCommand.Open("eu-de_one", "domain"));
            done(cloud, Vpc.TYPE.ref(PROJECT, "v1"), openVpc("net"));
            done(cloud, Subnet.TYPE.ref(PROJECT, "s1"), openSubnet("10.0.1.0/24"));
            Subnet subnet = snapshot(cloud).find(Subnet.TYPE, "s1").orElseThrow();
            assertThat(subnet.segment(Family.IPV6).orElseThrow().range()).isEqualTo(IpRange.of("2001:db8:0:1::/64"));
            assertThat(cloud.ask(Subnet.TYPE.ref(PROJECT, "s2"), openSubnet("10.0.1.128/25"))
                            .toCompletableFuture()
                            .join())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.error().reason()).isEqualTo("subnet-overlaps"));
            assertThat(cloud.ask(Vpc.TYPE.ref(PROJECT, "v1"), new VpcCommand.Close())
                            .toCompletableFuture()
                            .join())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.error()).isInstanceOf(DomainError.InUse.class));
        }
        try (Cloud cloud = start(data)) {
            assertThat(snapshot(cloud).all(Subnet.TYPE)).hasSize(1);
            done(cloud, Subnet.TYPE.ref(PROJECT, "s1"), new SubnetCommand.Close());
            done(cloud, Vpc.TYPE.ref(PROJECT, "v1"), new VpcCommand.Close());
            assertThat(snapshot(cloud).all(Vpc.TYPE)).isEmpty();
            assertThat(snapshot(cloud).find(Project.TYPE, PROJECT).orElseThrow().used(Quota.VPC))
                    .isZero();
        }
    }

    /** A rehearsal knows nothing of what is gone, and has no need to: both find nothing. */
    @Test
    void whatIsGoneRefusesInARehearsalAsItDoes(@TempDir Path data) {
        try (Cloud cloud = start(data)) {
            EntityRef vpc = Vpc.TYPE.ref(PROJECT, "v1");
            EntityRef subnet = Subnet.TYPE.ref(PROJECT, "s1");
            done(cloud, Project.ref(PROJECT), new ProjectCommand.Open("eu-de_one", "domain"));
            done(cloud, vpc, openVpc("net"));
            done(cloud, vpc, new VpcCommand.Close());
            assertRehearsedAsDone(cloud, vpc, new VpcCommand.Close(), new DomainError.NotFound("vpc", "v1"));
            assertRehearsedAsDone(cloud, subnet, openSubnet("10.0.1.0/24"), new DomainError.NotFound("vpc", "v1"));
        }
    }

    private static void assertRehearsedAsDone(Cloud cloud, EntityRef entity, Command command, DomainError refusal) {
        assertThat(cloud.rehearse(entity, command).toCompletableFuture().join())
                .isEqualTo(cloud.ask(entity, command).toCompletableFuture().join())
                .isEqualTo(new Outcome.Refused(refusal));
    }

    @Test
    void everyEventBearsTheRequestThatMadeItAtItsOwnersToo(@TempDir Path data) {
        long revision;
        try (Cloud cloud = start(data)) {
            done(cloud, Project.ref(PROJECT), new ProjectCommand.Open("eu-de_one", "domain"));
            done(cloud.by(new Cause("r1", "CreateVpc")), Vpc.TYPE.ref(PROJECT, "v1"), openVpc("net"));
            Entities second = cloud.by(new Cause("r2", "CreateSubnet"));
            done(second, Subnet.TYPE.ref(PROJECT, "s1"), openSubnet("10.0.1.0/24"));
            Entities third = cloud.by(new Cause("r3", "DeleteSubnet"));
            done(third, Subnet.TYPE.ref(PROJECT, "s1"), new SubnetCommand.Close());
            revision = snapshot(cloud).revision();
        }
        Map<String, List<String>> made = new HashMap<>();
        EventSerializer serializer = new EventSerializer(ResourceTypes.all(RegionSettings.of("eu-de")));
        try (Journal journal = Journal.open(new JournalSettings.Directory(data))) {
            journal.replay(
                    PROJECT + '|',
                    (id, number, name, json) -> made.computeIfAbsent(
                                    serializer.cause(json).request(), request -> new ArrayList<>())
                            .add(name));
        }
        assertThat(made.keySet()).containsExactlyInAnyOrder("", "r1", "r2", "r3");
        assertThat(made.get("")).containsExactly("project.opened", "securitygroup.opened");
        assertThat(made.get("r1")).containsExactlyInAnyOrder("project.place.taken", "vpc.opened");
        assertThat(made.get("r2")).contains("project.place.taken", "vpc.range.granted", "subnet.opened");
        assertThat(made.get("r3")).contains("project.place.given-back", "vpc.range.returned", "subnet.closed");
        assertThat(made.values().stream().mapToInt(List::size).sum())
                .as("the revision counts the events")
                .isEqualTo((int) revision);
        try (Cloud cloud = start(data)) {
            assertThat(snapshot(cloud).revision()).as("after a restart").isEqualTo(revision);
        }
    }

    @Test
    void whatGoesOnIsCounted(@TempDir Path data) {
        try (Cloud cloud = start(data)) {
            done(cloud, Project.ref(PROJECT), new ProjectCommand.Open("eu-de_one", "domain"));
            done(cloud, Vpc.TYPE.ref(PROJECT, "v1"), openVpc("net"));
            done(cloud, Subnet.TYPE.ref(PROJECT, "s1"), openSubnet("10.0.1.0/24"));
            Vitals vitals = cloud.vitals();
            assertThat(vitals.alive()).containsEntry("vpc", 1L).containsEntry("subnet", 1L);
            assertThat(vitals.inFlight()).isZero();
            assertThat(vitals.waiting()).isZero();
            assertThat(vitals.failed()).isZero();
            assertThat(vitals.journal().events())
                    .isGreaterThanOrEqualTo(snapshot(cloud).revision());
            assertThat(vitals.journal().writes().count()).isPositive();
            assertThat(vitals.journal().underWay()).isZero();
            assertThat(vitals.loads().count()).as("the region and the project").isEqualTo(2);
            assertThat(vitals.recoveries().count()).isGreaterThanOrEqualTo(3);
        }
    }

    private static Cloud start(Path data) {
        return Cloud.start(CloudSettings.of(new JournalSettings.Directory(data), RegionSettings.of("eu-de")));
    }

    private static dev.twinstack.emulator.inventory.Snapshot snapshot(Cloud cloud) {
        return cloud.snapshot(PROJECT).toCompletableFuture().join();
    }

    private static VpcCommand openVpc(String name) {
        return new VpcCommand.Open(name, "", List.of(IpRange.of("10.0.0.0/16")), "0");
    }

    private static SubnetCommand openSubnet(String range) {
        IpRange block = IpRange.of(range);
        return new SubnetCommand.Open(
                new Subnet.Home.In("v1"),
                "subnet",
                "",
                List.of(
                        new SubnetCommand.SegmentSpec.Ipv4(
                                "subnet", block, new Subnet.Gateway.At(block.address(1)), List.of()),
                        new SubnetCommand.SegmentSpec.Ipv6("subnet")),
                new Subnet.Dhcp(true, List.of(IpAddress.of("100.125.4.25")), List.of()),
                "",
                true);
    }

    private static Object done(Entities entities, EntityRef entity, Command command) {
        Outcome outcome = entities.ask(entity, command).toCompletableFuture().join();
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).answer();
    }
}
