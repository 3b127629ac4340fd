package dev.twinstack.emulator.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.firewall.FirewallGroup.Policy;
import dev.twinstack.emulator.firewall.FirewallPolicyCommand.Place;
import dev.twinstack.emulator.firewall.FirewallRule.Action;
import dev.twinstack.emulator.firewall.FirewallRule.Spec;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirewallRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final EntityRef RULE = FirewallRule.TYPE.ref("p", "r1");
    private static final EntityRef POLICY = FirewallPolicy.TYPE.ref("p", "f1");
    private static final EntityRef GROUP = FirewallGroup.TYPE.ref("p", "g1");

    private final Lifecycle<FirewallRule, FirewallRuleCommand, FirewallRuleEvent> rules =
            new Lifecycle<>(new FirewallRuleRules());
    private final Lifecycle<FirewallPolicy, FirewallPolicyCommand, FirewallPolicyEvent> policies =
            new Lifecycle<>(new FirewallPolicyRules());
    private final Lifecycle<FirewallGroup, FirewallGroupCommand, FirewallGroupEvent> groups =
            new Lifecycle<>(new FirewallGroupRules());

    @Test
    void aRuleOfTypeIpv6TakesIpv6AddressesAndNoOthers() {
        Spec ipv6 = spec("tcp", Family.IPV6, "2001:db8::/64", "443");
        assertThat(state(done(rules, RULE, new Existence.Never<>(), openRule(ipv6)))
                        .spec()
                        .source()
                        .includes(IpAddress.of("2001:db8::7")))
                .isTrue();
        assertThat(refusal(rules, RULE, new Existence.Never<>(), openRule(spec("tcp", Family.IPV6, "10.0.0.0/8", ""))))
                .isEqualTo("firewallrule-ip-version");
        assertThat(refusal(rules, RULE, new Existence.Never<>(), openRule(spec("", Family.IPV4, "2001:db8::1", ""))))
                .isEqualTo("firewallrule-ip-version");
    }

    @ParameterizedTest
    @CsvSource({"esp,'',firewallrule-protocol", "256,'',firewallrule-protocol", "icmp,80,firewallrule-ports"})
    void protocolsAndPortsFitTogether(String protocol, String ports, String reason) {
        assertThat(refusal(rules, RULE, new Existence.Never<>(), openRule(spec(protocol, Family.IPV4, "", ports))))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "90:80", "80-90", "a", "1:2:3", " 80"})
    void portsAreOneOrARange(String text) {
        assertThat(Match.ports(text)).isEmpty();
    }

    @Test
    void whatWasGivenIsEchoed() {
        assertThat(Match.ports("20:50").orElseThrow().text()).isEqualTo("20:50");
        assertThat(Match.address("1.2.3.4").orElseThrow().text()).isEqualTo("1.2.3.4");
        assertThat(Match.address("1.2.3.4/24")).isEmpty();
        assertThat(Match.address("").orElseThrow()).isEqualTo(new Match.Address.Anything());
    }

    @Test
    void aRuleLeavesItsPoliciesBeforeItGoes() {
        Existence<FirewallRule> now =
                done(rules, RULE, new Existence.Never<>(), openRule(spec("tcp", Family.IPV4, "", "80")));
        now = done(rules, RULE, now, new FirewallRuleCommand.Use("f1"));
        now = done(rules, RULE, now, new FirewallRuleCommand.Use("f1"));
        assertThat(refusal(rules, RULE, now, new FirewallRuleCommand.Close())).isEqualTo("firewallrule-in-use");
        assertThat(rules.resource().held(RULE, state(now)))
                .containsExactly(new Claim.Held(POLICY, new FirewallRuleCommand.Drop("f1")));
        now = done(rules, RULE, now, new FirewallRuleCommand.Drop("f1"));
        assertThat(done(rules, RULE, now, new FirewallRuleCommand.Close())).isInstanceOf(Existence.Gone.class);
    }

    @Test
    void aPolicyKeepsTheOrderOfItsRulesAndClaimsEach() {
        Existence<FirewallPolicy> now = policy("a", "b");
        now = done(policies, POLICY, now, new FirewallPolicyCommand.InsertRule("c", new Place.Before("b")));
        now = done(policies, POLICY, now, new FirewallPolicyCommand.InsertRule("d", new Place.After("b")));
        now = done(policies, POLICY, now, new FirewallPolicyCommand.InsertRule("e", new Place.First()));
        assertThat(state(now).rules()).containsExactly("e", "a", "c", "b", "d");
        assertThat(policies.holds(POLICY, now))
                .contains(FirewallRuleCommand.use(FirewallRule.TYPE.ref("p", "e"), "f1")
                        .hold())
                .hasSize(5);
        now = done(policies, POLICY, now, new FirewallPolicyCommand.RemoveRule("c"));
        assertThat(state(now).rules()).containsExactly("e", "a", "b", "d");
    }

    @Test
    void aPolicyHasEachRuleOnceAndKnowsItsNeighbours() {
        Existence<FirewallPolicy> now = policy("a");
        assertThat(refusal(policies, POLICY, now, new FirewallPolicyCommand.InsertRule("a", new Place.First())))
                .isEqualTo("firewallrule-in-policy");
        assertThat(refusal(policies, POLICY, now, new FirewallPolicyCommand.InsertRule("b", new Place.After("x"))))
                .isEqualTo("firewallrule-not-in-policy");
        assertThat(refusal(policies, POLICY, now, new FirewallPolicyCommand.RemoveRule("x")))
                .isEqualTo("firewallrule-not-in-policy");
        assertThat(refusal(policies, POLICY, now, update(Patch.set(List.of("a", "a")), Patch.keep())))
                .isEqualTo("firewallrule-in-policy");
    }

    @Test
    void everyChangeMakesAPolicyUnaudited() {
        Existence<FirewallPolicy> now = done(policies, POLICY, policy("a"), update(Patch.keep(), Patch.set(true)));
        assertThat(state(now).audited()).isTrue();
        assertThat(state(done(policies, POLICY, now, new FirewallPolicyCommand.RemoveRule("a")))
                        .audited())
                .isFalse();
        assertThat(state(done(policies, POLICY, now, update(Patch.clear(), Patch.keep()))))
                .satisfies(policy -> assertThat(policy.audited()).isFalse())
                .satisfies(policy -> assertThat(policy.rules()).isEmpty());
    }

    @Test
    void aPolicyInUseStays() {
        Existence<FirewallPolicy> now = done(policies, POLICY, policy(), new FirewallPolicyCommand.Apply("g1"));
        assertThat(refusal(policies, POLICY, now, new FirewallPolicyCommand.Close()))
                .isEqualTo("firewallpolicy-in-use");
        now = done(policies, POLICY, now, new FirewallPolicyCommand.Withdraw("g1"));
        assertThat(done(policies, POLICY, now, new FirewallPolicyCommand.Close()))
                .isInstanceOf(Existence.Gone.class);
    }

    @Test
    void aGroupClaimsEachPolicyOnceAndIsActiveWhileItHasPorts() {
        Policy both = new Policy.Of("f1");
        Existence<FirewallGroup> now = done(
                groups,
                GROUP,
                new Existence.Never<>(),
                new FirewallGroupCommand.Open("g", "", both, both, List.of("port", "port"), true));
        assertThat(state(now).ports()).containsExactly("port");
        assertThat(state(now).isActive()).isTrue();
        assertThat(groups.holds(GROUP, now))
                .containsExactlyInAnyOrder(
                        FirewallPolicyCommand.apply(POLICY, "g1").hold(),
                        ProjectCommand.place(Quota.FIREWALL, GROUP).hold());

        now = done(groups, GROUP, now, updateGroup(Patch.clear(), Patch.keep(), Patch.clear()));
        assertThat(state(now).isActive()).isFalse();
        assertThat(groups.holds(GROUP, now)).hasSize(2);
        now = done(groups, GROUP, now, updateGroup(Patch.keep(), Patch.clear(), Patch.keep()));
        assertThat(groups.holds(GROUP, now))
                .containsExactly(ProjectCommand.place(Quota.FIREWALL, GROUP).hold());
    }

    private static FirewallRuleCommand openRule(Spec spec) {
        return new FirewallRuleCommand.Open("r", "", spec);
    }

    private static Spec spec(String protocol, Family family, String source, String ports) {
        return new Spec(
                protocol,
                family,
                Match.address(source).orElseThrow(),
                new Match.Ports.All(),
                new Match.Address.Anything(),
                Match.ports(ports).orElseThrow(),
                Action.ALLOW,
                true);
    }

    private Existence<FirewallPolicy> policy(String... rules) {
        return done(
                policies,
                POLICY,
                new Existence.Never<>(),
                new FirewallPolicyCommand.Open("f", "", List.of(rules), false));
    }

    private static FirewallPolicyCommand update(Patch<List<String>> rules, Patch<Boolean> audited) {
        return new FirewallPolicyCommand.Update(Patch.keep(), Patch.keep(), rules, audited);
    }

    private static FirewallGroupCommand updateGroup(
            Patch<Policy> ingress, Patch<Policy> egress, Patch<List<String>> ports) {
        return new FirewallGroupCommand.Update(Patch.keep(), Patch.keep(), ingress, egress, ports, Patch.keep());
    }

    /** Grants whatever is claimed. */
    private static <S, C extends Command, E extends Event> Existence<S> done(
            Lifecycle<S, C, E> lifecycle, EntityRef self, Existence<S> before, Command command) {
        Map<EntityRef, Object> grants = new HashMap<>();
        Decision<E> decision = lifecycle.decide(before, command, new Context(self, NOW, grants));
        if (decision instanceof Decision.Needs<E>(List<Claim> claims)) {
            claims.forEach(claim -> grants.put(claim.owner(), self));
            decision = lifecycle.decide(before, command, new Context(self, NOW, grants));
        }
        assertThat(decision).isInstanceOf(Decision.Persist.class);
        return lifecycle.evolve(before, ((Decision.Persist<E>) decision).events());
    }

    private static <S, C extends Command, E extends Event> String refusal(
            Lifecycle<S, C, E> lifecycle, EntityRef self, Existence<S> before, Command command) {
        Decision<E> decision = lifecycle.decide(before, command, new Context(self, NOW, Map.of()));
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        return ((Decision.Refuse<E>) decision).error().reason();
    }

    private static <S> S state(Existence<S> existence) {
        assertThat(existence).isInstanceOf(Existence.Live.class);
        return ((Existence.Live<S>) existence).state();
    }
}
