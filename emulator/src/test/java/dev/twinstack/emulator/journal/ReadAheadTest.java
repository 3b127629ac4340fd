package dev.twinstack.emulator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private static final int MANY = 100_000;
    private static final byte[] NOTHING = {};

    @Test
    void everyEventArrivesOnceInOrderInTheCallersThread() throws SQLException {
        Thread caller = Thread.currentThread();
        List<Long> numbers = new ArrayList<>();
        ReadAhead.replay(ReadAheadTest::many, (id, number, name, json) -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            numbers.add(number);
        });
        assertThat(numbers).hasSize(MANY).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void nothingIsNothing() throws SQLException {
        ReadAhead.replay(sink -> {}, (id, number, name, json) -> {
            throw new AssertionError("an event of an empty journal");
        });
    }

    @Test
    void whatTheSourceThrowsComesOutAfterWhatItRead() {
        SQLException broken = new SQLException("broken");
        List<Long> numbers = new ArrayList<>();
        assertThatThrownBy(() -> ReadAhead.replay(
                        sink -> {
                            sink.event("a", 1, "", NOTHING);
                            throw broken;
                        },
                        (id, number, name, json) -> numbers.add(number)))
                .isSameAs(broken);
        assertThat(numbers).containsExactly(1L);
    }

    @Test
    void anErrorOfTheSourceComesOutToo() {
        assertThatThrownBy(() -> ReadAhead.replay(
                        sink -> {
                            throw new StackOverflowError("broken");
                        },
                        (id, number, name, json) -> {}))
                .hasRootCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void whatTheSinkThrowsComesOutWhenTheSourceHasEnded() {
        AtomicBoolean ended = new AtomicBoolean();
        assertThatThrownBy(() -> ReadAhead.replay(
                        sink -> {
                            try {
                                many(sink);
                            } finally {
                                ended.set(true);
                            }
                        },
                        (id, number, name, json) -> {
                            throw new IllegalStateException("refused " + number);
                        }))
                .hasMessage("refused 0");
        assertThat(ended).isTrue();
    }

    private static void many(EventSink sink) {
        for (long number = 0; number < MANY; number++) {
            sink.event("a", number, "", NOTHING);
        }
    }
}
