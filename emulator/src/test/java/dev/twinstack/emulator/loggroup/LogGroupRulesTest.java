package dev.twinstack.emulator.loggroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.loggroup.LogGroup.Feed;
import dev.twinstack.emulator.loggroup.LogGroup.LogStream;
import dev.twinstack.emulator.loggroup.LogGroupCommand.Close;
import dev.twinstack.emulator.loggroup.LogGroupCommand.CloseStream;
import dev.twinstack.emulator.loggroup.LogGroupCommand.Connect;
import dev.twinstack.emulator.loggroup.LogGroupCommand.Disconnect;
import dev.twinstack.emulator.loggroup.LogGroupCommand.Open;
import dev.twinstack.emulator.loggroup.LogGroupCommand.OpenStream;
import dev.twinstack.emulator.loggroup.LogGroupCommand.Update;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.tag.Tag;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogGroupRulesTest {
    private static final EntityRef SELF = LogGroup.TYPE.ref("p", "g");
    private static final EntityRef LOG = new EntityRef("p", "flowlog", "f1");
    private static final EntityRef OTHER = new EntityRef("p", "flowlog", "f2");
    private static final EntityRef THIRD = new EntityRef("p", "flowlog", "f3");

    private final Trial<LogGroup, LogGroupCommand, LogGroupEvent> none = Trial.of(new LogGroupRules(), SELF);
    private final Trial<LogGroup, LogGroupCommand, LogGroupEvent> open =
            none.granted(Project.ref("p"), SELF).done(new Open("group", 7, List.of(new Tag("a b", "c/d"))));
    private final Trial<LogGroup, LogGroupCommand, LogGroupEvent> withStream =
            open.done(new OpenStream("s1", "stream", List.of()));

    @Test
    void aGroupTakesAPlaceAndItsName() {
        Claim place = ProjectCommand.place(Quota.LOG_GROUP, SELF, "group");
        assertThat(none.claims(new Open("group", 7, List.of()))).containsExactly(place);
        assertThat(open.holds()).containsExactly(place.hold());
        assertThat(open.state().ttlInDays()).isEqualTo(7);
        assertThat(none.refusal(new Open("group", 7, List.of(new Tag("_a", "")))))
                .isEqualTo("tag-invalid");
    }

    @Test
    void howLongLogsAreKeptMayChangeAndTagsStayUnlessGiven() {
        assertThat(open.done(new Update(6, Patch.keep())).state())
                .returns(6, LogGroup::ttlInDays)
                .returns(List.of("a b=c/d"), group -> group.tags().pairs());
        assertThat(open.done(new Update(6, Patch.set(List.of()))).state().tags().all())
                .isEmpty();
    }

    @Test
    void streamsComeInOrderUnderNamesOfTheirOwnAndGoAlone() {
        var two = withStream.done(new OpenStream("s2", "another", List.of(new Tag("k", "v"))));
        assertThat(two.state().streams()).extracting(LogStream::name).containsExactly("stream", "another");
        assertThat(two.refusal(new OpenStream("s3", "stream", List.of()))).isEqualTo("logstream-name-taken");
        assertThat(two.done(new CloseStream("s1")).state().streams())
                .extracting(LogStream::id)
                .containsExactly("s2");
        assertThat(two.refusal(new CloseStream("s3"))).isEqualTo("logstream-not-found");
        assertThat(two.done(new Close()).isGone()).isTrue();
    }

    @Test
    void aHundredStreamsFit() {
        var full = open;
        for (int i : IntStream.range(0, 100).toArray()) {
            full = full.done(new OpenStream("s" + i, "name" + i, List.of()));
        }
        assertThat(full.refusal(new OpenStream("s", "name", List.of()))).isEqualTo("loggroup-full");
    }

    @Test
    void twoFlowLogsOfDifferentFiltersMayWriteOfOneSubject() {
        var one = withStream.done(new Connect(LOG, feed("vpc v", "all")));
        assertThat(one.events(new Connect(LOG, feed("vpc v", "all")))).isEmpty();
        assertThat(one.refusal(new Connect(OTHER, feed("vpc v", "all")))).isEqualTo("flowlog-duplicate");
        var two = one.done(new Connect(OTHER, feed("vpc v", "accept")));
        assertThat(two.refusal(new Connect(THIRD, feed("vpc v", "reject")))).isEqualTo("flowlog-duplicate");
        assertThat(two.done(new Connect(THIRD, feed("vpc w", "all"))).state().feeds())
                .hasSize(3);
        assertThat(two.done(new Disconnect(LOG))
                        .done(new Connect(THIRD, feed("vpc v", "all")))
                        .state()
                        .feeds())
                .containsOnlyKeys(OTHER, THIRD);
    }

    @Test
    void nothingIsWrittenToAStreamThatIsNotThere() {
        assertThat(open.refusal(new Connect(LOG, feed("vpc v", "all")))).isEqualTo("logstream-not-found");
        assertThat(none.refusal(new Connect(LOG, feed("vpc v", "all")))).isEqualTo("loggroup-not-found");
        var connected = withStream.done(new Connect(LOG, feed("vpc v", "all")));
        assertThat(connected.held()).containsExactly(new Claim.Held(LOG, new Disconnect(LOG)));
        var gone = connected.done(new CloseStream("s1"));
        assertThat(gone.state().feeds()).isEmpty();
        assertThat(gone.events(new Disconnect(LOG))).isEmpty();
    }

    private static Feed feed(String subject, String filter) {
        return new Feed("s1", subject, filter);
    }
}
