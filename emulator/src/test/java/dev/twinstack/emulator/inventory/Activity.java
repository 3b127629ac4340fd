package dev.twinstack.emulator.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.bandwidth.BandwidthCommand;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import dev.twinstack.emulator.publicip.PublicIpCommand.BandwidthChoice;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import dev.twinstack.emulator.system.Cloud;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody busy in one project: opens, changes, binds and closes things at random, several at a time. Much of it is
 * refused; nothing may fail.
 */
final class Activity {
    static final String PROJECT = "p";
    private static final int AT_A_TIME = 6;
    private static final IpRange BLOCK = IpRange.of("10.0.0.0/22");

    private final Cloud cloud;
    private final Random random;
    private final Map<ResourceType<?>, Integer> opened = new HashMap<>();
    private int done;

    Activity(Cloud cloud, Random random) {
        this.cloud = cloud;
        this.random = random;
        send(Project.ref(PROJECT), new ProjectCommand.Open("eu-de_p", "domain")).join();
    }

    /** {@return how many commands were not refused} */
    int done() {
        return done;
    }

    void step() {
        List<CompletableFuture<Outcome>> sent = new ArrayList<>();
        for (int i = 0; i < AT_A_TIME; i++) {
            sent.add(next());
        }
        for (CompletableFuture<Outcome> each : sent) {
            Outcome outcome = each.join();
            assertThat(outcome).isNotInstanceOf(Outcome.Failed.class);
            if (outcome instanceof Outcome.Done) {
                done++;
            }
        }
    }

    private CompletableFuture<Outcome> next() {
        return switch (random.nextInt(14)) {
            case 0 -> send(fresh(Vpc.TYPE), new VpcCommand.Open(name(), "", List.of(BLOCK), "0"));
            case 1 ->
                send(
                        some(Vpc.TYPE),
                        new VpcCommand.Update(Patch.set(name()), Patch.keep(), Patch.keep(), Patch.keep()));
            case 2 -> send(some(Vpc.TYPE), new VpcCommand.Close());
            case 3, 4 -> send(fresh(Subnet.TYPE), openSubnet());
            case 5 -> send(some(Subnet.TYPE), new SubnetCommand.Close());
            case 6, 7 -> send(fresh(Port.TYPE), new PortCommand.Open(port()));
            case 8 -> send(some(Port.TYPE), portChange());
            case 9 -> send(fresh(PublicIp.TYPE), openPublicIp());
            case 10 -> send(some(PublicIp.TYPE), publicIpChange());
            case 11 -> send(fresh(Bandwidth.TYPE), new BandwidthCommand.Open(name(), 10, "traffic"));
            case 12 ->
                send(
                        fresh(SecurityGroup.TYPE),
                        new SecurityGroupCommand.Open(
                                name(),
                                "",
                                SecurityGroupCommand.StartingRules.V1,
                                some(Vpc.TYPE).id(),
                                "0"));
            default -> send(some(SecurityGroup.TYPE), new SecurityGroupCommand.Close());
        };
    }

    private SubnetCommand openSubnet() {
        int length = 24 + random.nextInt(5);
        IpRange block = BLOCK.block(random.nextInt(1 << (length - BLOCK.prefixLength())), length);
        List<SubnetCommand.SegmentSpec> segments = new ArrayList<>();
        segments.add(
                new SubnetCommand.SegmentSpec.Ipv4("four", block, new Subnet.Gateway.At(block.address(1)), List.of()));
        if (random.nextBoolean()) {
            segments.add(new SubnetCommand.SegmentSpec.Ipv6("six"));
        }
        return new SubnetCommand.Open(
                new Subnet.Home.In(some(Vpc.TYPE).id()),
                name(),
                "",
                segments,
                new Subnet.Dhcp(true, List.of(), List.of()),
                "",
                true);
    }

    private PortCommand.PortSpec port() {
        List<Wanted> wanted = new ArrayList<>();
        wanted.add(new Wanted.Any(Family.IPV4));
        if (random.nextInt(3) == 0) {
            wanted.add(new Wanted.Any(Family.IPV6));
        }
        List<String> groups = random.nextBoolean()
                ? List.of(SecurityGroup.defaultId(PROJECT))
                : List.of(some(SecurityGroup.TYPE).id());
        return PortCommand.PortSpec.of(some(Subnet.TYPE).id(), name(), "", wanted, groups);
    }

    private PortCommand portChange() {
        return switch (random.nextInt(4)) {
            case 0 -> new PortCommand.Close();
            case 1 -> new PortCommand.AddGroup(some(SecurityGroup.TYPE).id());
            case 2 -> new PortCommand.JoinBandwidth(some(Bandwidth.TYPE).id());
            default -> new PortCommand.LeaveBandwidth();
        };
    }

    private PublicIpCommand openPublicIp() {
        BandwidthChoice bandwidth = random.nextBoolean()
                ? new BandwidthChoice.Shared(some(Bandwidth.TYPE).id())
                : new BandwidthChoice.Dedicated(fresh(Bandwidth.TYPE).id(), name(), 5, "traffic");
        return new PublicIpCommand.Open("5_bgp", name(), PublicIpCommand.Wanted.ANY, bandwidth);
    }

    private PublicIpCommand publicIpChange() {
        return switch (random.nextInt(6)) {
            case 0 -> new PublicIpCommand.Close();
            case 3 -> new PublicIpCommand.Discard();
            case 4 ->
                new PublicIpCommand.Update(
                        Patch.set(name()),
                        Patch.set(name()),
                        Patch.set(some(Port.TYPE).id()));
            case 1 -> new PublicIpCommand.Bind(some(Port.TYPE).id());
            case 2 -> new PublicIpCommand.Unbind();
            default -> new PublicIpCommand.MoveToShared(some(Bandwidth.TYPE).id());
        };
    }

    private String name() {
        return "n" + random.nextInt(20);
    }

    private EntityRef fresh(ResourceType<?> type) {
        return type.ref(PROJECT, type.name() + opened.merge(type, 1, Integer::sum));
    }

    /** {@return one that was opened, one still to come, or one that is gone} */
    private EntityRef some(ResourceType<?> type) {
        return type.ref(PROJECT, type.name() + (1 + random.nextInt(opened.getOrDefault(type, 0) + 1)));
    }

    private CompletableFuture<Outcome> send(EntityRef entity, Command command) {
        return cloud.ask(entity, command).toCompletableFuture();
    }
}
