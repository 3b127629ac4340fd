package dev.twinstack.emulator.system;

import static dev.twinstack.emulator.system.Workbench.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.journal.JournalException;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.journal.PostgresServer;
import dev.twinstack.emulator.journal.Roster;
import dev.twinstack.emulator.journal.Roster.Incarnation;
import dev.twinstack.emulator.journal.Roster.Meeting;
import dev.twinstack.emulator.kernel.Desk;
import dev.twinstack.emulator.kernel.Desk.Order;
import dev.twinstack.emulator.kernel.DeskRules;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes on one journal, each sure that a project is its own: what must never be, and does no harm. */
class SharedJournalTest {
    private static final EntityRef A = Desk.TYPE.ref(PROJECT, "a");
    private static PostgresServer postgres;

    private Journal one;
    private Journal other;
    private JournalSettings.Database database;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.startOrAbort();
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @BeforeEach
    void open() {
        database = new JournalSettings.Database(postgres.newDatabase());
        one = shared();
        other = shared();
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private Journal shared() {
        return Journal.open(
                new JournalSettings.Shared(database, UUID.randomUUID().toString()));
    }

    @Test
    void theSecondOfTwoWritersLosesAndStops() {
        try (Workbench first = Workbench.onShared(one, new DeskRules());
                Workbench second = Workbench.onShared(other, new DeskRules())) {
            assertThat(first.ask(A, new Order.Open(3, List.of()))).isInstanceOf(Outcome.Done.class);
            assertThat(second.ask(A, hear("both have the desk in memory"))).isInstanceOf(Outcome.Done.class);
            assertThat(first.ask(A, hear("too late")))
                    .as("the other has written what comes next")
                    .isInstanceOf(Outcome.Failed.class);
            Workbench.await(first.stopped());
            assertThat(second.ask(A, hear("the other goes on"))).isInstanceOf(Outcome.Done.class);
        }
        try (Workbench third = Workbench.onShared(one, new DeskRules())) {
            assertThat(third.snapshot().find(Desk.TYPE, "a").orElseThrow().heard())
                    .containsExactly("both have the desk in memory", "the other goes on");
        }
    }

    private static Order hear(String text) {
        return new Order.Hear(new Desk.Word(text));
    }

    @Test
    void theFirstFoundsAndOthersJoinIt() throws SQLException {
        try (Roster first = entered(one, "10.0.0.1:4665", 1);
                Roster second = entered(other, "10.0.0.2:4665", 2)) {
            assertThat(first.meet()).isEqualTo(new Meeting.Found());
            assertThat(second.meet()).isEqualTo(new Meeting.Join(List.of("10.0.0.1:4665")));
            assertThat(first.meet()).as("nobody else is a member yet").isEqualTo(new Meeting.Found());
            second.joined();
            assertThat(first.meet()).isEqualTo(new Meeting.Join(List.of("10.0.0.2:4665")));
            first.leave();
            second.leave();
        }
    }

    @Test
    void whoIsFencedWritesNothingMore() throws SQLException {
        try (Roster first = entered(one, "10.0.0.1:4665", 1);
                Roster second = entered(other, "10.0.0.2:4665", 2);
                Workbench writer = Workbench.onShared(one, new DeskRules())) {
            assertThat(writer.ask(A, new Order.Open(3, List.of()))).isInstanceOf(Outcome.Done.class);
            second.fence(new Incarnation("10.0.0.1:4665", 2));
            assertThat(first.pulse())
                    .as("another incarnation at its address is no matter")
                    .isTrue();
            second.fence(new Incarnation("10.0.0.1:4665", 1));
            assertThatThrownBy(first::pulse).as("its sessions are over").isInstanceOf(SQLException.class);
            assertThat(first.pulse()).as("nor does a new session let it go on").isFalse();
            assertThat(writer.ask(A, hear("nothing"))).isInstanceOf(Outcome.Failed.class);
            assertThat(writer.journalled(A)).hasSize(1);
        }
    }

    @Test
    void aTwinAloneAndNodesKeepEachOtherOut() {
        assertThatThrownBy(() -> Journal.open(database)).isInstanceOf(JournalException.InUse.class);
    }

    private static Roster entered(Journal journal, String address, long incarnation) throws SQLException {
        Roster roster = journal.roster();
        roster.enter(new Incarnation(address, incarnation));
        return roster;
    }
}
