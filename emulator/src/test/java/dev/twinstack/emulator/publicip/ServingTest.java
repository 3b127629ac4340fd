package dev.twinstack.emulator.publicip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.publicip.PublicIp.Binding;
import dev.twinstack.emulator.publicip.PublicIpCommand.BandwidthChoice;
import dev.twinstack.emulator.publicip.PublicIpCommand.Bind;
import dev.twinstack.emulator.publicip.PublicIpCommand.Close;
import dev.twinstack.emulator.publicip.PublicIpCommand.Discard;
import dev.twinstack.emulator.publicip.PublicIpCommand.Open;
import dev.twinstack.emulator.publicip.PublicIpCommand.Serve;
import dev.twinstack.emulator.publicip.PublicIpCommand.StopServing;
import dev.twinstack.emulator.publicip.PublicIpCommand.Unbind;
import dev.twinstack.emulator.publicip.PublicIpCommand.Update;
import dev.twinstack.emulator.publicip.PublicIpCommand.Wanted;
import dev.twinstack.emulator.region.RegionSettings;
import org.junit.jupiter.api.Test;

class ServingTest {
    private static final EntityRef SELF = PublicIp.TYPE.ref("p", "e");
    private static final EntityRef GATEWAY = new EntityRef("p", "natgateway", "g");

    private final Trial<PublicIp, PublicIpCommand, PublicIpEvent> eip = opened("5_bgp");
    private final Trial<PublicIp, PublicIpCommand, PublicIpEvent> serving = eip.done(new Serve("g"));

    private static Trial<PublicIp, PublicIpCommand, PublicIpEvent> opened(String type) {
        return Trial.of(new PublicIpRules(RegionSettings.of("eu-de")), SELF)
                .granted(Project.ref("p"), SELF)
                .granted(AddressPool.TYPE.ref(AddressPool.REGION, AddressPool.PUBLIC_IPV4), IpRange.of("198.18.0.7/32"))
                .granted(Bandwidth.TYPE.ref("p", "own"), "own")
                .granted(Port.TYPE.ref("p", "n"), "n")
                .done(new Open(type, "", Wanted.ANY, new BandwidthChoice.Dedicated("own", "mine", 5, "traffic")));
    }

    @Test
    void anEipServesOneGatewayAsOftenAsItAsks() {
        assertThat(serving.state().binding()).isEqualTo(new Binding.ToGateway("g"));
        assertThat(serving.state().isBound()).isTrue();
        assertThat(serving.events(new Serve("g"))).isEmpty();
        assertThat(serving.refusal(new Serve("other"))).isEqualTo("publicip-of-other-gateway");
        assertThat(serving.held()).containsExactly(new Claim.Held(GATEWAY, new StopServing("g")));
    }

    @Test
    void itIsBoundToNothingElseMeanwhile() {
        assertThat(serving.refusal(new Bind("n"))).isEqualTo("publicip-already-bound");
        assertThat(serving.refusal(new Unbind())).isEqualTo("publicip-of-gateway");
        assertThat(serving.refusal(new Update(Patch.keep(), Patch.keep(), Patch.clear())))
                .isEqualTo("publicip-of-gateway");
        assertThat(eip.done(new Bind("n")).refusal(new Serve("g"))).isEqualTo("publicip-bound-to-port");
    }

    @Test
    void itStaysWhileItServes() {
        assertThat(serving.refusal(new Close())).isEqualTo("publicip-bound");
        assertThat(serving.refusal(new Discard())).isEqualTo("publicip-of-gateway");
        assertThat(serving.events(new StopServing("other"))).isEmpty();
        var free = serving.done(new StopServing("g"));
        assertThat(free.state().isBound()).isFalse();
        assertThat(free.held()).isEmpty();
        assertThat(free.done(new Close()).isGone()).isTrue();
    }

    @Test
    void gatewaysDoNotSpeakIpv6() {
        assertThat(opened("5_dualStack").refusal(new Serve("g"))).isEqualTo("gateway-lacks-ipv6");
    }
}
