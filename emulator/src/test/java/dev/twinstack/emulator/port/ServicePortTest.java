package dev.twinstack.emulator.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.port.Port.Device;
import dev.twinstack.emulator.port.PortCommand.Attach;
import dev.twinstack.emulator.port.PortCommand.BindPublicIp;
import dev.twinstack.emulator.port.PortCommand.Close;
import dev.twinstack.emulator.port.PortCommand.CloseFor;
import dev.twinstack.emulator.port.PortCommand.JoinRouter;
import dev.twinstack.emulator.port.PortCommand.OpenFor;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.port.PortCommand.UnbindPublicIp;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand.Leased;
import dev.twinstack.emulator.subnet.SubnetCommand.LeasedAddress;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ports of NAT gateways and load balancers. */
class ServicePortTest {
    private static final EntityRef SELF = Port.TYPE.ref("p", "port");
    private static final EntityRef BALANCER = new EntityRef("p", "loadbalancer", "l");
    private static final EntityRef GATEWAY = new EntityRef("p", "natgateway", "g");
    private static final PortSpec SPEC = PortSpec.of("n", "", "", List.of(new Wanted.Any(Family.IPV4)), List.of());

    private static Trial<Port, PortCommand, PortEvent> opened(EntityRef device, String owner) {
        return Trial.of(new PortRules(), SELF)
                .granted(
                        Subnet.TYPE.ref("p", "n"),
                        new Leased(List.of(new LeasedAddress("n4", IpAddress.of("10.0.0.2")))))
                .done(new OpenFor(device, SPEC, owner));
    }

    private final Trial<Port, PortCommand, PortEvent> port = opened(BALANCER, Port.LOAD_BALANCER_OWNER);

    @Test
    void itIsItsServicesAndGoesWithIt() {
        assertThat(port.state().device()).isEqualTo(new Device.OfService(BALANCER));
        assertThat(port.state().deviceOwner()).isEqualTo("neutron:LOADBALANCERV2");
        assertThat(port.events(new OpenFor(BALANCER, SPEC, Port.LOAD_BALANCER_OWNER)))
                .isEmpty();
        assertThat(port.refusal(new OpenFor(GATEWAY, SPEC, Port.NAT_OWNER))).isEqualTo("port-exists");
        assertThat(port.held()).contains(new Claim.Held(BALANCER, new CloseFor("l")));
        assertThat(port.events(new CloseFor("another"))).isEmpty();
        assertThat(port.done(new CloseFor("l")).isGone()).isTrue();
    }

    @Test
    void nobodyElseDeletesOrTakesIt() {
        assertThat(port.refusal(new Close())).isEqualTo("port-has-device");
        assertThat(port.refusal(new Attach("vm", "compute:eu-de-01"))).isEqualTo("port-has-device");
        assertThat(port.refusal(new JoinRouter("r"))).isEqualTo("port-has-device");
    }

    @Test
    void aLoadBalancersTakesAnEipAndAGatewaysDoesNot() {
        var bound = port.granted(new EntityRef("p", "publicip", "e"), "e").done(new BindPublicIp("e"));
        assertThat(bound.refusal(new CloseFor("l"))).isEqualTo("port-has-eip");
        assertThat(bound.done(new UnbindPublicIp("e")).done(new CloseFor("l")).isGone())
                .isTrue();
        assertThat(opened(GATEWAY, Port.NAT_OWNER).refusal(new BindPublicIp("e")))
                .isEqualTo("port-of-gateway");
    }
}
