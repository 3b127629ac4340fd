package dev.twinstack.emulator.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.loadbalancer.LoadBalancerCommand.Close;
import dev.twinstack.emulator.loadbalancer.LoadBalancerCommand.Open;
import dev.twinstack.emulator.loadbalancer.LoadBalancerCommand.Retag;
import dev.twinstack.emulator.loadbalancer.LoadBalancerCommand.Update;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import dev.twinstack.emulator.tag.Tag;
import dev.twinstack.emulator.tag.TagChange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePSet;

class LoadBalancerRulesTest {
    private static final EntityRef SELF = LoadBalancer.TYPE.ref("p", "l");
    private static final EntityRef PORT = Port.TYPE.ref("p", Ids.derived("l", "port"));
    private static final Wanted VIP = new Wanted.Exactly(IpAddress.of("10.0.0.9"));
    private static final Open OPEN = new Open("lb", "d", "n", VIP, true);

    private final Trial<LoadBalancer, LoadBalancerCommand, LoadBalancerEvent> none =
            Trial.of(new LoadBalancerRules(), SELF);
    private final Trial<LoadBalancer, LoadBalancerCommand, LoadBalancerEvent> open =
            none.granted(Project.ref("p"), SELF).granted(PORT, port()).done(OPEN);

    private static Port port() {
        return new Port(
                PORT.id(),
                "n",
                "",
                Port.LOAD_BALANCER_OWNER,
                new Port.Device.OfService(SELF),
                Port.macOf(PORT.id()),
                List.of(new Port.FixedIp("n4", IpAddress.of("10.0.0.9"))),
                List.of(),
                List.of(),
                true,
                false,
                false,
                List.of(),
                new Port.Eip.None(),
                HashTreePSet.empty(),
                new Port.Ipv6Bandwidth.None(),
                Trial.NOW,
                Trial.NOW);
    }

    @Test
    void itNeedsAPlaceAndAPortWithItsAddress() {
        assertThat(none.claims(OPEN))
                .hasSize(2)
                .contains(ProjectCommand.place(Quota.LOAD_BALANCER, SELF))
                .anySatisfy(claim -> assertThat(claim.take())
                        .isInstanceOfSatisfying(PortCommand.OpenFor.class, port -> {
                            assertThat(port.deviceOwner()).isEqualTo("neutron:LOADBALANCERV2");
                            assertThat(port.spec().wanted()).containsExactly(VIP);
                        }));
        assertThat(open.state().address()).isEqualTo(IpAddress.of("10.0.0.9"));
        assertThat(open.state().neutronSubnet()).isEqualTo("n4");
        assertThat(open.holds())
                .containsExactly(
                        ProjectCommand.place(Quota.LOAD_BALANCER, SELF).hold(),
                        new Claim.Hold(PORT, new PortCommand.CloseFor("l")));
    }

    @Test
    void nameDescriptionStateAndTagsChange() {
        LoadBalancer changed = open.done(new Update(Patch.set("other"), Patch.clear(), Patch.set(false)))
                .done(new Retag(new TagChange.Put(List.of(new Tag("k", "v")))))
                .state();
        assertThat(changed.name()).isEqualTo("other");
        assertThat(changed.description()).isEmpty();
        assertThat(changed.adminStateUp()).isFalse();
        assertThat(changed.tags().pairs()).containsExactly("k=v");
        assertThat(changed.port()).isEqualTo(PORT.id());
    }

    @Test
    void itGoesWithItsPort() {
        assertThat(open.done(new Close()).isGone()).isTrue();
        assertThat(open.done(new Close()).holds()).isEmpty();
        assertThat(none.refusal(new Close())).isEqualTo("loadbalancer-not-found");
    }
}
