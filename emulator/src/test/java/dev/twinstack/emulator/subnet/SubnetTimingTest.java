package dev.twinstack.emulator.subnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.subnet.SubnetCommand.Close;
import dev.twinstack.emulator.subnet.SubnetCommand.Lease;
import dev.twinstack.emulator.subnet.SubnetCommand.Release;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import dev.twinstack.emulator.subnet.SubnetCommand.WhenSettled;
import dev.twinstack.emulator.subnet.SubnetEvent.Opened;
import dev.twinstack.emulator.subnet.SubnetEvent.StoredSegment;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import dev.twinstack.emulator.timing.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a subnet refuses because something is still going on. */
class SubnetTimingTest {
    private static final Timing OTC = new Timing.Otc(7, 1);
    private static final Duration CREATING = OTC.of(Phase.SUBNET_CREATING, "s");
    private static final Duration LINGERING = OTC.of(Phase.SUBNET_LINGERING, "s");
    private static final SubnetCommand UPDATE = new SubnetCommand.Update(
            Patch.set("renamed"), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep());

    private final Trial<Subnet, SubnetCommand, SubnetEvent> subnet = Trial.of(
                    new SubnetRules(), Subnet.TYPE.ref("p", "s"))
            .given(new Opened(
                    "s",
                    "v",
                    "subnet",
                    "",
                    List.of(new StoredSegment(
                            Family.IPV4,
                            "four",
                            "",
                            IpRange.of("10.0.1.0/28"),
                            List.of(IpAddress.of("10.0.1.1")),
                            List.of(),
                            "")),
                    true,
                    List.of(),
                    List.of(),
                    "",
                    false,
                    true,
                    Trial.NOW));

    private static Moment after(Duration since) {
        return new Moment(Trial.NOW.plus(since), OTC);
    }

    @Test
    void itIsUpdatedOnceItIsMade() {
        assertThat(subnet.at(after(CREATING.minusMillis(1))).refusal(new WhenSettled(UPDATE)))
                .isEqualTo("subnet-creating");
        assertThat(subnet.at(after(CREATING)).events(new WhenSettled(UPDATE))).hasSize(1);
        assertThat(subnet.at(after(Duration.ZERO)).events(UPDATE))
                .as("OpenStack itself does not wait")
                .hasSize(1);
    }

    @Test
    void itLingersAfterItsLastPort() {
        Duration gone = Duration.ofMinutes(1);
        var used = subnet.at(after(gone))
                .done(new Lease("port", List.of(new Wanted.Any(Family.IPV4))))
                .done(new Lease("other", List.of(new Wanted.Any(Family.IPV4))))
                .done(new Release("other"));
        assertThat(used.refusal(new WhenSettled(new Close())))
                .as("a port that is there counts more")
                .isEqualTo("subnet-has-addresses");
        var left = used.done(new Release("port"));
        assertThat(left.refusal(new WhenSettled(new Close()))).isEqualTo("subnet-lingers");
        assertThat(left.at(after(gone.plus(LINGERING).minusMillis(1))).refusal(new WhenSettled(new Close())))
                .isEqualTo("subnet-lingers");
        assertThat(left.at(after(gone.plus(LINGERING))).events(new WhenSettled(new Close())))
                .hasSize(1);
        assertThat(left.events(new Close()))
                .as("OpenStack itself does not wait")
                .hasSize(1);
    }

    @Test
    void aSubnetThatNeverHadAPortGoesAtOnce() {
        assertThat(subnet.at(after(Duration.ZERO)).events(new WhenSettled(new Close())))
                .hasSize(1);
    }

    @Test
    void nothingIsRefusedWhereNothingTakesTime() {
        var left = subnet.done(new Lease("port", List.of(new Wanted.Any(Family.IPV4))))
                .done(new Release("port"));
        assertThat(left.events(new WhenSettled(UPDATE))).hasSize(1);
        assertThat(left.events(new WhenSettled(new Close()))).hasSize(1);
    }

    @Test
    void whatWasStoredBeforeReleasesHadATimeIsLongAgo() {
        var left = subnet.at(after(Duration.ofMinutes(1)))
                .done(new Lease("port", List.of(new Wanted.Any(Family.IPV4))))
                .given(new SubnetEvent.AddressesReleased("port", Instant.EPOCH));
        assertThat(left.events(new WhenSettled(new Close()))).hasSize(1);
    }
}
