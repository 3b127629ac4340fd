package dev.twinstack.emulator.vpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import dev.twinstack.emulator.timing.Timing;
import dev.twinstack.emulator.vpc.VpcCommand.GrantRange;
import dev.twinstack.emulator.vpc.VpcCommand.GrantRangeWhenSettled;
import dev.twinstack.emulator.vpc.VpcCommand.RemoveSecondary;
import dev.twinstack.emulator.vpc.VpcCommand.ReturnRange;
import dev.twinstack.emulator.vpc.VpcCommand.WhenSettled;
import dev.twinstack.emulator.vpc.VpcEvent.Opened;
import dev.twinstack.emulator.vpc.VpcEvent.SecondaryAdded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a VPC refuses because something is still going on. */
class VpcTimingTest {
    private static final Timing OTC = new Timing.Otc(7, 1);
    private static final IpRange SECONDARY = IpRange.of("10.0.1.0/26");
    private static final GrantRange GRANT = new GrantRange("s", IpRange.of("10.0.1.0/28"));
    private static final Instant USABLE = Trial.NOW.plus(OTC.of(Phase.VPC_CREATING, "v"));
    private static final Duration LINGERING = OTC.of(Phase.RANGE_LINGERING, "v");

    private final Trial<Vpc, VpcCommand, VpcEvent> vpc = Trial.of(
                    new VpcRules(new Quotas(Map.of())), Vpc.TYPE.ref("p", "v"))
            .given(
                    new Opened("v", "net", "", List.of(IpRange.of("10.0.0.0/24")), "0", false, Trial.NOW),
                    new SecondaryAdded(SECONDARY, Trial.NOW));
    private final Trial<Vpc, VpcCommand, VpcEvent> fresh = at(USABLE.minusMillis(1));
    private final Trial<Vpc, VpcCommand, VpcEvent> usable = at(USABLE);

    private Trial<Vpc, VpcCommand, VpcEvent> at(Instant now) {
        return vpc.at(new Moment(now, OTC));
    }

    @Test
    void whileItIsBeingMadeItRefusesWhatV1AndV3Ask() {
        assertThat(fresh.refusal(new WhenSettled(new VpcCommand.Close()))).isEqualTo("vpc-creating");
        assertThat(fresh.refusal(new WhenSettled(describe()))).isEqualTo("vpc-creating");
        assertThat(fresh.refusal(new WhenSettled(new RemoveSecondary(List.of(SECONDARY)))))
                .isEqualTo("vpc-creating");
        assertThat(fresh.refusal(new GrantRangeWhenSettled(GRANT))).isEqualTo("vpc-creating");
        assertThat(usable.events(new WhenSettled(new VpcCommand.Close()))).hasSize(1);
        assertThat(usable.events(new WhenSettled(describe()))).hasSize(1);
        assertThat(usable.answer(new GrantRangeWhenSettled(GRANT))).isEqualTo(GRANT.range());
    }

    @Test
    void openStackItselfDoesNotWait() {
        assertThat(fresh.events(new VpcCommand.Close())).hasSize(1);
        assertThat(fresh.events(describe())).hasSize(1);
        assertThat(fresh.answer(GRANT)).isEqualTo(GRANT.range());
    }

    @Test
    void aSubnetThatHasItsBlockIsNotRefusedIt() {
        assertThat(fresh.done(GRANT).answer(new GrantRangeWhenSettled(GRANT))).isEqualTo(GRANT.range());
    }

    @Test
    void nothingIsRefusedWhereNothingTakesTime() {
        assertThat(vpc.events(new WhenSettled(new VpcCommand.Close()))).hasSize(1);
        assertThat(vpc.done(GRANT).done(new ReturnRange("s")).events(new RemoveSecondary(List.of(SECONDARY))))
                .hasSize(1);
    }

    @Test
    void aSecondaryBlockLingersAfterItsLastSubnet() {
        var left = usable.done(GRANT).done(new ReturnRange("s"));
        RemoveSecondary remove = new RemoveSecondary(List.of(SECONDARY));
        assertThat(left.refusal(remove)).isEqualTo("secondary-lingers");
        assertThat(left.at(new Moment(USABLE.plus(LINGERING).minusMillis(1), OTC))
                        .refusal(remove))
                .isEqualTo("secondary-lingers");
        assertThat(left.at(new Moment(USABLE.plus(LINGERING), OTC)).events(remove))
                .hasSize(1);
    }

    @Test
    void aSubnetOfThePrimaryBlockLeavesTheSecondaryAlone() {
        var left = usable.done(new GrantRange("s", IpRange.of("10.0.0.0/28"))).done(new ReturnRange("s"));
        assertThat(left.state().left()).isEmpty();
        assertThat(left.events(new RemoveSecondary(List.of(SECONDARY)))).hasSize(1);
    }

    @Test
    void aBlockThatWasRemovedIsForgotten() {
        var left = usable.done(GRANT).done(new ReturnRange("s"));
        assertThat(left.state().left()).containsOnlyKeys(SECONDARY);
        var removed = left.at(new Moment(USABLE.plus(LINGERING), OTC)).done(new RemoveSecondary(List.of(SECONDARY)));
        assertThat(removed.state().left()).isEmpty();
    }

    private static VpcCommand describe() {
        return new VpcCommand.Update(Patch.keep(), Patch.set("described"), Patch.keep(), Patch.keep());
    }
}
