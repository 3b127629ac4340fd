package dev.twinstack.emulator.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockPoolTest {
    private static final IpRange CLOUD = IpRange.of("2001:db8::/32");

    @Test
    void lendsTheSixtyFoursOfTheCloud() {
        BlockPool pool = BlockPool.of(CLOUD, 64, List.of(IpRange.of("2001:db8::/48")));
        assertThat(pool.lease()).contains(IpRange.of("2001:db8:1::/64"));
        assertThat(pool.free()).isEqualTo(BigInteger.valueOf((1L << 32) - (1L << 16)));
        pool = pool.with(IpRange.of("2001:db8:1::/64"));
        assertThat(pool.lease()).contains(IpRange.of("2001:db8:1:1::/64"));
        assertThat(pool.isReserved(IpRange.of("2001:db8:0:ffff::/64"))).isTrue();
        assertThat(pool.leased()).isEqualTo(1);
    }

    @Test
    void refusesBlocksOfAnotherSizeOrPlace() {
        BlockPool pool = BlockPool.of(CLOUD, 64, List.of());
        for (String other : List.of("2001:db8::/63", "2001:db8::/65", "2001:db9::/64", "10.0.0.0/8")) {
            IpRange block = IpRange.of(other);
            assertThat(pool.has(block)).isFalse();
            assertThatThrownBy(() -> pool.with(block)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.without(block)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.isFree(block)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> BlockPool.of(CLOUD, 31, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlockPool.of(CLOUD, 129, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlockPool.of(CLOUD, 64, List.of(IpRange.of("2001:db8::/65"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlockPool.of(CLOUD, 64, List.of(IpRange.of("2001:db9::/64"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void agreesWithANaiveModel() {
        Seeds.forAll(150, random -> {
            Model model = new Model(random);
            BlockPool pool = BlockPool.of(model.range, model.prefixLength, model.reserved);
            for (int step = 0; step < 120; step++) {
                pool = model.step(random, pool);
                model.agrees(pool);
            }
        });
    }

    @Test
    void isFullExactlyAtCapacityAndEveryReleaseIsReusable() {
        Seeds.forAll(100, random -> {
            Model model = new Model(random);
            BlockPool pool = BlockPool.of(model.range, model.prefixLength, model.reserved);
            List<IpRange> given = new ArrayList<>();
            for (Optional<IpRange> next = pool.lease(); next.isPresent(); next = pool.lease()) {
                given.add(next.get());
                pool = pool.with(next.get());
            }
            List<IpRange> lendable = new ArrayList<>(model.all);
            lendable.removeAll(model.reserved);
            assertThat(given).isEqualTo(lendable);
            assertThat(pool.free()).isZero();
            for (IpRange block : given) {
                assertThat(pool.without(block).lease()).contains(block);
                assertThat(pool.without(block).with(block)).isEqualTo(pool).hasSameHashCodeAs(pool);
            }
        });
    }

    /** Plain sets over a range of at most 64 blocks. */
    private static final class Model {
        final IpRange range;
        final int prefixLength;
        final List<IpRange> all;
        final Set<IpRange> reserved = new HashSet<>();
        final Set<IpRange> leased = new HashSet<>();

        Model(Random random) {
            Family family = Arbitrary.family(random);
            prefixLength = random.nextInt(family.bits() + 1);
            int places = random.nextInt(Math.min(6, prefixLength) + 1);
            range = Arbitrary.rangeOf(random, family, prefixLength - places);
            all = Arbitrary.blocks(range, prefixLength);
            for (int i = random.nextInt(6); i > 0; i--) {
                reserved.add(any(random));
            }
        }

        private IpRange any(Random random) {
            return all.get(random.nextInt(all.size()));
        }

        /** Leases the next, leases one by name, gives one back, or is refused. */
        BlockPool step(Random random, BlockPool pool) {
            IpRange named = any(random);
            if (random.nextInt(3) == 0 && pool.lease().isPresent()) {
                IpRange next = pool.lease().get();
                assertThat(leased.add(next)).as("given twice: %s", next).isTrue();
                return pool.with(next);
            }
            if (random.nextBoolean()) {
                if (leased.add(named)) {
                    return pool.with(named);
                }
                assertThatThrownBy(() -> pool.with(named)).isInstanceOf(IllegalArgumentException.class);
                return pool;
            }
            if (leased.remove(named)) {
                return pool.without(named);
            }
            assertThatThrownBy(() -> pool.without(named)).isInstanceOf(IllegalArgumentException.class);
            return pool;
        }

        void agrees(BlockPool pool) {
            List<IpRange> free = all.stream()
                    .filter(block -> !leased.contains(block) && !reserved.contains(block))
                    .toList();
            assertThat(pool.lease()).isEqualTo(free.stream().findFirst());
            assertThat(pool.free()).isEqualTo(BigInteger.valueOf(free.size()));
            assertThat(pool.leased()).isEqualTo(leased.size());
            assertThat(all.stream().filter(pool::isFree).toList()).isEqualTo(free);
            assertThat(all).allMatch(block -> pool.isLeased(block) == leased.contains(block));
            assertThat(all).allMatch(block -> pool.isReserved(block) == reserved.contains(block));
        }
    }
}
