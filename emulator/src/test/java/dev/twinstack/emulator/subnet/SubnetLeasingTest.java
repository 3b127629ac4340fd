package dev.twinstack.emulator.subnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.Seeds;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.subnet.SubnetCommand.Lease;
import dev.twinstack.emulator.subnet.SubnetCommand.Leased;
import dev.twinstack.emulator.subnet.SubnetCommand.LeasedAddress;
import dev.twinstack.emulator.subnet.SubnetCommand.Release;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import dev.twinstack.emulator.subnet.SubnetEvent.AddressesLeased;
import dev.twinstack.emulator.subnet.SubnetEvent.AddressesReleased;
import dev.twinstack.emulator.subnet.SubnetEvent.Opened;
import dev.twinstack.emulator.subnet.SubnetEvent.StoredPool;
import dev.twinstack.emulator.subnet.SubnetEvent.StoredSegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which port gets which address of a subnet. */
class SubnetLeasingTest {
    private static final IpRange BLOCK = IpRange.of("10.0.1.0/28");
    private static final IpRange BLOCK_6 = IpRange.of("2001:db8:0:1::/64");
    /** The network, the gateway, and the last three (SUB-06); of IPv6 the same (IP6-07). */
    private static final Set<String> RESERVED =
            Set.of("10.0.1.0", "10.0.1.1", "10.0.1.13", "10.0.1.14", "10.0.1.15", "2001:db8:0:1::", "2001:db8:0:1::1");

    private static final int HOSTS = 11;
    private static final int RUNS = 100;
    private static final int STEPS = 60;

    private final Trial<Subnet, SubnetCommand, SubnetEvent> subnet = subnet(List.of());

    private static Trial<Subnet, SubnetCommand, SubnetEvent> subnet(List<StoredPool> pools) {
        return Trial.of(new SubnetRules(), Subnet.TYPE.ref("p", "s"))
                .given(new Opened(
                        "s",
                        "v",
                        "subnet",
                        "",
                        List.of(
                                new StoredSegment(
                                        Family.IPV4, "four", "", BLOCK, List.of(IpAddress.of("10.0.1.1")), pools, ""),
                                new StoredSegment(
                                        Family.IPV6,
                                        "six",
                                        "",
                                        BLOCK_6,
                                        List.of(IpAddress.of("2001:db8:0:1::1")),
                                        List.of(),
                                        "")),
                        true,
                        List.of(),
                        List.of(),
                        "",
                        false,
                        true,
                        Trial.NOW));
    }

    @Test
    void aPortGetsTheLowestFreeAddressOfEachFamilyItWants() {
        Lease lease = lease("port", any(Family.IPV4), any(Family.IPV6));
        assertThat(subnet.events(lease))
                .containsExactly(new AddressesLeased(
                        "port", List.of(IpAddress.of("10.0.1.2"), IpAddress.of("2001:db8:0:1::2"))));
        assertThat(subnet.answer(lease))
                .isEqualTo(new Leased(List.of(
                        new LeasedAddress("four", IpAddress.of("10.0.1.2")),
                        new LeasedAddress("six", IpAddress.of("2001:db8:0:1::2")))));
    }

    @Test
    void aPortThatAsksAgainKeepsWhatItHas() {
        var leased = subnet.done(lease("port", any(Family.IPV4)));
        assertThat(leased.events(lease("port", any(Family.IPV4)))).isEmpty();
        assertThat(leased.answer(lease("port", any(Family.IPV4))))
                .isEqualTo(subnet.answer(lease("port", any(Family.IPV4))));
        assertThat(leased.held())
                .containsExactly(new Claim.Held(new EntityRef("p", "port", "port"), new Release("port")));
    }

    @Test
    void allOfWhatIsWantedOrNothing() {
        var taken = subnet.done(lease("first", exactly("10.0.1.5")));
        assertThat(taken.refusal(lease("second", any(Family.IPV6), exactly("10.0.1.5"))))
                .isEqualTo("address-taken");
        assertThat(taken.refusal(lease("second", exactly("10.0.1.6"), exactly("10.0.1.6"))))
                .isEqualTo("address-taken");
        assertThat(taken.refusal(lease("second", exactly("10.0.2.1")))).isEqualTo("address-outside-subnet");
    }

    @Test
    void aReservedAddressIsLeasedByNameOnly() {
        var gateway = subnet.done(lease("router", exactly("10.0.1.1")));
        assertThat(gateway.refusal(lease("other", exactly("10.0.1.1")))).isEqualTo("address-taken");
        var back = gateway.done(new Release("router"));
        assertThat(back.answer(lease("port", any(Family.IPV4))))
                .isEqualTo(new Leased(List.of(new LeasedAddress("four", IpAddress.of("10.0.1.2")))));
    }

