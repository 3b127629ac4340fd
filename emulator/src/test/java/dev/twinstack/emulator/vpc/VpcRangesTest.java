package dev.twinstack.emulator.vpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.Seeds;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.vpc.VpcCommand.GrantRange;
import dev.twinstack.emulator.vpc.VpcCommand.ReturnRange;
import dev.twinstack.emulator.vpc.VpcEvent.Opened;
import dev.twinstack.emulator.vpc.VpcEvent.RangeGranted;
import dev.twinstack.emulator.vpc.VpcEvent.RangeReturned;
import dev.twinstack.emulator.vpc.VpcEvent.SecondaryAdded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which subnet gets which block of a VPC. */
class VpcRangesTest {
    private static final IpRange PRIMARY = IpRange.of("10.0.0.0/25");
    private static final IpRange SECONDARY = IpRange.of("10.0.1.0/26");
    /** Blocks are drawn from here, so that some lie outside the VPC's or across one's end. */
    private static final IpRange AROUND = IpRange.of("10.0.0.0/23");

    private static final int AROUND_LENGTH = 23;
    private static final int SMALLEST = 28;
    private static final int RUNS = 100;
    private static final int STEPS = 60;

    private final Trial<Vpc, VpcCommand, VpcEvent> vpc = Trial.of(
                    new VpcRules(new Quotas(Map.of())), Vpc.TYPE.ref("p", "v"))
            .given(new Opened("v", "net", "", List.of(PRIMARY), "0", false, Trial.NOW));

    @Test
    void aBlockIsGrantedOnceAndReturnedOnce() {
        IpRange block = IpRange.of("10.0.0.0/28");
        assertThat(vpc.events(new GrantRange("s", block))).containsExactly(new RangeGranted("s", block));
        var granted = vpc.done(new GrantRange("s", block));
        assertThat(granted.events(new GrantRange("s", block))).isEmpty();
        assertThat(granted.answer(new GrantRange("s", block))).isEqualTo(block);
        assertThat(granted.refusal(new GrantRange("s", IpRange.of("10.0.0.16/28"))))
                .isEqualTo("subnet-has-range");
        assertThat(granted.held())
                .containsExactly(new Claim.Held(new EntityRef("p", "subnet", "s"), new ReturnRange("s")));
        assertThat(granted.events(new ReturnRange("s"))).containsExactly(new RangeReturned("s", Trial.NOW));
        assertThat(granted.done(new ReturnRange("s")).events(new ReturnRange("s")))
                .isEmpty();
    }

    @Test
    void noTwoGrantsMayOverlap() {
        IpRange block = IpRange.of("10.0.0.0/28");
        Grants one = Grants.NONE.plus("s", block);
        assertThatIllegalArgumentException().isThrownBy(() -> one.plus("t", IpRange.of("10.0.0.8/29")));
        assertThatIllegalArgumentException().isThrownBy(() -> one.plus("s", IpRange.of("10.0.0.16/28")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Grants(one.bySubnet(), Grants.NONE.byBlock()));
        assertThat(one.minus("s")).isEqualTo(Grants.NONE);
    }

    @Test
    void aVpcWithoutABlockTakesAnySubnetThatOverlapsNone() {
        var blank = Trial.of(new VpcRules(new Quotas(Map.of())), Vpc.TYPE.ref("p", "v"))
                .given(new Opened("v", "", "", List.of(), "0", false, Trial.NOW));
        var granted = blank.done(new GrantRange("s", IpRange.of("192.168.0.0/24")));
        assertThat(granted.events(new GrantRange("t", IpRange.of("10.0.0.0/24"))))
                .hasSize(1);
        assertThat(granted.refusal(new GrantRange("t", IpRange.of("192.168.0.128/25"))))
                .isEqualTo("subnet-overlaps");
    }

    @Test
    void aNewBlockMustCoverTheSubnetsThereAre() {
        var granted = vpc.done(new GrantRange("s", IpRange.of("10.0.0.64/28")));
        assertThat(granted.refusal(cidr("10.0.0.0/26"))).isEqualTo("vpc-cidr-excludes-subnets");
        assertThat(granted.done(cidr("10.0.0.64/26")).state().cidr()).containsExactly(IpRange.of("10.0.0.64/26"));
        assertThat(vpc.done(cidr("192.168.0.0/16")).state().cidr()).containsExactly(IpRange.of("192.168.0.0/16"));
    }

    @Test
    void grantsFollowTheNaiveModel() {
        Seeds.forAll(RUNS, random -> {
            var now = vpc.given(new SecondaryAdded(SECONDARY, Trial.NOW));
            Map<String, IpRange> model = new HashMap<>();
            for (int i = 0; i < STEPS; i++) {
                String subnet = "s" + random.nextInt(12);
                if (random.nextInt(4) == 0) {
                    now = now.done(new ReturnRange(subnet));
                    model.remove(subnet);
                } else {
                    now = granted(now, model, subnet, block(random));
                }
                assertThat(now.state().subnets().bySubnet()).isEqualTo(model);
                assertThat(now.state().subnets().blocks()).containsExactlyInAnyOrderElementsOf(model.values());
            }
        });
    }

    private static Trial<Vpc, VpcCommand, VpcEvent> granted(
            Trial<Vpc, VpcCommand, VpcEvent> vpc, Map<String, IpRange> model, String subnet, IpRange block) {
        GrantRange command = new GrantRange(subnet, block);
        String refusal = refusal(model, subnet, block);
        if (refusal.isEmpty()) {
            assertThat(vpc.answer(command)).isEqualTo(block);
            model.put(subnet, block);
            return vpc.done(command);
        }
        assertThat(vpc.refusal(command)).isEqualTo(refusal);
        return vpc;
    }

    /** {@return why not, or blank} Goes address by address. */
    private static String refusal(Map<String, IpRange> model, String subnet, IpRange block) {
        IpRange had = model.get(subnet);
        if (had != null) {
            return had.equals(block) ? "" : "subnet-has-range";
        }
        if (!isAllIn(PRIMARY, block) && !isAllIn(SECONDARY, block)) {
            return "subnet-outside-vpc";
        }
        return model.values().stream().anyMatch(other -> sharesAnAddress(other, block)) ? "subnet-overlaps" : "";
    }

    private static boolean isAllIn(IpRange outer, IpRange block) {
        return addresses(outer).containsAll(addresses(block));
    }

    private static boolean sharesAnAddress(IpRange one, IpRange other) {
        return addresses(one).stream().anyMatch(addresses(other)::contains);
    }

    private static List<Integer> addresses(IpRange range) {
        int first = range.first().value().intValueExact();
        int last = range.last().value().intValueExact();
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private static IpRange block(Random random) {
        int length = SMALLEST - random.nextInt(5);
        return AROUND.block(random.nextInt(1 << (length - AROUND_LENGTH)), length);
    }

    private static VpcCommand cidr(String block) {
        return new VpcCommand.Update(Patch.keep(), Patch.keep(), Patch.set(IpRange.of(block)), Patch.keep());
    }
}
