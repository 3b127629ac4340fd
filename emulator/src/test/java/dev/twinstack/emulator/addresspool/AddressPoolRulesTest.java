package dev.twinstack.emulator.addresspool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twinstack.emulator.addresspool.AddressPoolCommand.Lease;
import dev.twinstack.emulator.addresspool.AddressPoolCommand.Release;
import dev.twinstack.emulator.addresspool.AddressPoolCommand.Reserve;
import dev.twinstack.emulator.addresspool.AddressPoolCommand.Unreserve;
import dev.twinstack.emulator.addresspool.AddressPoolCommand.Wanted;
import dev.twinstack.emulator.addresspool.AddressPoolEvent.Leased;
import dev.twinstack.emulator.addresspool.AddressPoolEvent.Opened;
import dev.twinstack.emulator.addresspool.AddressPoolEvent.Released;
import dev.twinstack.emulator.addresspool.AddressPoolEvent.Reserved;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.Seeds;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.region.RegionSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressPoolRulesTest {
    private static final EntityRef ONE = new EntityRef("p", "publicip", "one");
    private static final EntityRef TWO = new EntityRef("q", "publicip", "two");
    private static final IpRange FEW = IpRange.of("198.18.0.0/29");
    private static final int RUNS = 50;
    private static final int STEPS = 60;

    private final Trial<AddressPool, AddressPoolCommand, AddressPoolEvent> publicIpv4 =
            pool(AddressPool.PUBLIC_IPV4, FEW);

    @Test
    void theFirstLeaseOpensThePoolAndFixesItsRange() {
        IpRange first = IpRange.of("198.18.0.1/32");
        assertThat(publicIpv4.events(any(ONE))).containsExactly(new Opened(FEW, 32), new Leased(ONE, first));
        assertThat(publicIpv4.answer(any(ONE))).isEqualTo(first);
        Trial<AddressPool, AddressPoolCommand, AddressPoolEvent> moved =
                pool(AddressPool.PUBLIC_IPV4, IpRange.of("198.19.0.0/24")).given(publicIpv4.events(any(ONE)));
        assertThat(moved.answer(any(TWO))).isEqualTo(IpRange.of("198.18.0.2/32"));
    }

    @Test
    void anIpv6SubnetGetsASixtyFourOfItsOwn() {
        Trial<AddressPool, AddressPoolCommand, AddressPoolEvent> ipv6 =
                pool(AddressPool.IPV6, IpRange.of("2001:db8::/32"));
        assertThat(ipv6.answer(any(ONE))).isEqualTo(IpRange.of("2001:db8:0:1::/64"));
        assertThat(ipv6.done(any(ONE)).answer(any(TWO))).isEqualTo(IpRange.of("2001:db8:0:2::/64"));
    }

    @Test
    void theSameClaimantKeepsWhatItHas() {
        var leased = publicIpv4.done(any(ONE));
        assertThat(leased.events(any(ONE))).isEmpty();
        assertThat(leased.answer(exactly(ONE, "198.18.0.5/32"))).isEqualTo(IpRange.of("198.18.0.1/32"));
    }

    @Test
    void aBlockByNameMustBeFreeAndInThePool() {
        var leased = publicIpv4.done(exactly(ONE, "198.18.0.5/32"));
        assertThat(leased.refusal(exactly(TWO, "198.18.0.5/32"))).isEqualTo("public-ipv4-address-unavailable");
        assertThat(leased.refusal(exactly(TWO, "198.18.0.0/32"))).isEqualTo("public-ipv4-address-unavailable");
        assertThat(leased.refusal(exactly(TWO, "198.18.0.7/32"))).isEqualTo("public-ipv4-address-unavailable");
        assertThat(leased.refusal(exactly(TWO, "198.18.0.8/32"))).isEqualTo("public-ipv4-address-unavailable");
    }

    @Test
    void whatIsReservedIsLeasedToNobodyElse() {
        var ipv6 = pool(AddressPool.IPV6, IpRange.of("2001:db8::/32")).done(any(ONE));
        Reserve reserve = reserve(TWO, "2001:db8:0:2::/63", "2001:db8:1::/80", "fd00::/48");
        assertThat(ipv6.events(reserve)).containsExactly(new Reserved(TWO, reserve.blocks()));
        var reserved = ipv6.done(reserve);
        assertThat(reserved.events(reserve)).isEmpty();
        EntityRef three = new EntityRef("p", "subnet", "three");
        assertThat(reserved.answer(any(three))).isEqualTo(IpRange.of("2001:db8:0:4::/64"));
        assertThat(reserved.refusal(exactly(three, "2001:db8:1::/64"))).isEqualTo("ipv6-address-unavailable");
        assertThat(reserved.held())
                .containsExactlyInAnyOrder(
                        new Claim.Held(ONE, new Release(ONE)), new Claim.Held(TWO, new Unreserve(TWO)));
        var free = reserved.done(new Unreserve(TWO));
        assertThat(free.answer(any(three))).isEqualTo(IpRange.of("2001:db8:0:2::/64"));
        assertThat(free.events(new Unreserve(TWO))).isEmpty();
    }

    @Test
    void whatIsTakenIsNotReserved() {
        var ipv6 = pool(AddressPool.IPV6, IpRange.of("2001:db8::/32"))
                .done(any(ONE))
                .done(reserve(ONE, "fd00::/48"));
        for (String taken :
                List.of("2001:db8::/63", "fd00::/16", "fd00:0:0:1::/64", "2001:db8:ffff:ffff::/64", "::/0")) {
            assertThat(ipv6.refusal(reserve(TWO, taken))).as(taken).isEqualTo("prefix-taken");
        }
        assertThat(ipv6.events(reserve(TWO, "2001:db8::/64")))
                .as("the first block is nobody's")
                .hasSize(1);
        var more = ipv6.done(reserve(ONE, "fd00::/48", "fd00:1::/48"));
        assertThat(more.refusal(reserve(TWO, "fd00:1::/48"))).isEqualTo("prefix-taken");
        assertThat(more.state().leases()).containsOnlyKeys(ONE);
    }

    private static Reserve reserve(EntityRef claimant, String... blocks) {
        return new Reserve(claimant, Stream.of(blocks).map(IpRange::of).toList());
    }

    @Test
    void whatWasReleasedCanBeLeasedAgain() {
        var leased = publicIpv4.done(any(ONE));
        assertThat(leased.events(new Release(ONE))).containsExactly(new Released(ONE));
        var released = leased.done(new Release(ONE));
        assertThat(released.events(new Release(ONE))).isEmpty();
        assertThat(released.answer(any(TWO))).isEqualTo(IpRange.of("198.18.0.1/32"));
    }

    @Test
    void aReleaseOfNothingDoesNotOpenAPool() {
        assertThat(publicIpv4.when(new Release(ONE))).isEqualTo(Decision.grant(List.of(), ONE));
    }

    @Test
    void theOwnerTellsWhoHoldsWhat() {
        assertThat(publicIpv4.done(any(ONE)).held()).containsExactly(new Claim.Held(ONE, new Release(ONE)));
        assertThat(AddressPool.any(AddressPool.PUBLIC_IPV4, ONE).release()).isEqualTo(new Release(ONE));
    }

    @Test
    void thereAreNoOtherPools() {
        assertThatThrownBy(() -> pool("moon", FEW).when(any(ONE))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Every block once, the lowest free first, all of them but the first and last, and each again once given back. */
    @Test
    void leasesFollowTheNaiveModel() {
        Seeds.forAll(RUNS, random -> {
            Map<EntityRef, IpRange> model = new HashMap<>();
            var pool = publicIpv4.given(new Opened(FEW, 32));
            for (int i = 0; i < STEPS; i++) {
                EntityRef who = new EntityRef("p", "publicip", "" + random.nextInt(10));
                pool = random.nextInt(3) == 0 ? released(pool, model, who) : leased(pool, model, who, random);
                assertThat(pool.state().leases()).isEqualTo(model);
            }
        });
    }

    private static Trial<AddressPool, AddressPoolCommand, AddressPoolEvent> released(
            Trial<AddressPool, AddressPoolCommand, AddressPoolEvent> pool,
            Map<EntityRef, IpRange> model,
            EntityRef who) {
        model.remove(who);
        return pool.done(new Release(who));
    }

    private static Trial<AddressPool, AddressPoolCommand, AddressPoolEvent> leased(
            Trial<AddressPool, AddressPoolCommand, AddressPoolEvent> pool,
            Map<EntityRef, IpRange> model,
            EntityRef who,
            Random random) {
        boolean byName = random.nextBoolean();
        IpRange named = FEW.block(random.nextInt(8), 32);
        Optional<IpRange> expected = model.containsKey(who)
                ? Optional.of(model.get(who))
                : IntStream.rangeClosed(1, 6)
                        .mapToObj(i -> FEW.block(i, 32))
                        .filter(block -> !model.containsValue(block))
                        .filter(block -> !byName || block.equals(named))
                        .findFirst();
        AddressPoolCommand command = byName ? exactly(who, named.toString()) : any(who);
        if (expected.isEmpty()) {
            assertThat(pool.refusal(command))
                    .isEqualTo(byName ? "public-ipv4-address-unavailable" : "public-ipv4-pool-exhausted");
            return pool;
        }
        assertThat(pool.answer(command)).isEqualTo(expected.get());
        model.put(who, expected.get());
        return pool.done(command);
    }

    private static Trial<AddressPool, AddressPoolCommand, AddressPoolEvent> pool(String id, IpRange range) {
        return Trial.of(
                new AddressPoolRules(new RegionSettings("eu-de", range, range, Map.of())),
                AddressPool.TYPE.ref(AddressPool.REGION, id));
    }

    private static AddressPoolCommand any(EntityRef claimant) {
        return new Lease(claimant, Wanted.ANY);
    }

    private static AddressPoolCommand exactly(EntityRef claimant, String block) {
        return new Lease(claimant, new Wanted.Exactly(IpRange.of(block)));
    }
}
