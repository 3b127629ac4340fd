package dev.twinstack.emulator.publicip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.publicip.PublicIpCommand.Close;
import dev.twinstack.emulator.publicip.PublicIpCommand.Unbind;
import dev.twinstack.emulator.publicip.PublicIpCommand.Update;
import dev.twinstack.emulator.publicip.PublicIpCommand.WhenSettled;
import dev.twinstack.emulator.publicip.PublicIpEvent.Bound;
import dev.twinstack.emulator.publicip.PublicIpEvent.Opened;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import dev.twinstack.emulator.timing.Timing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an EIP refuses because something is still going on. */
class PublicIpTimingTest {
    private static final Timing OTC = new Timing.Otc(7, 1);
    private static final Duration CREATING = OTC.of(Phase.PUBLIC_IP_CREATING, "e");
    private static final Duration BINDING = OTC.of(Phase.PUBLIC_IP_BINDING, "e");
    private static final Update RENAME = new Update(Patch.set("tom"), Patch.keep(), Patch.keep());

    private final Trial<PublicIp, PublicIpCommand, PublicIpEvent> eip = Trial.of(
                    new PublicIpRules(RegionSettings.of("eu-de")), PublicIp.TYPE.ref("p", "e"))
            .given(new Opened("e", "5_bgp", IpAddress.of("198.18.0.7"), List.of(), "", "own", true, "0", Trial.NOW));

    private static Moment after(Duration since) {
        return new Moment(Trial.NOW.plus(since), OTC);
    }

    @Test
    void itIsBusyWhileItIsBeingMade() {
        var fresh = eip.at(after(CREATING.minusMillis(1)));
        assertThat(fresh.refusal(new WhenSettled(RENAME))).isEqualTo("publicip-busy");
        assertThat(fresh.refusal(new WhenSettled(new Close()))).isEqualTo("publicip-busy");
        assertThat(fresh.events(new Close()))
                .as("OpenStack itself does not wait")
                .hasSize(1);
        assertThat(eip.at(after(CREATING)).events(new WhenSettled(RENAME))).hasSize(1);
        assertThat(eip.at(after(CREATING)).events(new WhenSettled(new Close()))).hasSize(1);
    }

    @Test
    void itIsBusyWhileItIsBeingBound() {
        Duration later = Duration.ofMinutes(1);
        var bound = eip.given(new Bound("n", Trial.NOW.plus(later)));
        var binding = bound.at(after(later.plus(BINDING).minusMillis(1)));
        assertThat(binding.state().isBinding(after(later))).isTrue();
        assertThat(binding.refusal(new WhenSettled(new Unbind()))).isEqualTo("publicip-busy");
        var active = bound.at(after(later.plus(BINDING)));
        assertThat(active.events(new WhenSettled(new Unbind()))).hasSize(1);
        assertThat(active.refusal(new WhenSettled(new Close()))).isEqualTo("publicip-bound");
    }

    @Test
    void onceUnboundItIsNotBusy() {
        Duration later = Duration.ofMinutes(1);
        var unbound = eip.given(new Bound("n", Trial.NOW.plus(later)))
                .at(after(later))
                .done(new Unbind());
        assertThat(unbound.state().isBinding(after(later))).isFalse();
        assertThat(unbound.events(new WhenSettled(new Close()))).hasSize(1);
    }

    @Test
    void otherChangesDoNotBindAnew() {
        Duration later = Duration.ofMinutes(1);
        var renamed = eip.given(new Bound("n", Trial.NOW)).at(after(later)).done(RENAME);
        assertThat(renamed.state().isBinding(after(later))).isFalse();
    }

    @Test
    void nothingIsRefusedWhereNothingTakesTime() {
        assertThat(eip.events(new WhenSettled(new Close()))).hasSize(1);
        assertThat(eip.given(new Bound("n", Trial.NOW)).events(new WhenSettled(new Unbind())))
                .hasSize(1);
    }
}
