package dev.twinstack.emulator.publicip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.bandwidth.Bandwidth.Member;
import dev.twinstack.emulator.bandwidth.BandwidthCommand;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.publicip.PublicIp.Binding;
import dev.twinstack.emulator.publicip.PublicIp.Nat64;
import dev.twinstack.emulator.publicip.PublicIpCommand.BandwidthChoice;
import dev.twinstack.emulator.publicip.PublicIpCommand.Bind;
import dev.twinstack.emulator.publicip.PublicIpCommand.Close;
import dev.twinstack.emulator.publicip.PublicIpCommand.Discard;
import dev.twinstack.emulator.publicip.PublicIpCommand.MoveToDedicated;
import dev.twinstack.emulator.publicip.PublicIpCommand.MoveToShared;
import dev.twinstack.emulator.publicip.PublicIpCommand.Open;
import dev.twinstack.emulator.publicip.PublicIpCommand.Retag;
import dev.twinstack.emulator.publicip.PublicIpCommand.Unbind;
import dev.twinstack.emulator.publicip.PublicIpCommand.Update;
import dev.twinstack.emulator.publicip.PublicIpCommand.Wanted;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.tag.Tag;
import dev.twinstack.emulator.tag.TagChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublicIpRulesTest {
    private static final EntityRef SELF = PublicIp.TYPE.ref("p", "e");
    private static final EntityRef PROJECT = Project.ref("p");
    private static final EntityRef POOL = AddressPool.TYPE.ref(AddressPool.REGION, AddressPool.PUBLIC_IPV4);
    private static final EntityRef OWN = Bandwidth.TYPE.ref("p", "own");
    private static final EntityRef SHARED = Bandwidth.TYPE.ref("p", "shared");
    private static final EntityRef PORT = Port.TYPE.ref("p", "n");
    private static final BandwidthChoice.Dedicated DEDICATED =
            new BandwidthChoice.Dedicated("own", "mine", 5, "traffic");
    private static final Map<EntityRef, Object> GRANTS =
            Map.of(PROJECT, SELF, POOL, IpRange.of("198.18.0.7/32"), OWN, "own", SHARED, "shared", PORT, "n");

    private final Lifecycle<PublicIp, PublicIpCommand, PublicIpEvent> rules =
            new Lifecycle<>(new PublicIpRules(RegionSettings.of("eu-de")));
    private Existence<PublicIp> eip = new Existence.Never<>();

    @Test
    void itAsksForAPlaceAnAddressAndABandwidthAtOnce() {
        assertThat(decide(new Open("5_bgp", "", Wanted.ANY, DEDICATED), Map.of()))
                .isEqualTo(Decision.needs(List.of(
                        ProjectCommand.place(Quota.PUBLIC_IP, SELF),
                        AddressPool.any(AddressPool.PUBLIC_IPV4, SELF),
                        BandwidthCommand.dedicated(
                                OWN, new BandwidthCommand.OpenFor(SELF, "5_bgp", "mine", 5, "traffic")))));
        open("5_bgp");
        assertThat(state().address()).isEqualTo(IpAddress.of("198.18.0.7"));
        assertThat(state().nat64()).isEqualTo(new Nat64.None());
        assertThat(state().isBound()).isFalse();
    }

    @Test
    void aDualStackOneServesIpv6ClientsAtAnAddressThatEndsInItsIpv4() {
        open("5_dualStack");
        IpAddress ipv6 = IpAddress.of("2001:db8:ffff:ffff:ffff:ffff:c612:7");
        assertThat(state().nat64()).isEqualTo(new Nat64.At(ipv6));
        assertThat(RegionSettings.of("eu-de").nat64()).isEqualTo(IpRange.of("2001:db8:ffff:ffff:ffff:ffff::/96"));
    }

    @Test
    void greyOnesAreNotAssigned() {
        assertThat(reason(new Open("5_gray", "", Wanted.ANY, DEDICATED))).isEqualTo("publicip-type-invalid");
    }

    @Test
    void aChosenAddressIsAskedForByName() {
        Wanted wanted = new Wanted.Exactly(IpAddress.of("198.18.0.9"));
        BandwidthChoice shared = new BandwidthChoice.Shared("shared");
        assertThat(decide(new Open("5_bgp", "", wanted, shared), Map.of()))
                .isEqualTo(Decision.needs(List.of(
                        ProjectCommand.place(Quota.PUBLIC_IP, SELF),
                        AddressPool.exactly(AddressPool.PUBLIC_IPV4, SELF, IpRange.of("198.18.0.9/32")),
                        BandwidthCommand.join(SHARED, SELF, Member.publicIp("5_bgp")))));
    }

    @Test
    void itHoldsWhatItWasGranted() {
        open("5_bgp");
        assertThat(rules.holds(SELF, eip))
                .containsExactlyInAnyOrder(
                        ProjectCommand.place(Quota.PUBLIC_IP, SELF).hold(),
                        AddressPool.any(AddressPool.PUBLIC_IPV4, SELF).hold(),
                        new Claim.Hold(OWN, new BandwidthCommand.CloseFor(SELF)));
        when(new Bind("n"));
        when(new MoveToShared("shared"));
        assertThat(rules.holds(SELF, eip))
                .containsExactlyInAnyOrder(
                        ProjectCommand.place(Quota.PUBLIC_IP, SELF).hold(),
                        AddressPool.any(AddressPool.PUBLIC_IPV4, SELF).hold(),
                        new Claim.Hold(SHARED, new BandwidthCommand.Leave(SELF)),
                        new Claim.Hold(PORT, new PortCommand.UnbindPublicIp("e")));
    }

    @Test
    void itIsBoundToOnePortAtATime() {
        open("5_bgp");
        assertThat(decide(new Bind("n"), Map.of()))
                .isEqualTo(Decision.needs(List.of(
                        new Claim(PORT, new PortCommand.BindPublicIp("e"), new PortCommand.UnbindPublicIp("e")))));
        when(new Bind("n"));
        assertThat(state().binding()).isEqualTo(new Binding.ToPort("n"));
        assertThat(reason(new Bind("m"))).isEqualTo("publicip-already-bound");
        assertThat(reason(new Bind("n"))).isEqualTo("publicip-already-bound");
        when(new Unbind());
        assertThat(state().isBound()).isFalse();
        assertThat(decide(new Unbind(), Map.of())).isEqualTo(Decision.nothing());
    }

    @Test
    void itIsReleasedOnlyWhenUnbound() {
        open("5_bgp");
        when(new Bind("n"));
        assertThat(reason(new Close())).isEqualTo("publicip-bound");
        when(new Unbind());
        when(new Close());
        assertThat(eip).isInstanceOf(Existence.Gone.class);
        assertThat(rules.holds(SELF, eip)).isEmpty();
    }

    @Test
    void itMovesIntoASharedBandwidthAndOutWithANewOneOfItsOwn() {
        open("5_bgp");
        when(new MoveToShared("shared"));
        assertThat(state().bandwidth()).isEqualTo("shared");
        assertThat(state().dedicated()).isFalse();
        assertThat(decide(new MoveToShared("shared"), Map.of())).isEqualTo(Decision.nothing());
        assertThat(reason(new MoveToShared("other"))).isEqualTo("publicip-shares-bandwidth");
        assertThat(reason(new MoveToDedicated("other", DEDICATED))).isEqualTo("publicip-not-in-bandwidth");
        when(new MoveToDedicated("shared", DEDICATED));
        assertThat(state().bandwidth()).isEqualTo("own");
        assertThat(state().dedicated()).isTrue();
        assertThat(reason(new MoveToDedicated("own", DEDICATED))).isEqualTo("publicip-not-in-bandwidth");
    }

    @Test
    void anAliasAndADescriptionMayChange() {
        open("5_bgp");
        when(new Update(Patch.set("tom"), Patch.set("front door"), Patch.keep()));
        assertThat(state().alias()).isEqualTo("tom");
        assertThat(state().description()).isEqualTo("front door");
        assertThat(decide(new Update(Patch.set("tom"), Patch.keep(), Patch.keep()), Map.of()))
                .isEqualTo(Decision.nothing());
        when(new Update(Patch.keep(), Patch.clear(), Patch.keep()));
        assertThat(state().alias()).isEqualTo("tom");
        assertThat(state().description()).isEmpty();
    }

    @Test
    void anUpdateHappensAsAWholeOrNotAtAll() {
        open("5_bgp");
        Update update = new Update(Patch.set("tom"), Patch.keep(), Patch.set("n"));
        assertThat(decide(update, Map.of()))
                .isEqualTo(Decision.needs(List.of(
                        new Claim(PORT, new PortCommand.BindPublicIp("e"), new PortCommand.UnbindPublicIp("e")))));
        when(update);
        assertThat(state().alias()).isEqualTo("tom");
        assertThat(state().binding()).isEqualTo(new Binding.ToPort("n"));
        assertThat(reason(new Update(Patch.set("anna"), Patch.keep(), Patch.set("m"))))
                .isEqualTo("publicip-already-bound");
        when(new Update(Patch.clear(), Patch.keep(), Patch.clear()));
        assertThat(state().alias()).isEmpty();
        assertThat(state().isBound()).isFalse();
    }

    @Test
    void itMayBeBoundFromTheStart() {
        Open open = new Open("5_bgp", "", Wanted.ANY, DEDICATED, new Binding.ToPort("n"));
        assertThat(decide(open, Map.of()))
                .isInstanceOfSatisfying(
                        Decision.Needs.class,
                        needs -> assertThat(((Decision.Needs<?>) needs).claims())
                                .contains(new Claim(
                                        PORT, new PortCommand.BindPublicIp("e"), new PortCommand.UnbindPublicIp("e"))));
        when(open);
        assertThat(state().binding()).isEqualTo(new Binding.ToPort("n"));
        assertThat(rules.holds(SELF, eip)).contains(new Claim.Hold(PORT, new PortCommand.UnbindPublicIp("e")));
    }

    @Test
    void itIsDiscardedBoundOrNot() {
        open("5_bgp");
        when(new Bind("n"));
        when(new Discard());
        assertThat(eip).isInstanceOf(Existence.Gone.class);
    }

    @Test
    void tagsStayThroughOtherChanges() {
        open("5_bgp");
        when(new Retag(new TagChange.Put(List.of(new Tag("foo", "bar")))));
        when(new Update(Patch.set("tom"), Patch.keep(), Patch.keep()));
        when(new Bind("n"));
        when(new MoveToShared("shared"));
        assertThat(state().tags().pairs()).containsExactly("foo=bar");
        assertThat(reason(new Retag(new TagChange.Put(List.of(new Tag("k".repeat(37), ""))))))
                .isEqualTo("tag-invalid");
    }

    private void open(String type) {
        when(new Open(type, "", Wanted.ANY, DEDICATED));
    }

    private Decision<PublicIpEvent> decide(PublicIpCommand command, Map<EntityRef, Object> grants) {
        return rules.decide(eip, command, new Context(SELF, Instant.EPOCH, grants));
    }

    private void when(PublicIpCommand command) {
        if (decide(command, GRANTS) instanceof Decision.Persist<PublicIpEvent> persist) {
            eip = rules.evolve(eip, persist.events());
        } else {
            throw new AssertionError(command + " was not carried out: " + decide(command, GRANTS));
        }
    }

    private PublicIp state() {
        if (eip instanceof Existence.Live<PublicIp>(PublicIp state)) {
            return state;
        }
        throw new AssertionError("no EIP: " + eip);
    }

    private String reason(PublicIpCommand command) {
        return decide(command, GRANTS) instanceof Decision.Refuse<PublicIpEvent>(var error)
                ? error.reason()
                : "not refused";
    }
}
