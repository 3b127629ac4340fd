package dev.twinstack.emulator.system;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's clock, put forward. Never goes back against it. Thread-safe. */
public final class TwinClock extends Clock {
    private final Clock machine;
    /** In milliseconds. */
    private final AtomicLong ahead;

    TwinClock(Clock machine) {
        this(machine, new AtomicLong());
    }

    private TwinClock(Clock machine, AtomicLong ahead) {
        this.machine = machine;
        this.ahead = ahead;
    }

    /** Is ahead of the machine's clock by at least this much from now on. */
    void lead(Duration by) {
        ahead.accumulateAndGet(by.toMillis(), Math::max);
    }

    /** {@return the clock it is ahead of, which is that of clients} */
    public Clock machine() {
        return machine;
    }

    /** {@return how far it is ahead} */
    public Duration ahead() {
        return Duration.ofMillis(ahead.get());
    }

    @Override
    public Instant instant() {
        return machine.instant().plusMillis(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new TwinClock(machine.withZone(zone), ahead);
    }
}
