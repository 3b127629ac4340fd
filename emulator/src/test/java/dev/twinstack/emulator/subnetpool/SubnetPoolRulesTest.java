package dev.twinstack.emulator.subnetpool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.RangeSet;
import dev.twinstack.emulator.ip.Seeds;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.subnetpool.SubnetPool.Allowance;
import dev.twinstack.emulator.subnetpool.SubnetPool.Lengths;
import dev.twinstack.emulator.subnetpool.SubnetPoolCommand.Lease;
import dev.twinstack.emulator.subnetpool.SubnetPoolCommand.Release;
import dev.twinstack.emulator.subnetpool.SubnetPoolCommand.Wanted;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubnetPoolRulesTest {
    private static final EntityRef SELF = SubnetPool.TYPE.ref("p", "pool");
    private static final EntityRef REGION = AddressPool.TYPE.ref(AddressPool.REGION, AddressPool.IPV6);
    private static final Lengths IPV4 = new Lengths(8, 24, 32);
    private static final Lengths IPV6 = new Lengths(64, 64, 128);

    private final Trial<SubnetPool, SubnetPoolCommand, SubnetPoolEvent> none = Trial.of(new SubnetPoolRules(), SELF);
    private final Trial<SubnetPool, SubnetPoolCommand, SubnetPoolEvent> granting =
            none.granted(REGION, List.of()).granted(Project.ref("p"), SELF);

    private Trial<SubnetPool, SubnetPoolCommand, SubnetPoolEvent> pool(Lengths lengths, String... prefixes) {
        return granting.done(open(lengths, false, prefixes));
    }

    private static SubnetPoolCommand open(Lengths lengths, boolean isDefault, String... prefixes) {
        return new SubnetPoolCommand.Open("pool", "", ranges(prefixes), lengths, new Allowance.Unlimited(), isDefault);
    }

    private static List<IpRange> ranges(String... texts) {
        return Stream.of(texts).map(IpRange::of).toList();
    }

    private static EntityRef subnet(String id) {
        return new EntityRef("p", "subnet", id);
    }

    private static Lease any(String subnet) {
        return new Lease(subnet(subnet), new Wanted.Any());
    }

    private static Lease exactly(String subnet, String block) {
        return new Lease(subnet(subnet), new Wanted.Exactly(IpRange.of(block)));
    }

    @Test
    void anIpv4PoolNeedsNobodyAndMergesItsNeighbours() {
        var pool = none.done(open(IPV4, false, "192.168.1.0/24", "10.0.0.0/16", "192.168.0.0/24"));
        assertThat(pool.state().prefixes()).containsExactlyElementsOf(ranges("10.0.0.0/16", "192.168.0.0/23"));
        assertThat(pool.holds()).isEmpty();
    }

    @Test
    void anIpv6PoolReservesItsPrefixesAndADefaultOneItsPlace() {
        List<Claim> claims = none.claims(open(IPV6, true, "fd00::/64", "fd00:0:0:1::/64"));
        assertThat(claims)
                .containsExactlyInAnyOrder(
                        AddressPool.reserve(SELF, ranges("fd00::/63")),
                        ProjectCommand.place(Quota.DEFAULT_SUBNET_POOL, SELF, "ipv6"));
        assertThat(granting.done(open(IPV6, true, "fd00::/63")).holds())
                .containsExactlyInAnyOrderElementsOf(
                        claims.stream().map(Claim::hold).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "8, 24, 32, 10.0.0.0/16 fd00::/64",
        "8, 24, 32, 10.0.0.0/16 10.0.0.0/16",
        "8, 24, 32, 10.0.0.0/16 10.0.3.0/24",
        "7, 24, 32, 10.0.0.0/16",
        "8, 24, 33, 10.0.0.0/16",
        "25, 24, 32, 10.0.0.0/16",
        "8, 24, 23, 10.0.0.0/16",
        "63, 64, 128, fd00::/48",
        "64, 64, 129, fd00::/48",
    })
    void whatContradictsItselfIsRefused(int min, int standard, int max, String prefixes) {
        assertThat(none.refusal(open(new Lengths(min, standard, max), false, prefixes.split(" ", -1))))
                .isEqualTo("subnetpool-invalid");
        assertThat(none.refusal(open(IPV4, false))).isEqualTo("subnetpool-invalid");
    }

    @Test
    void aSubnetDrawsTheLowestBlockOfTheStandardLengthOrOfItsOwn() {
        var pool = pool(new Lengths(16, 25, 28), "10.0.1.0/24", "10.0.0.0/26");
        assertThat(pool.answer(any("a"))).isEqualTo(IpRange.of("10.0.1.0/25"));
        var one = pool.done(any("a"));
        assertThat(one.events(any("a"))).as("it keeps what it has").isEmpty();
        assertThat(one.answer(new Lease(subnet("b"), new Wanted.OfLength(27)))).isEqualTo(IpRange.of("10.0.0.0/27"));
        assertThat(one.refusal(new Lease(subnet("b"), new Wanted.OfLength(29))))
                .isEqualTo("prefixlen-outside-subnetpool");
        var full = one.done(any("b"));
        assertThat(full.refusal(any("c"))).isEqualTo("subnetpool-exhausted");
        assertThat(full.done(new Release(subnet("a"))).answer(any("c"))).isEqualTo(IpRange.of("10.0.1.0/25"));
        assertThat(full.events(new Release(subnet("z")))).isEmpty();
        assertThat(full.held())
                .contains(new Claim.Held(subnet("a"), new Release(subnet("a"))))
                .hasSize(2);
    }

    @Test
    void aBlockByNameIsOfThePoolAndFree() {
        var pool = pool(IPV4, "10.0.0.0/16").done(exactly("a", "10.0.3.0/24"));
        assertThat(pool.refusal(exactly("b", "10.0.3.128/25"))).isEqualTo("subnetpool-block-taken");
        assertThat(pool.refusal(exactly("b", "10.0.0.0/16"))).isEqualTo("subnetpool-block-taken");
        assertThat(pool.refusal(exactly("b", "10.1.0.0/24"))).isEqualTo("cidr-outside-subnetpool");
        assertThat(pool.refusal(exactly("b", "10.0.0.0/7"))).isEqualTo("prefixlen-outside-subnetpool");
        assertThat(pool.answer(exactly("b", "10.0.4.0/24"))).isEqualTo(IpRange.of("10.0.4.0/24"));
    }

    @Test
    void theQuotaIsCountedInAddressesOrSixtyFours() {
        var four = granting.done(
                new SubnetPoolCommand.Open("", "", ranges("10.0.0.0/16"), IPV4, new Allowance.Units(384), false));
        assertThat(four.done(any("a")).refusal(any("b"))).isEqualTo("subnetpool-quota");
        assertThat(four.done(any("a")).answer(exactly("b", "10.0.1.0/25"))).isEqualTo(IpRange.of("10.0.1.0/25"));
        var six = granting.done(
                new SubnetPoolCommand.Open("", "", ranges("fd00::/48"), IPV6, new Allowance.Units(2), false));
        assertThat(six.done(any("a")).done(any("b")).refusal(any("c"))).isEqualTo("subnetpool-quota");
    }

    @Test
    void prefixesOnlyBecomeMore() {
        var pool = pool(IPV4, "10.0.0.0/24");
        assertThat(pool.done(update(Patch.set(ranges("10.0.0.0/23")))).state().prefixes())
                .containsExactlyElementsOf(ranges("10.0.0.0/23"));
        assertThat(pool.done(update(Patch.set(ranges("10.0.1.0/24", "10.0.0.0/24"))))
                        .state()
                        .prefixes())
                .containsExactlyElementsOf(ranges("10.0.0.0/23"));
        assertThat(pool.refusal(update(Patch.set(ranges("10.0.1.0/24"))))).isEqualTo("subnetpool-invalid");
        assertThat(pool.refusal(update(Patch.set(ranges("10.0.0.0/25"))))).isEqualTo("subnetpool-invalid");
        assertThat(pool.refusal(update(Patch.set(ranges("fd00::/64"))))).isEqualTo("subnetpool-invalid");
        assertThat(pool.refusal(update(Patch.set(List.of())))).isEqualTo("subnetpool-invalid");
    }

    @Test
    void anUpdateClaimsOnlyWhatIsNew() {
        Trial<SubnetPool, SubnetPoolCommand, SubnetPoolEvent> six =
                none.given(granting.events(open(IPV6, false, "fd00::/64")));
        assertThat(six.claims(update(Patch.set(ranges("fd00::/63")))))
                .containsExactly(AddressPool.reserve(SELF, ranges("fd00::/63")));
        assertThat(six.claims(isDefault(true)))
                .containsExactly(ProjectCommand.place(Quota.DEFAULT_SUBNET_POOL, SELF, "ipv6"));
        assertThat(six.done(isDefault(false)).state().isDefault()).isFalse();
        var standard = none.given(granting.events(open(IPV6, true, "fd00::/64")));
        assertThat(standard.done(isDefault(true)).state().isDefault()).isTrue();
        assertThat(standard.done(isDefault(false)).holds())
                .containsExactly(AddressPool.reserve(SELF, ranges("fd00::/64")).hold());
    }

    @Test
    void aPoolWithSubnetsStays() {
        var pool = pool(IPV4, "10.0.0.0/24").done(any("a"));
        assertThat(pool.refusal(new SubnetPoolCommand.Close())).isEqualTo("subnetpool-has-subnets");
        var closed = pool.done(new Release(subnet("a"))).done(new SubnetPoolCommand.Close());
        assertThat(closed.isGone()).isTrue();
        assertThat(closed.refusal(any("a"))).isEqualTo("subnetpool-not-found");
        assertThat(none.refusal(any("a"))).isEqualTo("subnetpool-not-found");
        assertThat(pool.refusal(open(IPV4, false, "10.0.0.0/24"))).isEqualTo("subnetpool-exists");
    }

    @Test
    void noTwoSubnetsEverShareAnAddress() {
        Seeds.forAll(100, random -> {
            var pool = pool(new Lengths(20, 24, 28), "10.0.0.0/22", "10.1.0.0/25");
            RangeSet given = RangeSet.empty();
            for (int i = 0; i < 40; i++) {
                String subnet = "s" + random.nextInt(15);
                IpRange had = pool.state().leases().get(subnet(subnet));
                if (had != null && random.nextBoolean()) {
                    pool = pool.done(new Release(subnet(subnet)));
                    given = given.minus(had);
                } else if (pool.when(lease(subnet, 22 + random.nextInt(7)))
                        instanceof Decision.Persist<SubnetPoolEvent> fine) {
                    pool = pool.given(fine.events());
                    if (had == null) {
                        given = given.plus((IpRange) fine.answer());
                    }
                }
                assertThat(RangeSet.of(pool.state().leases().values())).isEqualTo(given);
            }
        });
    }

    private static Lease lease(String subnet, int length) {
        return new Lease(subnet(subnet), new Wanted.OfLength(length));
    }

    private static SubnetPoolCommand update(Patch<List<IpRange>> prefixes) {
        return update(prefixes, Patch.keep());
    }

    private static SubnetPoolCommand isDefault(boolean isDefault) {
        return update(Patch.keep(), Patch.set(isDefault));
    }

    private static SubnetPoolCommand update(Patch<List<IpRange>> prefixes, Patch<Boolean> isDefault) {
        return new SubnetPoolCommand.Update(
                Patch.keep(),
                Patch.keep(),
                prefixes,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                isDefault);
    }
}
