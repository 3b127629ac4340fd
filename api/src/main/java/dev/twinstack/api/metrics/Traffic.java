package dev.twinstack.api.metrics;

import dev.twinstack.api.http.AnswerListener;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Exchange;
import dev.twinstack.emulator.kernel.Histogram;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is asked of a twin: how often, how it ended and how long it took, by operation. */
public final class Traffic implements AnswerListener {
    /** An operation in one of its dialects. A path that nothing is served at is one, too. */
    record Operation(String name, Dialect dialect) {}

    /** What is counted of an operation. */
    static final class Count {
        private final Histogram durations = new Histogram();
        private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();

        Histogram durations() {
            return durations;
        }

        Map<Integer, LongAdder> statuses() {
            return statuses;
        }
    }

    private final Map<Operation, Count> operations = new ConcurrentHashMap<>();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder handedOver = new LongAdder();

    @Override
    public void arrived() {
        inFlight.increment();
    }

    @Override
    public void handedOver() {
        inFlight.decrement();
        handedOver.increment();
    }

    @Override
    public void answered(Exchange exchange) {
        inFlight.decrement();
        Operation operation = new Operation(
                exchange.endpoint().operation(), exchange.endpoint().dialect());
        Count count = operations.computeIfAbsent(operation, any -> new Count());
        count.durations.record(exchange.nanos());
        count.statuses
                .computeIfAbsent(exchange.status(), any -> new LongAdder())
                .increment();
    }

    Map<Operation, Count> operations() {
        return operations;
    }

    /** {@return how many requests other nodes have answered that came here} */
    long elsewhere() {
        return handedOver.sum();
    }

    long inFlight() {
        return inFlight.sum();
    }
}
