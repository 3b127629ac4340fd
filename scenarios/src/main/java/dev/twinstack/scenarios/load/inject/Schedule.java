package dev.twinstack.scenarios.load.inject;

import dev.twinstack.scenarios.load.plan.Phase;
import dev.twinstack.scenarios.load.plan.Plan;
import java.util.List;
import java.util.SplittableRandom;

/** When each arrival is due: a cursor over the phases of an open load. The same seed gives the same times. */
public final class Schedule {
    /** Half a millionth of an arrival is an error of the floating point, not an arrival. */
    private static final double EPSILON = 5e-7;

    private final List<Phase.Open> phases;
    private final boolean even;
    private final SplittableRandom random;
    private final double total;

    private int phase;
    /** Seconds, and arrivals, before the present phase. */
    private double before;

    private double arrivedBefore;
    /** How many arrivals are due up to the present one; with random spread, in units of the mean. */
    private double arrived;

    public Schedule(List<Phase.Open> phases, Plan.Spread spread, long seed) {
        this.phases = phases;
        this.even = spread == Plan.Spread.EVEN;
        this.random = new SplittableRandom(seed);
        this.total = phases.stream().mapToDouble(Phase.Open::arrivals).sum();
    }

    /** {@return how many arrive in all; with random spread, on average} */
    public long expected() {
        return (long) Math.ceil(total - EPSILON);
    }

    public boolean hasNext() {
        return arrived < total - EPSILON;
    }

    /** {@return nanoseconds from the beginning of the load to the next arrival} */
    public long next() {
        Phase.Open now = phases.get(phase);
        while (arrived >= arrivedBefore + now.arrivals() - EPSILON) {
            before += now.length().toNanos() / 1e9;
            arrivedBefore += now.arrivals();
            phase++;
            now = phases.get(phase);
        }
        double at = before + now.when(Math.max(0, arrived - arrivedBefore));
        arrived += even || now instanceof Phase.Burst ? 1 : -Math.log(1 - random.nextDouble());
        return Math.round(at * 1e9);
    }
}
