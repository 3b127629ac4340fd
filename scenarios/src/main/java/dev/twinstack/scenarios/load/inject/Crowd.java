package dev.twinstack.scenarios.load.inject;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Many things done at once. */
final class Crowd {
    private Crowd() {}

    /** Does it to each item, so many at a time; an exception of one is thrown when all have ended. */
    static <T> void each(List<T> items, int atOnce, Consumer<T> work) {
        Semaphore permits = new Semaphore(atOnce);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> all = items.stream()
                    .map(item -> threads.submit(() -> {
                        permits.acquireUninterruptibly();
                        try {
                            work.accept(item);
                        } finally {
                            permits.release();
                        }
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
