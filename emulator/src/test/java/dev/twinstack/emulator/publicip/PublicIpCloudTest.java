package dev.twinstack.emulator.publicip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.bandwidth.BandwidthCommand;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.publicip.PublicIpCommand.BandwidthChoice;
import dev.twinstack.emulator.publicip.PublicIpCommand.Wanted;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import dev.twinstack.emulator.system.Cloud;
import dev.twinstack.emulator.system.CloudSettings;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** EIPs among the entities they claim from. */
class PublicIpCloudTest {
    private static final int CLIENTS = 64;
    private static final BandwidthChoice.Dedicated OWN = new BandwidthChoice.Dedicated("own", "mine", 5, "traffic");

    private final Cloud cloud = Cloud.start(CloudSettings.of(new JournalSettings.Memory(), RegionSettings.of("eu-de")));

    @BeforeEach
    void subnet() {
        IpRange block = IpRange.of("10.0.1.0/24");
        done(Project.ref("p"), new ProjectCommand.Open("p", "domain"));
        done(Vpc.TYPE.ref("p", "v"), new VpcCommand.Open("", "", List.of(IpRange.of("10.0.0.0/16")), "0"));
        done(
                Subnet.TYPE.ref("p", "s"),
                new SubnetCommand.Open(
                        new Subnet.Home.In("v"),
                        "s",
                        "",
                        List.of(new SubnetCommand.SegmentSpec.Ipv4(
                                "s", block, new Subnet.Gateway.At(block.address(1)), List.of())),
                        new Subnet.Dhcp(true, List.of(), List.of()),
                        "",
                        true));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    /** What is given up and taken again must reach its owner in that order, or the port forgets its EIP. */
    @Test
    void unboundAndBoundAgainAtOnceThePortStillKnows() {
        port("n");
        open("e");
        EntityRef eip = PublicIp.TYPE.ref("p", "e");
        done(eip, new PublicIpCommand.Bind("n"));
        for (int i = 0; i < 50; i++) {
            CompletableFuture<Outcome> unbound =
                    cloud.ask(eip, new PublicIpCommand.Unbind()).toCompletableFuture();
            CompletableFuture<Outcome> bound =
                    cloud.ask(eip, new PublicIpCommand.Bind("n")).toCompletableFuture();
            assertThat(unbound.join()).isInstanceOf(Outcome.Done.class);
            assertThat(bound.join()).isInstanceOf(Outcome.Done.class);
            Snapshot snapshot = cloud.snapshot("p").toCompletableFuture().join();
            assertThat(snapshot.find(Port.TYPE, "n").orElseThrow().eip()).isEqualTo(new Port.Eip.Bound("e"));
        }
    }

    @Test
    void oneOfManyBindsWinsAndTheOthersPortsStayFree() {
        IntStream.range(0, CLIENTS).forEach(i -> port("n" + i));
        open("e");
        List<CompletableFuture<Outcome>> binds = IntStream.range(0, CLIENTS)
                .mapToObj(i -> cloud.ask(PublicIp.TYPE.ref("p", "e"), new PublicIpCommand.Bind("n" + i))
                        .toCompletableFuture())
                .toList();
        List<Outcome> outcomes = binds.stream().map(CompletableFuture::join).toList();
        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Outcome.Refused.class::isInstance)
                .hasSize(CLIENTS - 1)
                .allSatisfy(outcome -> assertThat(reason(outcome)).isEqualTo("publicip-already-bound"));
        assertThat(snapshot().all(Port.TYPE))
                .filteredOn(port -> port.eip() instanceof Port.Eip.Bound)
                .hasSize(1);
    }

    @Test
    void oneOfManyEipsGetsThePort() {
        port("n");
        IntStream.range(0, 8).forEach(i -> open("e" + i));
        List<CompletableFuture<Outcome>> binds = IntStream.range(0, 8)
                .mapToObj(i -> cloud.ask(PublicIp.TYPE.ref("p", "e" + i), new PublicIpCommand.Bind("n"))
                        .toCompletableFuture())
                .toList();
        List<Outcome> outcomes = binds.stream().map(CompletableFuture::join).toList();
        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Outcome.Refused.class::isInstance)
                .hasSize(7)
                .allSatisfy(outcome -> assertThat(reason(outcome)).isEqualTo("port-has-eip"));
        assertThat(snapshot().all(PublicIp.TYPE)).filteredOn(PublicIp::isBound).hasSize(1);
    }

    @Test
    void aBandwidthOfItsOwnGoesWithTheMoveAndANewOneComesWithTheNext() {
        done(Bandwidth.TYPE.ref("p", "shared"), new BandwidthCommand.Open("s", 10, "traffic"));
        open("e");
        assertThat(snapshot().find(Bandwidth.TYPE, "own-e")).isPresent();
        EntityRef eip = PublicIp.TYPE.ref("p", "e");
        done(eip, new PublicIpCommand.MoveToShared("shared"));
        assertThat(snapshot().find(Bandwidth.TYPE, "own-e")).isEmpty();
        assertThat(snapshot().find(Bandwidth.TYPE, "shared").orElseThrow().members())
                .containsOnlyKeys(eip);
        done(eip, new PublicIpCommand.MoveToDedicated("shared", OWN));
        assertThat(snapshot().find(Bandwidth.TYPE, "shared").orElseThrow().members())
                .isEmpty();
        assertThat(snapshot().find(Bandwidth.TYPE, "own").orElseThrow().size()).isEqualTo(5);
        done(eip, new PublicIpCommand.Close());
        assertThat(snapshot().all(Bandwidth.TYPE)).hasSize(1);
        AddressPool pool = cloud.snapshot(AddressPool.REGION)
                .toCompletableFuture()
                .join()
                .find(AddressPool.TYPE, AddressPool.PUBLIC_IPV4)
                .orElseThrow();
        assertThat(pool.leases()).isEmpty();
    }

    @Test
    void whatARefusedAssignmentWasGrantedIsGivenBack() {
        Outcome refused = cloud.ask(
                        PublicIp.TYPE.ref("p", "e"),
                        new PublicIpCommand.Open("5_bgp", "", Wanted.ANY, new BandwidthChoice.Shared("nowhere")))
                .toCompletableFuture()
                .join();
        assertThat(reason(refused)).isEqualTo("bandwidth-not-found");
        assertThat(snapshot().find(Project.TYPE, "p").orElseThrow().used(Quota.PUBLIC_IP))
                .isZero();
    }

    private void port(String id) {
        done(
                Port.TYPE.ref("p", id),
                new PortCommand.Open(
                        PortSpec.of("s", "", "", List.of(new SubnetCommand.Wanted.Any(Family.IPV4)), List.of())));
    }

    private void open(String id) {
        BandwidthChoice own = new BandwidthChoice.Dedicated("own-" + id, "mine", 5, "traffic");
        done(PublicIp.TYPE.ref("p", id), new PublicIpCommand.Open("5_bgp", "", Wanted.ANY, own));
    }

    private Snapshot snapshot() {
        return cloud.snapshot("p").toCompletableFuture().join();
    }

    private void done(EntityRef entity, Command command) {
        assertThat(cloud.ask(entity, command).toCompletableFuture().join()).isInstanceOf(Outcome.Done.class);
    }

    private static String reason(Outcome outcome) {
        return outcome instanceof Outcome.Refused(var error) ? error.reason() : "not refused: " + outcome;
    }
}
