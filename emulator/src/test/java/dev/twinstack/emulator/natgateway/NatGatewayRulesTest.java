package dev.twinstack.emulator.natgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.natgateway.DnatRule.Protocol;
import dev.twinstack.emulator.natgateway.DnatRule.Target;
import dev.twinstack.emulator.natgateway.NatGatewayCommand.AddDnatRule;
import dev.twinstack.emulator.natgateway.NatGatewayCommand.AddSnatRule;
import dev.twinstack.emulator.natgateway.NatGatewayCommand.Close;
import dev.twinstack.emulator.natgateway.NatGatewayCommand.Open;
import dev.twinstack.emulator.natgateway.NatGatewayCommand.RemoveDnatRule;
import dev.twinstack.emulator.natgateway.NatGatewayCommand.RemoveSnatRule;
import dev.twinstack.emulator.natgateway.NatGatewayCommand.Retag;
import dev.twinstack.emulator.natgateway.NatGatewayCommand.Update;
import dev.twinstack.emulator.natgateway.SnatRule.Source;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import dev.twinstack.emulator.tag.Tag;
import dev.twinstack.emulator.tag.TagChange;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import dev.twinstack.emulator.timing.Timing;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NatGatewayRulesTest {
    private static final EntityRef SELF = NatGateway.TYPE.ref("p", "g");
    private static final EntityRef VPC = Vpc.TYPE.ref("p", "v");
    private static final EntityRef PORT = Port.TYPE.ref("p", Ids.derived("g", "port"));
    private static final Open OPEN = new Open("nat", "d", "1", "v", "n");
    private static final Source NETWORK = new Source.OfNetwork("n", IpRange.of("10.0.0.0/24"));
    private static final Target NIC = new Target.OfPort("nic");
    private static final Target ADDRESS = new Target.OfAddress(IpAddress.of("10.0.0.9"));

    private final Trial<NatGateway, NatGatewayCommand, NatGatewayEvent> none = Trial.of(new NatGatewayRules(), SELF);
    private final Trial<NatGateway, NatGatewayCommand, NatGatewayEvent> open = none.granted(VPC, VPC)
            .granted(PORT, PORT)
            .granted(eip("e1"), "")
            .granted(eip("e2"), "")
            .done(OPEN);

    private static EntityRef eip(String id) {
        return PublicIp.TYPE.ref("p", id);
    }

    private static AddSnatRule snat(String id, Source source, String... eips) {
        return new AddSnatRule(id, source, List.of(eips), "");
    }

    private static Source block(String range) {
        return new Source.OfBlock(IpRange.of(range));
    }

    private static AddDnatRule dnat(String id, int outside, Protocol protocol, Target target, int inside) {
        return new AddDnatRule(id, "e1", outside, protocol, target, inside, "");
    }

    private static AddDnatRule all(String id, String eip, Target target) {
        return new AddDnatRule(id, eip, 0, Protocol.ANY, target, 0, "");
    }

    @Test
    void itNeedsItsVpcAndAPortInItsSubnet() {
        Claim place = VpcCommand.occupy(VPC, SELF);
        assertThat(none.claims(OPEN)).hasSize(2).contains(place).anySatisfy(claim -> {
            assertThat(claim.owner()).isEqualTo(PORT);
            assertThat(claim.take()).isInstanceOfSatisfying(PortCommand.OpenFor.class, port -> {
                assertThat(port.device()).isEqualTo(SELF);
                assertThat(port.deviceOwner()).isEqualTo("network:nat_gateway");
                assertThat(port.spec().subnet()).isEqualTo("n");
                assertThat(port.spec().wanted()).containsExactly(new Wanted.Any(Family.IPV4));
                assertThat(port.spec().portSecurity()).isFalse();
            });
        });
        assertThat(open.state().port()).isEqualTo(PORT.id());
        assertThat(open.holds()).containsExactly(place.hold(), new Claim.Hold(PORT, new PortCommand.CloseFor("g")));
    }

    @Test
    void nameDescriptionAndSpecMayChange() {
        NatGateway changed = open.done(new Update(Patch.set("other"), Patch.clear(), Patch.set("4")))
                .state();
        assertThat(changed.name()).isEqualTo("other");
        assertThat(changed.description()).isEmpty();
        assertThat(changed.spec()).isEqualTo("4");
        assertThat(open.events(new Update(Patch.set("nat"), Patch.keep(), Patch.keep())))
                .isEmpty();
    }

    @Test
    void rulesShareAnEipAndTheLastOneLetsGoOfIt() {
        Claim claim = PublicIpCommand.serve(eip("e1"), SELF);
        var fresh = Trial.of(new NatGatewayRules(), SELF)
                .granted(VPC, VPC)
                .granted(PORT, PORT)
                .done(OPEN);
        assertThat(fresh.claims(snat("s", NETWORK, "e1"))).containsExactly(claim);
        var both = open.done(snat("s", NETWORK, "e1")).done(dnat("d", 80, Protocol.TCP, NIC, 8080));
        assertThat(both.state().publicIps()).containsExactly("e1");
        assertThat(both.holds()).contains(claim.hold());
        var one = both.done(new RemoveSnatRule("s"));
        assertThat(one.holds()).contains(claim.hold());
        assertThat(one.done(new RemoveDnatRule("d")).holds()).doesNotContain(claim.hold());
    }

    @Test
    void aSnatRuleTakesUpToTwentyEipsAndEachOnce() {
        String[] many = IntStream.rangeClosed(1, 21).mapToObj(i -> "e" + i).toArray(String[]::new);
        assertThat(open.refusal(snat("s", NETWORK, many))).isEqualTo("snat-eips-exceeded");
        assertThat(open.refusal(snat("s", NETWORK, "e1", "e1"))).isEqualTo("snat-eip-repeated");
        assertThat(open.done(snat("s", NETWORK, "e1", "e2")).state().publicIps())
                .containsExactlyInAnyOrder("e1", "e2");
    }

    @Test
    void noTwoSnatRulesHaveTheSameSender() {
        var now = open.done(snat("s", NETWORK, "e1"));
        assertThat(now.refusal(snat("t", NETWORK, "e2"))).isEqualTo("snat-network-taken");
        assertThat(now.refusal(snat("t", block("10.0.0.128/25"), "e2"))).isEqualTo("snat-block-taken");
        assertThat(now.refusal(snat("t", new Source.OnPremises(IpRange.of("10.0.0.0/8")), "e2")))
                .isEqualTo("snat-block-taken");
        assertThat(now.done(snat("t", block("10.0.1.0/24"), "e1")).state().snatRules())
                .hasSize(2);
    }

    @Test
    void aRuleForAllPortsHasZeroAndAnyThroughout() {
        assertThat(open.refusal(dnat("d", 0, Protocol.ANY, NIC, 80))).isEqualTo("dnat-all-ports-mixed");
        assertThat(open.refusal(dnat("d", 80, Protocol.ANY, NIC, 80))).isEqualTo("dnat-all-ports-mixed");
        assertThat(open.refusal(dnat("d", 0, Protocol.TCP, NIC, 0))).isEqualTo("dnat-all-ports-mixed");
        assertThat(open.done(all("d", "e1", NIC)).state().dnatRules())
                .singleElement()
                .matches(DnatRule::isForAllPorts);
    }

    @Test
    void anEipsPortHasOneRuleAndSoHasAServers() {
        var now = open.done(dnat("d", 80, Protocol.TCP, NIC, 8080));
        assertThat(now.refusal(dnat("x", 80, Protocol.TCP, ADDRESS, 1))).isEqualTo("dnat-outside-taken");
        assertThat(now.refusal(dnat("x", 81, Protocol.TCP, NIC, 8080))).isEqualTo("dnat-inside-taken");
        assertThat(now.done(dnat("x", 80, Protocol.UDP, NIC, 8080)).state().dnatRules())
                .hasSize(2);
        assertThat(now.done(dnat("x", 81, Protocol.TCP, NIC, 8081)).state().dnatRules())
                .hasSize(2);
    }

    @Test
    void aRuleForAllPortsHasItsEipAndItsTargetForItself() {
        var all = open.done(all("d", "e1", NIC));
        assertThat(all.refusal(dnat("x", 80, Protocol.TCP, ADDRESS, 80))).isEqualTo("publicip-dnat-and-all-ports");
        assertThat(all.refusal(all("x", "e1", ADDRESS))).isEqualTo("dnat-outside-taken");
        assertThat(all.refusal(snat("s", NETWORK, "e1"))).isEqualTo("publicip-snat-and-all-ports");
        assertThat(all.refusal(all("x", "e2", NIC))).isEqualTo("dnat-port-taken");
        var one = open.done(dnat("d", 80, Protocol.TCP, ADDRESS, 80));
        assertThat(one.refusal(all("x", "e1", NIC))).isEqualTo("publicip-dnat-and-all-ports");
        assertThat(one.refusal(all("x", "e2", ADDRESS))).isEqualTo("dnat-address-taken");
        assertThat(open.done(snat("s", NETWORK, "e1")).refusal(all("x", "e1", NIC)))
                .isEqualTo("publicip-snat-and-all-ports");
    }

    @Test
    void thereAreAtMostTwoHundredDnatRules() {
        var now = open;
        for (int port = 1; port <= NatGateway.MOST_DNAT_RULES; port++) {
            now = now.done(dnat("d" + port, port, Protocol.TCP, NIC, port));
        }
        assertThat(now.refusal(dnat("x", 1000, Protocol.TCP, NIC, 1000))).isEqualTo("dnat-rules-exceeded");
    }

    @Test
    void aGatewayWithRulesStays() {
        var snat = open.done(snat("s", NETWORK, "e1"));
        assertThat(snat.refusal(new Close())).isEqualTo("natgateway-has-rules");
        var dnat = open.done(dnat("d", 80, Protocol.TCP, NIC, 80));
        assertThat(dnat.refusal(new Close())).isEqualTo("natgateway-has-rules");
        var gone = snat.done(new RemoveSnatRule("s")).done(new Close());
        assertThat(gone.isGone()).isTrue();
        assertThat(gone.holds()).isEmpty();
    }

    @Test
    void tagsHaveLimitsOfTheirOwn() {
        var tagged = open.done(put(new Tag("a b.c", "")));
        assertThat(tagged.state().tags().pairs()).containsExactly("a b.c=");
        assertThat(open.refusal(put(new Tag("k".repeat(37), "")))).isEqualTo("tag-invalid");
        assertThat(open.refusal(put(new Tag("a|b", "")))).isEqualTo("tag-invalid");
        assertThat(open.refusal(put(new Tag("a", "v".repeat(44))))).isEqualTo("tag-invalid");
    }

    private static Retag put(Tag tag) {
        return new Retag(new TagChange.Put(List.of(tag)));
    }

    @Test
    void itTakesNoRulesBeforeItIsActive() {
        Timing otc = new Timing.Otc(7, 1);
        Instant active = Trial.NOW.plus(otc.of(Phase.NAT_GATEWAY_CREATING, "g"));
        var early = open.at(new Moment(active.minusMillis(1), otc));
        assertThat(early.refusal(snat("s", NETWORK, "e1"))).isEqualTo("natgateway-creating");
        assertThat(early.refusal(dnat("d", 80, Protocol.TCP, NIC, 80))).isEqualTo("natgateway-creating");
        assertThat(early.refusal(new Update(Patch.set("other"), Patch.keep(), Patch.keep())))
                .isEqualTo("natgateway-creating");
        var later = open.at(new Moment(active, otc));
        assertThat(later.done(snat("s", NETWORK, "e1")).state().snatRules()).hasSize(1);
        assertThat(early.done(new Close()).isGone()).isTrue();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(none.refusal(new Close())).isEqualTo("natgateway-not-found");
        assertThat(none.refusal(snat("s", NETWORK, "e1"))).isEqualTo("natgateway-not-found");
        assertThat(open.refusal(new RemoveSnatRule("s"))).isEqualTo("snatrule-not-found");
        assertThat(open.refusal(new RemoveDnatRule("d"))).isEqualTo("dnatrule-not-found");
    }
}
