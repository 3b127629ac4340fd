package dev.twinstack.emulator.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeasePoolTest {
    private static final IpRange RANGE = IpRange.of("192.168.0.0/28");

    /** SUB-06, for a /28. */
    private static final List<IpAddress> RESERVED =
            List.of(RANGE.address(0), RANGE.address(1), RANGE.fromLast(2), RANGE.fromLast(1), RANGE.fromLast(0));

    private static final LeasePool SUBNET = LeasePool.of(RANGE, RESERVED);

    @Test
    void lendsElevenAddressesOfASlash28LowestFirst() {
        LeasePool pool = SUBNET;
        for (int i = 2; i <= 12; i++) {
            assertThat(pool.free()).isEqualTo(BigInteger.valueOf(13 - i));
            assertThat(pool.lease()).contains(RANGE.address(i));
            pool = pool.with(pool.lease().orElseThrow());
        }
        assertThat(pool.lease()).isEmpty();
        assertThat(pool.free()).isZero();
        assertThat(pool.leased()).isEqualTo(11);
        assertThat(pool.without(RANGE.address(7)).lease()).contains(RANGE.address(7));
        assertThat(SUBNET.leased()).isZero();
    }

    @Test
    void aReservedAddressIsLentByNameOnly() {
        IpAddress reserved = RANGE.fromLast(2);
        LeasePool pool = SUBNET.with(reserved);
        assertThat(pool.isLeased(reserved)).isTrue();
        assertThat(pool.isReserved(reserved)).isTrue();
        assertThat(pool.leased()).isEqualTo(1);
        assertThat(pool.free()).isEqualTo(SUBNET.free());
        assertThatThrownBy(() -> pool.with(reserved)).isInstanceOf(IllegalArgumentException.class);
        assertThat(pool.without(reserved)).isEqualTo(SUBNET);
        assertThat(pool.without(reserved).isFree(reserved)).isFalse();
    }

    @Test
    void refusesAddressesOfAnotherRange() {
        for (String text : List.of("192.168.0.16", "192.167.255.255", "::1")) {
            IpAddress other = IpAddress.of(text);
            assertThat(SUBNET.has(other)).isFalse();
            assertThatThrownBy(() -> SUBNET.with(other)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> LeasePool.of(RANGE, List.of(other))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> SUBNET.without(RANGE.address(5))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LeasePool(BlockPool.of(RANGE, 31, List.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsToAnAllocationPool() {
        // SUB-09: .2 to .251 of a /24
        IpRange range = IpRange.of("172.16.2.0/24");
        LeasePool pool = LeasePool.of(range, range.address(2), range.address(251), List.of(range.address(2)));
        assertThat(pool.lease()).contains(range.address(3));
        assertThat(pool.free()).isEqualTo(BigInteger.valueOf(249));
        assertThat(pool.isReserved(range.address(252))).isTrue();
        assertThat(pool.with(range.address(252)).isLeased(range.address(252))).isTrue();
        assertThatThrownBy(() -> LeasePool.of(range, range.address(9), range.address(8), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lendsFromAnIpv6Slash64() {
        IpRange range = IpRange.of("2001:db8:0:1::/64");
        LeasePool pool = LeasePool.of(range, List.of(range.address(0), range.address(1)));
        assertThat(pool.lease()).contains(IpAddress.of("2001:db8:0:1::2"));
        pool = pool.with(range.last()).with(range.address(2));
        assertThat(pool.lease()).contains(IpAddress.of("2001:db8:0:1::3"));
        assertThat(pool.free()).isEqualTo(BigInteger.TWO.pow(64).subtract(BigInteger.valueOf(4)));
    }

    @Test
    void neverTwiceNeverReservedAlwaysInRange() {
        Seeds.forAll(100, random -> {
            IpRange space = IpRange.of(random.nextBoolean() ? "10.255.255.0/24" : "2001:db8::ff00/120");
            int extra = 3 + random.nextInt(4);
            IpRange range = space.block(random.nextInt(1 << extra), space.prefixLength() + extra);
            int size = range.size().intValueExact();
            Set<IpAddress> reserved = new TreeSet<>();
            IntStream.range(0, random.nextInt(4)).forEach(_ -> reserved.add(range.address(random.nextInt(size))));
            LeasePool pool = LeasePool.of(range, reserved);
            TreeSet<IpAddress> held = new TreeSet<>();
            for (int step = 0; step < 100; step++) {
                var next = pool.lease();
                if (random.nextInt(3) > 0 && next.isPresent()) {
                    assertThat(held.add(next.get())).isTrue();
                    assertThat(reserved).doesNotContain(next.get());
                    assertThat(range.contains(next.get())).isTrue();
                    pool = pool.with(next.get());
                } else if (next.isEmpty() || !held.isEmpty()) {
                    assertThat(next.isPresent() || held.size() == size - reserved.size())
                            .isTrue();
                    IpAddress back = range.address(random.nextInt(size));
                    pool = held.remove(back) ? pool.without(back) : pool;
                }
                assertThat(pool.leased()).isEqualTo(held.size());
                assertThat(pool.free()).isEqualTo(BigInteger.valueOf((long) size - reserved.size() - held.size()));
            }
        });
    }
}
