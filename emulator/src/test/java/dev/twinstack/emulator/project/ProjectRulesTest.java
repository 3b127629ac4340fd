package dev.twinstack.emulator.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.project.ProjectCommand.GiveBack;
import dev.twinstack.emulator.project.ProjectCommand.Open;
import dev.twinstack.emulator.project.ProjectCommand.SetTiming;
import dev.twinstack.emulator.project.ProjectCommand.Take;
import dev.twinstack.emulator.project.ProjectEvent.Opened;
import dev.twinstack.emulator.project.ProjectEvent.PlaceGivenBack;
import dev.twinstack.emulator.project.ProjectEvent.PlaceTaken;
import dev.twinstack.emulator.project.ProjectEvent.TimingSet;
import dev.twinstack.emulator.timing.Timing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectRulesTest {
    private static final EntityRef SELF = Project.ref("p");
    private static final EntityRef ONE = new EntityRef("p", "vpc", "one");
    private static final EntityRef TWO = new EntityRef("p", "vpc", "two");
    private static final EntityRef THREE = new EntityRef("p", "vpc", "three");
    /** Stands for what comes to be with a project. */
    private static final Claim DEPENDENT =
            new Claim(new EntityRef("p", "securitygroup", "default"), take(ONE, ""), giveBack(ONE, ""));

    private final Trial<Project, ProjectCommand, ProjectEvent> none = Trial.of(
            new ProjectRules(new Quotas(Map.of("vpc", 2, "subnet", -1)), (project, name, domain) -> List.of(DEPENDENT)),
            SELF);
    private final Trial<Project, ProjectCommand, ProjectEvent> open =
            none.given(new Opened("p", "eu-de_one", "domain", Trial.NOW));

    @Test
    void aProjectOpensWithItsDependentsAndOnce() {
        Open command = new Open("eu-de_one", "domain");
        assertThat(none.claims(command)).containsExactly(DEPENDENT);
        var granted = none.granted(DEPENDENT.owner(), "granted");
        assertThat(granted.events(command)).containsExactly(new Opened("p", "eu-de_one", "domain", Trial.NOW));
        assertThat(granted.done(command).holds()).containsExactly(DEPENDENT.hold());
        assertThat(open.events(new Open("another", "domain"))).isEmpty();
    }

    @Test
    void aProjectThatIsNotOpenHasNoRoom() {
        assertThat(none.refusal(take(ONE, ""))).isEqualTo("project-not-found");
        assertThat(none.refusal(giveBack(ONE, ""))).isEqualTo("project-not-found");
    }

    @Test
    void thereAreAsManyPlacesAsTheQuotaAllows() {
        assertThat(open.events(take(ONE, ""))).containsExactly(new PlaceTaken("vpc", ONE, ""));
        var full = open.done(take(ONE, "")).done(take(TWO, ""));
        assertThat(full.state().used(Quota.VPC)).isEqualTo(2);
        assertThat(full.refusal(take(THREE, ""))).isEqualTo("vpc-quota");
        assertThat(full.events(take(TWO, ""))).as("asked again").isEmpty();
        assertThat(full.done(giveBack(ONE, "")).done(take(THREE, "")).state().used(Quota.VPC))
                .isEqualTo(2);
    }

    @Test
    void quotasAreCountedApartAndMayBeUnlimited() {
        var full = open.done(take(ONE, "")).done(take(TWO, ""));
        for (int i = 0; i < 500; i++) {
            full = full.done(new Take(Quota.SUBNET, new EntityRef("p", "subnet", "s" + i), ""));
        }
        assertThat(full.state().used(Quota.SUBNET)).isEqualTo(500);
        assertThat(full.state().used(Quota.VPC)).isEqualTo(2);
    }

    @Test
    void aNameIsTakenByOneOfItsKind() {
        var named = open.done(take(ONE, "net"));
        assertThat(named.refusal(take(TWO, "net"))).isEqualTo("vpc-name-taken");
        assertThat(named.events(take(ONE, "net"))).isEmpty();
        assertThat(named.events(new Take(Quota.SUBNET, new EntityRef("p", "subnet", "s"), "net")))
                .hasSize(1);
        assertThat(open.done(take(ONE, "")).events(take(TWO, "")))
                .as("a blank name is nobody's")
                .hasSize(1);
    }

    @Test
    void aRenamedClaimantHasBothNamesForAMomentAndOnePlace() {
        var both = open.done(take(ONE, "old")).done(take(ONE, "new")).done(take(TWO, "two"));
        assertThat(both.state().used(Quota.VPC)).isEqualTo(2);
        assertThat(both.held())
                .containsExactlyInAnyOrder(
                        new Claim.Held(ONE, giveBack(ONE, "old")),
                        new Claim.Held(ONE, giveBack(ONE, "new")),
                        new Claim.Held(TWO, giveBack(TWO, "two")));
        var renamed = both.done(giveBack(ONE, "old"));
        assertThat(renamed.state().used(Quota.VPC)).isEqualTo(2);
        assertThat(renamed.refusal(take(TWO, "new"))).isEqualTo("vpc-name-taken");
        assertThat(renamed.done(take(TWO, "old")).state().used(Quota.VPC)).isEqualTo(2);
        assertThat(renamed.done(giveBack(ONE, "new")).state().used(Quota.VPC)).isEqualTo(1);
    }

    @Test
    void aProjectHasTheTwinsTimingOrItsOwn() {
        Timing otc = new Timing.Otc(7, 20);
        assertThat(open.state().pace().over(otc)).isEqualTo(otc);
        assertThat(open.events(new SetTiming(otc))).containsExactly(new TimingSet("otc", 7, 20, Trial.NOW));
        var own = open.done(new SetTiming(otc));
        assertThat(own.state().pace().over(Timing.INSTANT)).isEqualTo(otc);
        assertThat(own.events(new SetTiming(otc))).as("set again").isEmpty();
        assertThat(own.done(take(ONE, "")).state().pace()).isEqualTo(new Project.Pace.Own(otc));
        var instant = own.done(new SetTiming(Timing.INSTANT));
        assertThat(instant.state().pace().over(otc)).isEqualTo(Timing.INSTANT);
        assertThat(none.refusal(new SetTiming(otc))).isEqualTo("project-not-found");
    }

    @Test
    void whatIsNotTakenIsGivenBackWithoutATrace() {
        assertThat(open.events(giveBack(ONE, "net"))).isEmpty();
        assertThat(open.done(take(ONE, "net")).events(giveBack(ONE, "other"))).isEmpty();
        assertThat(open.done(take(ONE, "net")).events(giveBack(ONE, "net")))
                .containsExactly(new PlaceGivenBack("vpc", ONE, "net"));
    }

    private static Take take(EntityRef claimant, String name) {
        return new Take(Quota.VPC, claimant, name);
    }

    private static GiveBack giveBack(EntityRef claimant, String name) {
        return new GiveBack(Quota.VPC, claimant, name);
    }
}
