package dev.twinstack.emulator.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.bandwidth.Bandwidth.Member;
import dev.twinstack.emulator.bandwidth.BandwidthCommand.Close;
import dev.twinstack.emulator.bandwidth.BandwidthCommand.CloseFor;
import dev.twinstack.emulator.bandwidth.BandwidthCommand.Join;
import dev.twinstack.emulator.bandwidth.BandwidthCommand.Leave;
import dev.twinstack.emulator.bandwidth.BandwidthCommand.Open;
import dev.twinstack.emulator.bandwidth.BandwidthCommand.OpenFor;
import dev.twinstack.emulator.bandwidth.BandwidthCommand.Update;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.project.Quotas;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandwidthRulesTest {
    private static final EntityRef SELF = Bandwidth.TYPE.ref("p", "b");
    private static final EntityRef EIP = new EntityRef("p", "publicip", "e");
    private static final EntityRef OTHER = new EntityRef("p", "publicip", "f");
    private static final EntityRef PORT = new EntityRef("p", "port", "n");
    private static final OpenFor DEDICATED = new OpenFor(EIP, "5_bgp", "mine", 5, "traffic");

    private final Lifecycle<Bandwidth, BandwidthCommand, BandwidthEvent> rules =
            new Lifecycle<>(new BandwidthRules(new Quotas(Map.of("shareBandwidthIP", 2))));
    private Existence<Bandwidth> bandwidth = new Existence.Never<>();

    @Test
    void aSharedOneTakesAPlaceUnderItsQuota() {
        assertThat(decide(new Open("s", 10, "traffic")))
                .isEqualTo(Decision.needs(List.of(ProjectCommand.place(Quota.SHARED_BANDWIDTH, SELF))));
        shared();
        assertThat(state().isShared()).isTrue();
        assertThat(state().bandwidthType()).isEqualTo("share");
        assertThat(rules.holds(SELF, bandwidth))
                .containsExactly(
                        ProjectCommand.place(Quota.SHARED_BANDWIDTH, SELF).hold());
    }

    @ParameterizedTest
    @CsvSource({
        "4,no",
        "5,yes",
        "300,yes",
        "301,no",
        "350,yes",
        "1000,yes",
        "1050,no",
        "1500,yes",
        "2000,yes",
        "2500,no"
    })
    void sharedSizesGrowInSteps(int size, String fits) {
        Decision<BandwidthEvent> decision = decide(new Open("s", size, "traffic"));
        if (fits.equals("yes")) {
            assertThat(decision).isInstanceOf(Decision.Needs.class);
        } else {
            assertThat(reason(decision)).isEqualTo("bandwidth-size-invalid");
        }
    }

    @ParameterizedTest
    @CsvSource({"0,no", "1,yes", "299,yes", "999,no", "1000,yes", "1500,no"})
    void dedicatedSizesEndEarlier(int size, String fits) {
        Decision<BandwidthEvent> decision = decide(new OpenFor(EIP, "5_bgp", "mine", size, "traffic"));
        if (fits.equals("yes")) {
            assertThat(decision).isInstanceOf(Decision.Persist.class);
        } else {
            assertThat(reason(decision)).isEqualTo("bandwidth-size-invalid");
        }
    }

    @Test
    void aDedicatedOneComesAndGoesWithItsEip() {
        when(DEDICATED);
        assertThat(state().members()).containsOnly(Map.entry(EIP, Member.publicIp("5_bgp")));
        assertThat(rules.holds(SELF, bandwidth)).isEmpty();
        assertThat(heldBy(EIP))
                .isEqualTo(BandwidthCommand.dedicated(SELF, DEDICATED).release());
        assertThat(decide(DEDICATED)).isEqualTo(Decision.grant(List.of(), "b"));
        assertThat(decide(new CloseFor(OTHER))).isEqualTo(Decision.grant(List.of(), "b"));
        when(new CloseFor(EIP));
        assertThat(bandwidth).isInstanceOf(Existence.Gone.class);
    }

    @Test
    void aDedicatedOneIsNeitherDeletedNorShared() {
        when(DEDICATED);
        assertThat(reason(decide(new Close()))).isEqualTo("bandwidth-dedicated");
        assertThat(reason(decide(new Join(OTHER, Member.publicIp("5_bgp"))))).isEqualTo("bandwidth-dedicated");
        assertThat(reason(decide(new OpenFor(OTHER, "5_bgp", "x", 5, "traffic"))))
                .isEqualTo("bandwidth-exists");
        when(new Leave(EIP));
        assertThat(state().members()).containsKey(EIP);
    }

    @Test
    void membersJoinOnceAndUpToTheQuota() {
        shared();
        when(new Join(EIP, Member.publicIp("5_bgp")));
        assertThat(decide(new Join(EIP, Member.publicIp("5_bgp")))).isEqualTo(Decision.grant(List.of(), "b"));
        when(new Join(PORT, Member.ipv6Port()));
        assertThat(reason(decide(new Join(OTHER, Member.publicIp("5_bgp"))))).isEqualTo("bandwidth-full");
        assertThat(heldBy(PORT)).isEqualTo(new Leave(PORT));
        when(new Leave(EIP));
        assertThat(decide(new Leave(EIP))).isEqualTo(Decision.grant(List.of(), "b"));
        when(new Join(OTHER, Member.publicIp("5_bgp")));
        assertThat(state().members()).containsOnlyKeys(PORT, OTHER);
    }

    @Test
    void aSharedOneGoesOnlyWhenEmpty() {
        shared();
        when(new Join(EIP, Member.publicIp("5_bgp")));
        assertThat(reason(decide(new Close()))).isEqualTo("bandwidth-has-members");
        when(new CloseFor(EIP));
        assertThat(state().members()).containsKey(EIP);
        when(new Leave(EIP));
        when(new Close());
        assertThat(bandwidth).isInstanceOf(Existence.Gone.class);
        assertThat(reason(decide(new Join(EIP, Member.publicIp("5_bgp"))))).isEqualTo("bandwidth-not-found");
    }

    @Test
    void nameAndSizeChangeApart() {
        shared();
        when(new Update(Patch.set("t"), Patch.keep()));
        when(new Update(Patch.keep(), Patch.set(400)));
        assertThat(state().name()).isEqualTo("t");
        assertThat(state().size()).isEqualTo(400);
        assertThat(decide(new Update(Patch.set("t"), Patch.set(400)))).isEqualTo(Decision.nothing());
        assertThat(reason(decide(new Update(Patch.set("u"), Patch.set(401))))).isEqualTo("bandwidth-size-invalid");
    }

    private void shared() {
        when(new Open("s", 10, "traffic"));
    }

    private Decision<BandwidthEvent> decide(Command command) {
        return decide(command, Map.of());
    }

    private Decision<BandwidthEvent> decide(Command command, Map<EntityRef, Object> grants) {
        return rules.decide(bandwidth, command, new Context(SELF, Instant.EPOCH, grants));
    }

    private void when(Command command) {
        EntityRef project = Project.ref("p");
        if (decide(command, Map.of(project, SELF)) instanceof Decision.Persist<BandwidthEvent> persist) {
            bandwidth = rules.evolve(bandwidth, persist.events());
        } else {
            throw new AssertionError(command + " was not carried out: " + decide(command));
        }
    }

    private Bandwidth state() {
        if (bandwidth instanceof Existence.Live<Bandwidth>(Bandwidth state)) {
            return state;
        }
        throw new AssertionError("no bandwidth: " + bandwidth);
    }

    private Command.OnBehalf heldBy(EntityRef member) {
        return rules.resource().held(SELF, state()).stream()
                .filter(held -> held.claimant().equals(member))
                .map(Claim.Held::release)
                .findFirst()
                .orElseThrow();
    }

    private static String reason(Decision<BandwidthEvent> decision) {
        return decision instanceof Decision.Refuse<BandwidthEvent>(var error) ? error.reason() : "not refused";
    }
}
