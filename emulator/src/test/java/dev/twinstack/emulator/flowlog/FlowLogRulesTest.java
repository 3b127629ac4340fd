package dev.twinstack.emulator.flowlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.flowlog.FlowLog.Kind;
import dev.twinstack.emulator.flowlog.FlowLog.Target;
import dev.twinstack.emulator.flowlog.FlowLog.Traffic;
import dev.twinstack.emulator.flowlog.FlowLogCommand.Close;
import dev.twinstack.emulator.flowlog.FlowLogCommand.Open;
import dev.twinstack.emulator.flowlog.FlowLogCommand.Update;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.loggroup.LogGroup;
import dev.twinstack.emulator.loggroup.LogGroup.Feed;
import dev.twinstack.emulator.loggroup.LogGroupCommand;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import org.junit.jupiter.api.Test;

class FlowLogRulesTest {
    private static final EntityRef SELF = FlowLog.TYPE.ref("p", "f");
    private static final EntityRef GROUP = LogGroup.TYPE.ref("p", "g");
    private static final Feed FEED = new Feed("s", "network n", "reject");
    private static final Open OPEN =
            new Open("log", "d", new Target(Kind.NETWORK, "n"), Traffic.REJECT, "g", "s", true);

    private final Trial<FlowLog, FlowLogCommand, FlowLogEvent> none = Trial.of(new FlowLogRules(), SELF);
    private final Trial<FlowLog, FlowLogCommand, FlowLogEvent> open =
            none.granted(Project.ref("p"), SELF).granted(GROUP, FEED).done(OPEN);

    @Test
    void aFlowLogNeedsAPlaceAndAStreamToWriteTo() {
        Claim place = ProjectCommand.place(Quota.FLOW_LOG, SELF);
        Claim connection = LogGroupCommand.connect(GROUP, SELF, FEED);
        assertThat(none.claims(OPEN)).containsExactly(place, connection);
        assertThat(open.holds()).containsExactly(place.hold(), connection.hold());
        assertThat(open.state().adminState()).isTrue();
        assertThat(open.done(new Close()).isGone()).isTrue();
        assertThat(open.done(new Close()).holds()).isEmpty();
    }

    @Test
    void nameDescriptionAndStateChangeAndNothingElse() {
        FlowLog changed = open.done(new Update(Patch.set("new"), Patch.clear(), Patch.set(false)))
                .state();
        assertThat(changed.name()).isEqualTo("new");
        assertThat(changed.description()).isEmpty();
        assertThat(changed.adminState()).isFalse();
        assertThat(changed.target()).isEqualTo(open.state().target());
        assertThat(changed.feed()).isEqualTo(FEED);
        assertThat(open.events(new Update(Patch.keep(), Patch.set("d"), Patch.keep())))
                .isEmpty();
    }

    @Test
    void whatWasNeverMadeIsNotFound() {
        assertThat(none.refusal(new Update(Patch.keep(), Patch.keep(), Patch.keep())))
                .isEqualTo("flowlog-not-found");
        assertThat(none.refusal(new Close())).isEqualTo("flowlog-not-found");
    }
}
