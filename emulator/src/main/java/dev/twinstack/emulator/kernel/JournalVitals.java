package dev.twinstack.emulator.kernel;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of writes to the journal. Thread-safe. */
public final class JournalVitals {
    private final Histogram writes = new Histogram();
    private final AtomicLong underWay = new AtomicLong();
    private final LongAdder failed = new LongAdder();
    private final LongAdder events = new LongAdder();
    /** When a write last ended, or began while none was under way; as {@link System#nanoTime()} tells time. */
    private volatile long progress = System.nanoTime();

    /**
     * {@return when the write began that now goes to the journal} {@link #written} or {@link #failed} follows.
     */
    long begin() {
        long now = System.nanoTime();
        if (underWay.getAndIncrement() == 0) {
            progress = now;
        }
        return now;
    }

    /** A write is durable. */
    void written(long began, int entries) {
        long now = System.nanoTime();
        progress = now;
        underWay.decrementAndGet();
        events.add(entries);
        writes.record(now - began);
    }

    void failed() {
        progress = System.nanoTime();
        underWay.decrementAndGet();
        failed.increment();
    }

    /** {@return how long writes took that are durable: from the decision until whoever asked may be told} */
    public Histogram writes() {
        return writes;
    }

    /** {@return how many events were written} */
    public long events() {
        return events.sum();
    }

    public long failures() {
        return failed.sum();
    }

    public long underWay() {
        return underWay.get();
    }

    /** {@return for how many seconds no write has ended although one is under way: near 0 while the journal keeps up} */
    public double lagInSeconds() {
        long since = progress;
        return underWay() == 0 ? 0 : Math.max(0, System.nanoTime() - since) / 1e9;
    }
}
