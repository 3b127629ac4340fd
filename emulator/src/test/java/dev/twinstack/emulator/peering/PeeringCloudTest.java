package dev.twinstack.emulator.peering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteTableCommand;
import dev.twinstack.emulator.routetable.RouteTableCommand.Changes;
import dev.twinstack.emulator.routetable.RouteTableCommand.NextHop;
import dev.twinstack.emulator.routetable.RouteTableCommand.Wanted;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.routing.RouteTables;
import dev.twinstack.emulator.system.Cloud;
import dev.twinstack.emulator.system.CloudSettings;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peerings of two projects among the entities they claim from. */
class PeeringCloudTest {
    private static final EntityRef OURS = Vpc.TYPE.ref("p", "a");
    private static final EntityRef THEIRS = Vpc.TYPE.ref("q", "b");

    @Test
    void aPeeringOfTwoProjectsSurvivesARestartAndGoesWithoutATrace(@TempDir Path data) {
        JournalSettings journal = new JournalSettings.Directory(data);
        EntityRef peering = Peering.ref("x");
        try (Cloud cloud = start(journal)) {
            done(cloud, peering, new PeeringCommand.Open("x", "", OURS, THEIRS));
            done(cloud, peering, new PeeringCommand.Accept("q"));
            done(cloud, table(cloud, THEIRS), route(cloud, THEIRS, "x"));
        }
        try (Cloud cloud = Cloud.start(CloudSettings.of(journal, RegionSettings.of("eu-de")))) {
            Snapshot region = snapshot(cloud, AddressPool.REGION);
            for (String project : List.of("p", "q")) {
                assertThat(Peerings.of(snapshot(cloud, project), region))
                        .extracting(Peering::id, Peering::status)
                        .containsExactly(tuple("x", Peering.Status.ACTIVE));
                assertThat(used(cloud, project)).isEqualTo(1);
            }
            assertThat(refusal(cloud, OURS, new VpcCommand.Close())).isEqualTo("vpc-has-peering");
            assertThat(refusal(cloud, peering, new PeeringCommand.Close("p"))).isEqualTo("peering-has-routes");
            done(cloud, table(cloud, THEIRS), new RouteTableCommand.DropLeadingTo(RouteType.PEERING, "x"));
            done(cloud, peering, new PeeringCommand.Close("p"));
            for (EntityRef vpc : List.of(OURS, THEIRS)) {
                assertThat(happened(cloud, vpc)).containsExactly("vpc.peered", "vpc.peering.accepted", "vpc.unpeered");
                assertThat(used(cloud, vpc.project())).isZero();
                done(cloud, vpc, new VpcCommand.Close());
            }
        }
    }

    private static List<String> happened(Cloud cloud, EntityRef vpc) {
        List<String> names = new ArrayList<>();
        cloud.history()
                .tell(vpc.project(), 0, episode -> {
                    if (episode.entity().equals(vpc) && episode.name().contains("peer")) {
                        names.add(episode.name());
                    }
                })
                .toCompletableFuture()
                .join();
        return names;
    }