    @Test
    void anAllocationPoolIsWhereAddressesAreTakenFrom() {
        var pooled = subnet(List.of(
                new StoredPool(IpAddress.of("10.0.1.8"), IpAddress.of("10.0.1.8")),
                new StoredPool(IpAddress.of("10.0.1.9"), IpAddress.of("10.0.1.9"))));
        var full = pooled.done(lease("a", any(Family.IPV4))).done(lease("b", any(Family.IPV4)));
        assertThat(full.refusal(lease("c", any(Family.IPV4)))).isEqualTo("subnet-exhausted");
        assertThat(full.events(lease("c", exactly("10.0.1.3")))).hasSize(1);
    }

    @Test
    void aSubnetIsFullExactlyAtItsCapacity() {
        var now = subnet;
        for (int i = 0; i < HOSTS; i++) {
            now = now.done(lease("p" + i, any(Family.IPV4)));
        }
        assertThat(now.refusal(lease("more", any(Family.IPV4)))).isEqualTo("subnet-exhausted");
        assertThat(now.done(new Release("p4")).answer(lease("more", any(Family.IPV4))))
                .isEqualTo(new Leased(List.of(new LeasedAddress("four", IpAddress.of("10.0.1.6")))));
    }

    @Test
    void aReleaseOfNothingLeavesNoTrace() {
        assertThat(subnet.events(new Release("port"))).isEmpty();
        assertThat(subnet.done(lease("port", any(Family.IPV4))).events(new Release("port")))
                .containsExactly(new AddressesReleased("port", Trial.NOW));
    }

    @Test
    void aFamilyTheSubnetLacksIsRefused() {
        var single = Trial.of(new SubnetRules(), Subnet.TYPE.ref("p", "s"))
                .given(new Opened("s", "v", "", "", List.of(), true, List.of(), List.of(), "", false, true, Trial.NOW));
        assertThat(single.refusal(lease("port", any(Family.IPV6)))).isEqualTo("subnet-lacks-ipv6");
        assertThat(single.refusal(lease("port", exactly("10.0.1.5")))).isEqualTo("subnet-lacks-ipv4");
        assertThat(single.answer(lease("port"))).isEqualTo(new Leased(List.of()));
    }

    @Test
    void leasesFollowTheNaiveModel() {
        Seeds.forAll(RUNS, random -> {
            Map<String, List<IpAddress>> model = new HashMap<>();
            var now = subnet;
            for (int i = 0; i < STEPS; i++) {
                String port = "p" + random.nextInt(12);
                if (random.nextInt(3) == 0) {
                    model.remove(port);
                    now = now.done(new Release(port));
                } else {
                    now = leased(now, model, port, wanted(random));
                }
                assertThat(now.state().leases()).isEqualTo(model);
            }
        });
    }

    private static Trial<Subnet, SubnetCommand, SubnetEvent> leased(
            Trial<Subnet, SubnetCommand, SubnetEvent> subnet,
            Map<String, List<IpAddress>> model,
            String port,
            List<Wanted> wanted) {
        Lease command = new Lease(port, wanted);
        Optional<List<IpAddress>> expected =
                model.containsKey(port) ? Optional.of(model.get(port)) : choose(model, wanted);
        if (expected.isEmpty()) {
            assertThat(subnet.refusal(command)).isIn("subnet-exhausted", "address-taken", "address-outside-subnet");
            return subnet;
        }
        assertThat(((Leased) subnet.answer(command)).addresses())
                .extracting(LeasedAddress::address)
                .isEqualTo(expected.get());
        model.put(port, expected.get());
        return subnet.done(command);
    }

    /** {@return what must be granted, or empty for a refusal} Tries address by address. */
    private static Optional<List<IpAddress>> choose(Map<String, List<IpAddress>> model, List<Wanted> wanted) {
        Set<IpAddress> taken = new HashSet<>();
        model.values().forEach(taken::addAll);
        List<IpAddress> chosen = new ArrayList<>();
        for (Wanted one : wanted) {
            Optional<IpAddress> address = switch (one) {
                case Wanted.Any(Family family) ->
                    LongStream.range(0, BLOCK.size().longValue())
                            .mapToObj(i -> (family == Family.IPV4 ? BLOCK : BLOCK_6).address(i))
                            .filter(free -> !taken.contains(free) && !RESERVED.contains(free.toString()))
                            .findFirst();
                case Wanted.Exactly(IpAddress named) ->
                    Optional.of(named).filter(free -> BLOCK.contains(free) && !taken.contains(free));
            };
            if (address.isEmpty()) {
                return Optional.empty();
            }
            taken.add(address.get());
            chosen.add(address.get());
        }
        return Optional.of(chosen);
    }

    private static List<Wanted> wanted(Random random) {
        Wanted four = random.nextBoolean()
                ? any(Family.IPV4)
                : new Wanted.Exactly(IpRange.of("10.0.1.0/27").address(random.nextInt(24)));
        return random.nextBoolean() ? List.of(four) : List.of(four, any(Family.IPV6));
    }

    private static Wanted any(Family family) {
        return new Wanted.Any(family);
    }

    private static Wanted exactly(String address) {
        return new Wanted.Exactly(IpAddress.of(address));
    }

    private static Lease lease(String port, Wanted... wanted) {
        return new Lease(port, List.of(wanted));
    }
}
