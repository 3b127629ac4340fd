package dev.twinstack.emulator.peering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.peering.Peering.Status;
import dev.twinstack.emulator.peering.PeeringCommand.Accept;
import dev.twinstack.emulator.peering.PeeringCommand.Close;
import dev.twinstack.emulator.peering.PeeringCommand.Open;
import dev.twinstack.emulator.peering.PeeringCommand.Reject;
import dev.twinstack.emulator.peering.PeeringCommand.Route;
import dev.twinstack.emulator.peering.PeeringCommand.Unroute;
import dev.twinstack.emulator.peering.PeeringCommand.Update;
import dev.twinstack.emulator.peering.PeeringEvent.Accepted;
import dev.twinstack.emulator.peering.PeeringEvent.Closed;
import dev.twinstack.emulator.peering.PeeringEvent.Opened;
import dev.twinstack.emulator.peering.PeeringEvent.Rejected;
import dev.twinstack.emulator.peering.PeeringEvent.Routed;
import dev.twinstack.emulator.peering.PeeringEvent.Unrouted;
import dev.twinstack.emulator.peering.PeeringEvent.Updated;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import org.junit.jupiter.api.Test;

class PeeringRulesTest {
    private static final EntityRef SELF = Peering.ref("x");
    private static final EntityRef OURS = Vpc.TYPE.ref("p", "a");
    private static final EntityRef ALSO_OURS = Vpc.TYPE.ref("p", "b");
    private static final EntityRef THEIRS = Vpc.TYPE.ref("q", "c");
    private static final EntityRef TABLE = new EntityRef("p", "routetable", "t");
    private static final Claim OUR_PLACE = ProjectCommand.place(Project.ref("p"), Quota.VPC_PEERING, SELF);
    private static final Claim THEIR_PLACE = ProjectCommand.place(Project.ref("q"), Quota.VPC_PEERING, SELF);

    private static final Claim OUR_END = VpcCommand.connect(OURS, SELF);
    private static final Claim THEIR_END = VpcCommand.connect(THEIRS, SELF);

    private final Trial<Peering, PeeringCommand, PeeringEvent> none = Trial.of(new PeeringRules(), SELF);
    private final Trial<Peering, PeeringCommand, PeeringEvent> within = none.given(opened(Status.ACTIVE, ALSO_OURS));
    private final Trial<Peering, PeeringCommand, PeeringEvent> pending =
            none.given(opened(Status.PENDING_ACCEPTANCE, THEIRS));

    private static Opened opened(Status status, EntityRef accepter) {
        return new Opened("x", "name", "text", status, OURS, accepter, Trial.NOW);
    }

    @Test
    void withinAProjectItIsActiveAtOnce() {
        Open open = new Open("name", "text", OURS, ALSO_OURS);
        assertThat(none.claims(open))
                .containsExactly(
                        VpcCommand.peer(OURS, SELF, ALSO_OURS), VpcCommand.peer(ALSO_OURS, SELF, OURS), OUR_PLACE);
        var granted = none.granted(OURS, SELF).granted(ALSO_OURS, SELF).granted(Project.ref("p"), SELF);
        assertThat(granted.events(open)).containsExactly(opened(Status.ACTIVE, ALSO_OURS));
        assertThat(granted.done(open).holds())
                .containsExactly(
                        VpcCommand.peer(OURS, SELF, ALSO_OURS).hold(),
                        VpcCommand.peer(ALSO_OURS, SELF, OURS).hold(),
                        OUR_PLACE.hold());
    }

    @Test
    void acrossProjectsItWaitsForTheOtherAndCountsForTheRequesterOnly() {
        Open open = new Open("name", "text", OURS, THEIRS);
        assertThat(none.claims(open))
                .containsExactly(VpcCommand.peer(OURS, SELF, THEIRS), VpcCommand.peer(THEIRS, SELF, OURS), OUR_PLACE);
        var granted = none.granted(OURS, SELF).granted(THEIRS, SELF).granted(Project.ref("p"), SELF);
        assertThat(granted.events(open)).containsExactly(opened(Status.PENDING_ACCEPTANCE, THEIRS));
        assertThat(pending.holds()).contains(OUR_PLACE.hold()).doesNotContain(THEIR_PLACE.hold());
    }

    @Test
    void aVpcIsNotConnectedToItself() {
        assertThat(none.refusal(new Open("name", "", OURS, OURS))).isEqualTo("peering-with-itself");
    }