    @Test
    void ofManyRequestsThatCrossOneGetsThrough() {
        try (Cloud cloud = start(new JournalSettings.Memory())) {
            List<CompletableFuture<Outcome>> requests = IntStream.range(0, 32)
                    .mapToObj(i -> cloud.ask(
                                    Peering.ref("x" + i),
                                    i % 2 == 0
                                            ? new PeeringCommand.Open("x", "", OURS, THEIRS)
                                            : new PeeringCommand.Open("x", "", THEIRS, OURS))
                            .toCompletableFuture())
                    .toList();
            List<Outcome> outcomes =
                    requests.stream().map(CompletableFuture::join).toList();
            assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Outcome.Refused.class::isInstance)
                    .hasSize(31)
                    .allSatisfy(outcome -> assertThat(reason(outcome)).isEqualTo("vpcs-peered"));
            for (EntityRef vpc : List.of(OURS, THEIRS)) {
                assertThat(vpc(cloud, vpc).peerings()).hasSize(1);
            }
            assertThat(used(cloud, "p") + used(cloud, "q")).isEqualTo(1);
        }
    }

    @Test
    void whatARefusedRequestWasGrantedIsGivenBack() {
        try (Cloud cloud = start(new JournalSettings.Memory())) {
            EntityRef nowhere = Vpc.TYPE.ref("q", "nowhere");
            assertThat(refusal(cloud, Peering.ref("x"), new PeeringCommand.Open("x", "", OURS, nowhere)))
                    .isEqualTo("vpc-not-found");
            assertThat(vpc(cloud, OURS).peerings()).isEmpty();
            assertThat(used(cloud, "p")).isZero();
        }
    }

    /** Whoever wins: no route leads to a peering that is no more. */
    @Test
    void routesAndADeletionAtTheSameTime() {
        try (Cloud cloud = start(new JournalSettings.Memory())) {
            for (int i = 0; i < 30; i++) {
                String id = "x" + i;
                EntityRef table = table(cloud, OURS);
                done(cloud, Peering.ref(id), new PeeringCommand.Open(id, "", OURS, THEIRS));
                CompletableFuture<Outcome> added =
                        cloud.ask(table, route(cloud, OURS, id)).toCompletableFuture();
                CompletableFuture<Outcome> deleted = cloud.ask(Peering.ref(id), new PeeringCommand.Close("p"))
                        .toCompletableFuture();
                boolean routed = added.join() instanceof Outcome.Done;
                assertThat(deleted.join() instanceof Outcome.Done).isEqualTo(!routed);
                assertThat(reason(routed ? deleted.join() : added.join()))
                        .isEqualTo(routed ? "peering-has-routes" : "peering-not-found");
                if (routed) {
                    done(cloud, table, new RouteTableCommand.DropLeadingTo(RouteType.PEERING, id));
                    done(cloud, Peering.ref(id), new PeeringCommand.Close("p"));
                }
            }
        }
    }

    private static Cloud start(JournalSettings journal) {
        Cloud cloud = Cloud.start(CloudSettings.of(journal, RegionSettings.of("eu-de")));
        for (EntityRef vpc : List.of(OURS, THEIRS)) {
            done(cloud, Project.ref(vpc.project()), new ProjectCommand.Open(vpc.project(), "domain"));
            done(cloud, vpc, new VpcCommand.Open("", "", List.of(IpRange.of("10.0.0.0/16")), "0"));
        }
        return cloud;
    }

    private static EntityRef table(Cloud cloud, EntityRef vpc) {
        return RouteTable.TYPE.ref(vpc.project(), vpc(cloud, vpc).defaultRouteTableId());
    }

    private static RouteTableCommand route(Cloud cloud, EntityRef vpc, String peering) {
        Route route = new Route(RouteType.PEERING, IpRange.of("10.1.0.0/16"), peering, "");
        return new RouteTableCommand.Update(
                RouteTables.site(snapshot(cloud, vpc.project()), vpc(cloud, vpc)),
                Patch.keep(),
                Patch.keep(),
                new Changes(List.of(new Wanted(route, new NextHop.Claimed())), List.of(), List.of()));
    }

    private static Vpc vpc(Cloud cloud, EntityRef vpc) {
        return snapshot(cloud, vpc.project()).find(Vpc.TYPE, vpc.id()).orElseThrow();
    }

    private static int used(Cloud cloud, String project) {
        return snapshot(cloud, project)
                .find(Project.TYPE, project)
                .orElseThrow()
                .used(Quota.VPC_PEERING);
    }

    private static Snapshot snapshot(Cloud cloud, String project) {
        return cloud.snapshot(project).toCompletableFuture().join();
    }

    private static void done(Cloud cloud, EntityRef entity, Command command) {
        assertThat(cloud.ask(entity, command).toCompletableFuture().join()).isInstanceOf(Outcome.Done.class);
    }

    private static String refusal(Cloud cloud, EntityRef entity, Command command) {
        return reason(cloud.ask(entity, command).toCompletableFuture().join());
    }

    private static String reason(Outcome outcome) {
        return outcome instanceof Outcome.Refused(var error) ? error.reason() : "not refused: " + outcome;
    }
}
