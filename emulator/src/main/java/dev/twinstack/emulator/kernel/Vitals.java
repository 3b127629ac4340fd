package dev.twinstack.emulator.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a running cloud counts about itself. Counting is cheap enough to be always on; whoever reads pays for the sums.
 * Thread-safe.
 */
public final class Vitals {
    private final Map<String, LongAdder> alive = new ConcurrentHashMap<>();
    private final LongAdder asked = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder waiting = new LongAdder();
    private final Histogram recoveries = new Histogram();
    private final LongAdder failedRecoveries = new LongAdder();
    private final Histogram loads = new Histogram();
    private final LongAdder failedLoads = new LongAdder();
    private final JournalVitals journal = new JournalVitals();

    /** An entity of this type has come into memory. */
    public void awoken(String type) {
        alive.computeIfAbsent(type, any -> new LongAdder()).increment();
    }

    /** An entity of this type has left memory. */
    public void gone(String type) {
        alive.computeIfAbsent(type, any -> new LongAdder()).decrement();
    }

    /** {@return how many entities are in memory, by type} */
    public Map<String, Long> alive() {
        Map<String, Long> read = new HashMap<>();
        alive.forEach((type, count) -> read.put(type, count.sum()));
        return read;
    }

    /** An entity was asked; {@link #answered} follows. */
    public void asked() {
        asked.increment();
    }

    public void answered(Outcome outcome) {
        switch (outcome) {
            case Outcome.Done any -> done.increment();
            case Outcome.Refused any -> refused.increment();
            case Outcome.Failed any -> failed.increment();
        }
    }

    public long done() {
        return done.sum();
    }

    public long refused() {
        return refused.sum();
    }

    public long failed() {
        return failed.sum();
    }

    /** {@return how many questions to entities have no answer yet} */
    public long inFlight() {
        // What has ended first: otherwise one that begins and ends in between would make it too small.
        long ended = done() + refused() + failed();
        return Math.max(0, asked.sum() - ended);
    }

    /** An entity has taken a command in. */
    void taken() {
        waiting.increment();
    }

    /** Entities have settled commands, one way or the other. */
    void settled(int commands) {
        waiting.add(-commands);
    }

    /** {@return how many commands entities have taken in and not settled: they wait for a decision, grants or a write} */
    public long waiting() {
        return waiting.sum();
    }

    void recovered(long began) {
        recoveries.recordSince(began);
    }

    void recoveryFailed() {
        failedRecoveries.increment();
    }

    /** {@return how long entities took to be there again, reading their events} */
    public Histogram recoveries() {
        return recoveries;
    }

    public long failedRecoveries() {
        return failedRecoveries.sum();
    }

    /** A project's journal was read, or could not be. */
    public void loaded(long began, boolean well) {
        if (well) {
            loads.recordSince(began);
        } else {
            failedLoads.increment();
        }
    }

    /** {@return how long projects took to be read from the journal} */
    public Histogram loads() {
        return loads;
    }

    public long failedLoads() {
        return failedLoads.sum();
    }

    public JournalVitals journal() {
        return journal;
    }
}
