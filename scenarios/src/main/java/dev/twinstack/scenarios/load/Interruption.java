package dev.twinstack.scenarios.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** While it is open, an interrupted process first ends its load and deletes what it has made. */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    Interruption(Runnable stop) {
        hook = Thread.ofPlatform().unstarted(() -> {
            stop.run();
            try {
                if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("could not delete everything within " + PATIENCE_SECONDS + " s");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        done.countDown();
        if (!hook.isAlive()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is going down already, which is when the hook is needed.
                Thread.onSpinWait();
            }
        }
    }
}