    @Test
    void onlyTheOtherProjectAcceptsAndThenItCountsThereToo() {
        assertThat(pending.refusal(new Accept("p"))).isEqualTo("peering-not-yours");
        assertThat(pending.refusal(new Accept("stranger"))).isEqualTo("peering-not-found");
        assertThat(pending.claims(new Accept("q"))).containsExactly(THEIR_PLACE, OUR_END, THEIR_END);
        var granted =
                pending.granted(Project.ref("q"), SELF).granted(OURS, SELF).granted(THEIRS, SELF);
        assertThat(granted.events(new Accept("q"))).containsExactly(new Accepted(Trial.NOW));
        var accepted = granted.done(new Accept("q"));
        assertThat(accepted.state().status()).isEqualTo(Status.ACTIVE);
        assertThat(accepted.holds()).contains(OUR_PLACE.hold(), THEIR_PLACE.hold(), OUR_END.hold(), THEIR_END.hold());
        assertThat(accepted.refusal(new Accept("q"))).isEqualTo("peering-not-pending");
        assertThat(accepted.refusal(new Reject("q"))).isEqualTo("peering-not-pending");
    }

    @Test
    void onlyTheOtherProjectRejects() {
        assertThat(pending.refusal(new Reject("p"))).isEqualTo("peering-not-yours");
        assertThat(pending.refusal(new Reject("stranger"))).isEqualTo("peering-not-found");
        assertThat(pending.events(new Reject("q"))).containsExactly(new Rejected(Trial.NOW));
        var rejected = pending.done(new Reject("q"));
        assertThat(rejected.state().status()).isEqualTo(Status.REJECTED);
        assertThat(rejected.holds()).isEqualTo(pending.holds());
        assertThat(rejected.refusal(new Accept("q"))).isEqualTo("peering-not-pending");
    }

    @Test
    void whatIsActiveFromTheStartCannotBeAccepted() {
        assertThat(within.refusal(new Accept("p"))).isEqualTo("peering-not-pending");
        assertThat(within.refusal(new Reject("p"))).isEqualTo("peering-not-pending");
    }

    @Test
    void eitherSideChangesNameAndDescription() {
        Update rename = new Update("q", Patch.set("other"), Patch.keep());
        assertThat(pending.events(rename)).containsExactly(new Updated("other", "text", Trial.NOW));
        assertThat(pending.done(rename).state().name()).isEqualTo("other");
        assertThat(pending.events(new Update("p", Patch.keep(), Patch.clear())))
                .containsExactly(new Updated("name", "", Trial.NOW));
        assertThat(pending.events(new Update("p", Patch.set("name"), Patch.set("text"))))
                .isEmpty();
        assertThat(pending.refusal(new Update("stranger", Patch.set("other"), Patch.keep())))
                .isEqualTo("peering-not-found");
    }

    @Test
    void eachSidesTablesLeadThroughItFromItsOwnVpc() {
        EntityRef table = new EntityRef("q", "routetable", "t");
        assertThat(pending.events(new Route(TABLE, OURS))).containsExactly(new Routed(TABLE));
        var routed = pending.done(new Route(TABLE, OURS)).done(new Route(table, THEIRS));
        assertThat(routed.events(new Route(TABLE, OURS))).as("asked again").isEmpty();
        assertThat(routed.held())
                .containsExactlyInAnyOrder(
                        new Claim.Held(TABLE, new Unroute(TABLE)), new Claim.Held(table, new Unroute(table)));
        assertThat(pending.refusal(new Route(TABLE, ALSO_OURS))).isEqualTo("nexthop-outside-vpc");
        assertThat(pending.refusal(new Route(TABLE, Vpc.TYPE.ref("stranger", "a"))))
                .isEqualTo("peering-not-found");
        assertThat(none.refusal(new Route(TABLE, OURS))).isEqualTo("peering-not-found");
        assertThat(routed.events(new Unroute(TABLE))).containsExactly(new Unrouted(TABLE));
        assertThat(pending.events(new Unroute(TABLE))).isEmpty();
    }

    @Test
    void eitherSideDeletesItInAnyStateOnceNoTableLeadsThroughIt() {
        var routed = within.done(new Route(TABLE, OURS));
        assertThat(routed.refusal(new Close("p"))).isEqualTo("peering-has-routes");
        assertThat(routed.done(new Unroute(TABLE)).events(new Close("p"))).containsExactly(new Closed());
        assertThat(pending.events(new Close("q"))).containsExactly(new Closed());
        assertThat(pending.refusal(new Close("stranger"))).isEqualTo("peering-not-found");
        var gone = pending.done(new Reject("q")).done(new Close("p"));
        assertThat(gone.isGone()).isTrue();
        assertThat(gone.holds()).isEmpty();
        assertThat(gone.refusal(new Route(TABLE, OURS))).isEqualTo("peering-not-found");
    }
}
