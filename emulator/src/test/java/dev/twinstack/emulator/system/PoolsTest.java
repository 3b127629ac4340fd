package dev.twinstack.emulator.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.addresspool.AddressPoolCommand.Lease;
import dev.twinstack.emulator.addresspool.AddressPoolCommand.Release;
import dev.twinstack.emulator.addresspool.AddressPoolCommand.Reserve;
import dev.twinstack.emulator.addresspool.AddressPoolCommand.Unreserve;
import dev.twinstack.emulator.addresspool.AddressPoolCommand.Wanted;
import dev.twinstack.emulator.addresspool.AddressPoolEvent;
import dev.twinstack.emulator.addresspool.AddressPoolRules;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.region.RegionSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PoolsTest {
    private static final EntityRef IPV4 = AddressPool.TYPE.ref(AddressPool.REGION, AddressPool.PUBLIC_IPV4);
    private static final EntityRef IPV6 = AddressPool.TYPE.ref(AddressPool.REGION, AddressPool.IPV6);
    /** The smallest range that has parts: 256 addresses each, two of which are no host's. */
    private static final RegionSettings SMALL =
            new RegionSettings("eu-de", IpRange.of("10.0.0.0/20"), IpRange.of("2001:db8::/52"), Map.of());

    /** Every pool's rules and state, without actors. */
    private final Map<EntityRef, Existence<AddressPool>> states = new HashMap<>();

    private final List<EntityRef> asked = new ArrayList<>();
    private final Lifecycle<AddressPool, ?, AddressPoolEvent> lifecycle = new Lifecycle<>(new AddressPoolRules(SMALL));
    private final Pools pools = Pools.inParts(this::decide, SMALL);

    private CompletionStage<Outcome> decide(EntityRef pool, Command command) {
        asked.add(pool);
        Existence<AddressPool> existence = states.getOrDefault(pool, new Existence.Never<>());
        return CompletableFuture.completedStage(
                switch (lifecycle.decide(existence, command, new Context(pool, Instant.EPOCH, Map.of()))) {
                    case Decision.Persist<AddressPoolEvent>(var events, Object answer) -> {
                        states.put(pool, lifecycle.evolve(existence, events));
                        yield new Outcome.Done(answer);
                    }
                    case Decision.Refuse<AddressPoolEvent>(var error) -> new Outcome.Refused(error);
                    case Decision.Needs<AddressPoolEvent> needs -> throw new AssertionError("a pool claims nothing");
                });
    }

    private Outcome ask(EntityRef pool, Command command) {
        return pools.ask(pool, command).toCompletableFuture().join();
    }

    private IpRange lease(EntityRef pool, String project, int number) {
        Outcome outcome = ask(pool, new Lease(claimant(project, number), Wanted.ANY));
        return outcome instanceof Outcome.Done(IpRange block) ? block : failed(outcome);
    }

    private static IpRange failed(Outcome outcome) {
        throw new AssertionError(outcome);
    }

    private static EntityRef claimant(String project, int number) {
        return new EntityRef(project, "publicip", Integer.toString(number));
    }

    @Test
    void projectsAreServedByDifferentPartsAndNothingIsGivenTwice() {
        Set<IpRange> given = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            assertThat(given.add(lease(IPV4, "project" + i, i))).isTrue();
        }
        assertThat(new HashSet<>(asked)).as("the parts that were asked").hasSizeGreaterThan(8);
    }

    @Test
    void aProjectGetsAllThereIsPartAfterPart() {
        Set<IpRange> given = new HashSet<>();
        for (int i = 0; i < 16 * 254; i++) {
            given.add(lease(IPV4, "p", i));
        }
        assertThat(given).hasSize(16 * 254);
        assertThat(ask(IPV4, new Lease(claimant("p", -1), Wanted.ANY)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.error())
                                .isInstanceOf(DomainError.Exhausted.class)
                                .extracting(DomainError::reason)
                                .isEqualTo("public-ipv4-pool-exhausted"));
        ask(IPV4, new Release(claimant("p", 4000)));
        assertThat(given).as("what was given back elsewhere").contains(lease(IPV4, "q", 1));
    }

    @Test
    void anAddressByNameComesFromItsPartAndGoesBackThere() {
        IpRange block = IpRange.of("10.0.7.7/32");
        Lease exactly = new Lease(claimant("p", 1), new Wanted.Exactly(block));
        assertThat(ask(IPV4, exactly)).isEqualTo(new Outcome.Done(block));
        assertThat(ask(IPV4, new Lease(claimant("q", 2), new Wanted.Exactly(block))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(ask(IPV4, new Release(claimant("p", 1)))).isInstanceOf(Outcome.Done.class);
        assertThat(ask(IPV4, new Lease(claimant("q", 2), new Wanted.Exactly(block))))
                .isEqualTo(new Outcome.Done(block));
    }

    @Test
    void aReservationKeepsAllPartsItTouchesFromLeasingIt() {
        List<IpRange> half = List.of(IpRange.of("2001:db8::/53"));
        assertThat(ask(IPV6, new Reserve(claimant("p", 1), half))).isEqualTo(new Outcome.Done(half));
        assertThat(ask(IPV6, new Reserve(claimant("q", 2), List.of(IpRange.of("2001:db8:0:100::/56")))))
                .as("reserved already")
                .isInstanceOf(Outcome.Refused.class);
        for (int i = 0; i < 100; i++) {
            assertThat(half.getFirst().contains(lease(IPV6, "project" + i, i))).isFalse();
        }
        assertThat(ask(IPV6, new Unreserve(claimant("p", 1)))).isInstanceOf(Outcome.Done.class);
        assertThat(ask(IPV6, new Reserve(claimant("q", 2), List.of(IpRange.of("2001:db8:0:100::/56")))))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatIsLeasedIsNotReservedNorIsAnyPartOfTheRequest() {
        IpRange leased = lease(IPV6, "p", 1);
        IpRange elsewhere =
                IpRange.of(leased.overlaps(IpRange.of("2001:db8::/56")) ? "2001:db8:0:f00::/57" : "2001:db8::/57");
        EntityRef wanting = claimant("q", 2);
        assertThat(ask(IPV6, new Reserve(wanting, List.of(elsewhere, leased.widened(56)))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(states.values())
                .allSatisfy(state -> assertThat(
                                ((Existence.Live<AddressPool>) state).state().reservations())
                        .doesNotContainKey(wanting));
        assertThat(ask(IPV6, new Reserve(wanting, List.of(elsewhere)))).isInstanceOf(Outcome.Done.class);
    }
}
