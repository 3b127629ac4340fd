package dev.twinstack.emulator.system;

import dev.twinstack.emulator.journal.Roster;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the right to serve: the database has said within the last seconds that this node is not shut out. A node that
 * was stopped and goes on has lost it before it knows, since time passed for it too; so has one that does not reach the
 * database.
 */
final class Pulse implements AutoCloseable {
    /** Shorter than the cluster waits before others take over what lived here (cluster.conf, down-removal-margin). */
    static final Duration LEASE = Duration.ofSeconds(3);

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final Roster roster;
    private final Runnable shutOut;
    private final Runnable tick;
    private final ScheduledExecutorService thread;
    private volatile long last = System.nanoTime() - LEASE.toNanos();

    /**
     * @param shutOut is run once the database says that this node was shut out
     * @param tick is run after each time the database said that it was not
     */
    static Pulse start(Roster roster, Runnable shutOut, Runnable tick) {
        Pulse pulse = new Pulse(roster, shutOut, tick);
        ScheduledFuture<?> _ =
                pulse.thread.scheduleWithFixedDelay(pulse::beat, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return pulse;
    }

    private Pulse(Roster roster, Runnable shutOut, Runnable tick) {
        this.roster = roster;
        this.shutOut = shutOut;
        this.tick = tick;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("pulse").factory());
    }

    /** Never throws: the next one would not come. */
    private void beat() {
        long asked = System.nanoTime();
        try {
            if (roster.pulse()) {
                last = asked;
                tick.run();
            } else {
                thread.shutdown();
                shutOut.run();
            }
        } catch (SQLException silent) {
            LOG.warn("the database does not answer: {}", silent.getMessage());
        } catch (RuntimeException defect) {
            LOG.error("the pulse failed", defect);
        }
    }

    /** {@return whether this node may answer now} */
    boolean isFresh() {
        return System.nanoTime() - last < LEASE.toNanos();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        roster.close();
    }
}
