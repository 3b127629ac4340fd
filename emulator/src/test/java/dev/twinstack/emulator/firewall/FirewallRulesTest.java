package dev.twinstack.emulator.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.addressgroup.AddressGroupCommand;
import dev.twinstack.emulator.firewall.FirewallGroup.Association;
import dev.twinstack.emulator.firewall.FirewallGroup.Direction;
import dev.twinstack.emulator.firewall.FirewallGroup.Policy;
import dev.twinstack.emulator.firewall.FirewallPolicyCommand.Place;
import dev.twinstack.emulator.firewall.FirewallRule.Action;
import dev.twinstack.emulator.firewall.FirewallRule.Spec;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import dev.twinstack.emulator.tag.Tag;
import dev.twinstack.emulator.tag.TagChange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirewallRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final EntityRef RULE = FirewallRule.TYPE.ref("p", "r1");
    private static final EntityRef POLICY = FirewallPolicy.TYPE.ref("p", "f1");
    private static final EntityRef GROUP = FirewallGroup.TYPE.ref("p", "g1");
    private static final EntityRef SUBNET = Subnet.TYPE.ref("p", "s1");

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
                        .source())
                .isEqualTo(new Match.Address.Within("2001:db8::/64", IpRange.of("2001:db8::/64")));
        assertThat(refusal(rules, RULE, new Existence.Never<>(), openRule(spec("tcp", Family.IPV6, "10.0.0.0/8", ""))))
                .isEqualTo("firewallrule-ip-version");
        assertThat(refusal(rules, RULE, new Existence.Never<>(), openRule(spec("", Family.IPV4, "2001:db8::1", ""))))
                .isEqualTo("firewallrule-ip-version");
    }

    @ParameterizedTest
    @CsvSource({
        "esp,'',firewallrule-protocol",
        "256,'',firewallrule-protocol",
        "icmp,80,firewallrule-ports",
        "'',80,firewallrule-ports-without-protocol"
    })
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
    void onlyOneSideOfARuleIsAnAddressGroup() {
        Spec both = new Spec(
                "tcp",
                Family.IPV4,
                new Match.Address.InGroup("a"),
                new Match.Ports.All(),
                new Match.Address.InGroup("b"),
                new Match.Ports.All(),
                Action.ALLOW,
                true);
        assertThat(refusal(rules, RULE, new Existence.Never<>(), openRule(both)))
                .isEqualTo("firewallrule-two-groups");
    }

    @Test
    void aRuleClaimsItsAddressGroupWhichHasToBeOfItsIpVersion() {
        EntityRef group = AddressGroup.TYPE.ref("p", "a");
        Spec spec = fromGroup(Family.IPV6);
        FirewallRuleCommand open = new FirewallRuleCommand.OpenFor("f1", "r", "", spec);
        Trial<FirewallRule, FirewallRuleCommand, FirewallRuleEvent> trial = Trial.of(new FirewallRuleRules(), RULE);
        assertThat(trial.claims(open)).containsExactly(AddressGroupCommand.use(group, RULE));
        assertThat(trial.granted(group, Family.IPV4).refusal(open)).isEqualTo("addressgroup-family-mismatch");
        var made = trial.granted(group, Family.IPV6).done(open);
        assertThat(made.holds())
                .containsExactly(AddressGroupCommand.use(group, RULE).hold());
        assertThat(made.refusal(updateRule(Patch.set(Family.IPV4), Patch.keep())))
                .isEqualTo("addressgroup-family-mismatch");
        assertThat(made.done(updateRule(Patch.keep(), Patch.clear())).holds()).isEmpty();
        assertThat(made.events(new FirewallRuleCommand.DropAddressGroup("b"))).isEmpty();
        assertThat(made.done(new FirewallRuleCommand.DropAddressGroup("a")).isGone())
                .isTrue();
    }

    private static Spec fromGroup(Family family) {
        return new Spec(
                "tcp",
                family,
                new Match.Address.InGroup("a"),
                new Match.Ports.All(),
                new Match.Address.Anything(),
                new Match.Ports.All(),
                Action.ALLOW,
                true);
    }

    private static FirewallRuleCommand updateRule(Patch<Family> family, Patch<Match.Address> source) {
        return new FirewallRuleCommand.Update(
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                family,
                source,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep());
    }

    @ParameterizedTest
    @ValueSource(strings = {"22,80:90,443", "1:65535", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20"})
    void portsMayBeAListOfUpToTwenty(String text) {
        assertThat(Match.ports(text).orElseThrow().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22,", "22,20:30", "80,80", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21"})
    void listedPortsAreApartAndFew(String text) {
        assertThat(Match.ports(text)).isEmpty();
    }

    @Test
    void whatV3MakesGoesWithWhatItWasMadeFor() {
        Existence<FirewallRule> rule = done(
                rules,
                RULE,
                new Existence.Never<>(),
                new FirewallRuleCommand.OpenFor("f1", "r", "", spec("tcp", Family.IPV4, "", "80")));
        assertThat(done(
                        rules,
                        RULE,
                        rule,
                        new FirewallRuleCommand.OpenFor("f1", "r", "", spec("tcp", Family.IPV4, "", "80"))))
                .isEqualTo(rule);
        Existence<FirewallRule> shared = done(rules, RULE, rule, new FirewallRuleCommand.Use("f2"));
        assertThat(state(done(rules, RULE, shared, new FirewallRuleCommand.Drop("f1")))
                        .policies())
                .containsExactly("f2");
        assertThat(done(rules, RULE, rule, new FirewallRuleCommand.Drop("f1"))).isInstanceOf(Existence.Gone.class);

        Existence<FirewallPolicy> policy =
                done(policies, POLICY, new Existence.Never<>(), new FirewallPolicyCommand.OpenFor("g1", "acl"));
        assertThat(done(policies, POLICY, policy, new FirewallPolicyCommand.Withdraw("g2")))
                .isEqualTo(policy);
        assertThat(done(policies, POLICY, policy, new FirewallPolicyCommand.Withdraw("g1")))
                .isInstanceOf(Existence.Gone.class);
        assertThat(state(done(
                                policies,
                                POLICY,
                                done(policies, POLICY, policy, new FirewallPolicyCommand.Apply("g2")),
                                new FirewallPolicyCommand.Withdraw("g1")))
                        .groups())
                .containsExactly("g2");
    }

    @Test
    void newRulesGoToAPlaceInTheirOrder() {
        Existence<FirewallPolicy> now = policy("a", "b");
        now = done(policies, POLICY, now, insertNew(new Place.First(), "c", "d"));
        now = done(policies, POLICY, now, insertNew(new Place.After("a"), "e", "f"));
        assertThat(state(now).rules()).containsExactly("c", "d", "a", "e", "f", "b");
        assertThat(policies.holds(POLICY, now)).hasSize(6);
        assertThat(refusal(policies, POLICY, now, insertNew(new Place.After("x"), "y")))
                .isEqualTo("firewallrule-not-in-policy");
        assertThat(refusal(policies, POLICY, now, new FirewallPolicyCommand.RemoveRules(List.of("a", "x"))))
                .isEqualTo("firewallrule-not-in-policy");
        now = done(policies, POLICY, now, new FirewallPolicyCommand.RemoveRules(List.of("c", "b")));
        assertThat(state(now).rules()).containsExactly("d", "a", "e", "f");
    }

    private static FirewallPolicyCommand insertNew(Place place, String... ids) {
        return new FirewallPolicyCommand.InsertNewRules(
                Stream.of(ids)
                        .map(id -> new FirewallPolicyCommand.NewRule(id, "", "", spec("tcp", Family.IPV4, "", "")))
                        .toList(),
                place);
    }

    @Test
    void aGroupClaimsEachPolicyOnceAndEachSubnet() {
        Policy both = new Policy.Of("f1");
        Association association = new Association("s1", List.of("port"));
        Existence<FirewallGroup> now = done(
                groups,
                GROUP,
                new Existence.Never<>(),
                new FirewallGroupCommand.Open("g", "", "0", both, both, List.of(association), true, List.of()));
        assertThat(state(now).associations()).containsExactly(association);
        assertThat(groups.holds(GROUP, now))
                .containsExactlyInAnyOrder(
                        FirewallPolicyCommand.apply(POLICY, "g1").hold(),
                        SubnetCommand.firewall(SUBNET, "g1").hold(),
                        ProjectCommand.place(Quota.FIREWALL, GROUP).hold());

        now = done(groups, GROUP, now, updateGroup(Patch.clear(), Patch.keep(), Patch.clear()));
        assertThat(state(now).associations()).isEmpty();
        assertThat(groups.holds(GROUP, now)).hasSize(2);
        now = done(groups, GROUP, now, updateGroup(Patch.keep(), Patch.clear(), Patch.keep()));
        assertThat(groups.holds(GROUP, now))
                .containsExactly(ProjectCommand.place(Quota.FIREWALL, GROUP).hold());
    }

    @Test
    void subnetsComeAndGoTogether() {
        Existence<FirewallGroup> now = done(groups, GROUP, group(), associate("s1", "s2"));
        now = done(groups, GROUP, now, associate("s2", "s3"));
        assertThat(state(now).associations()).extracting(Association::subnet).containsExactly("s1", "s2", "s3");
        assertThat(refusal(groups, GROUP, now, new FirewallGroupCommand.Disassociate(List.of("s1", "s9"))))
                .isEqualTo("subnet-not-in-firewall");
        now = done(groups, GROUP, now, new FirewallGroupCommand.Disassociate(List.of("s1", "s3")));
        assertThat(groups.holds(GROUP, now))
                .contains(SubnetCommand.firewall(SUBNET.sibling(Subnet.TYPE, "s2"), "g1")
                        .hold())
                .hasSize(2);
    }

    /** It may be gone, or in no VPC, since it was put on the list. */
    @Test
    void aSubnetThatIsThereIsClaimedAgain() {
        Existence<FirewallGroup> now = done(groups, GROUP, group(), associate("s1"));
        assertThat(groups.decide(now, associate("s1"), new Context(GROUP, NOW, Map.of())))
                .isEqualTo(Decision.needs(List.of(SubnetCommand.firewall(SUBNET, "g1"))));
        assertThat(done(groups, GROUP, now, associate("s1"))).isEqualTo(now);
    }

    @Test
    void aDirectionIsProvidedWithOnePolicyOnly() {
        Existence<FirewallGroup> now =
                done(groups, GROUP, group(), new FirewallGroupCommand.ProvidePolicy(Direction.EGRESS, "f1"));
        assertThat(state(now).egress()).isEqualTo(new Policy.Of("f1"));
        assertThat(state(now).ingress()).isEqualTo(new Policy.None());
        assertThat(groups.holds(GROUP, now))
                .contains(FirewallPolicyCommand.openFor(POLICY, "g1", "g").hold());
        assertThat(done(groups, GROUP, now, new FirewallGroupCommand.ProvidePolicy(Direction.EGRESS, "f2")))
                .isEqualTo(now);
    }

    @Test
    void tagsAreThoseOfV3() {
        Existence<FirewallGroup> now =
                done(groups, GROUP, group(new Tag("a.b:c", "")), retag(new Tag("a.b:c", "x"), new Tag("d", "e")));
        assertThat(state(now).tags().all()).containsExactly(new Tag("a.b:c", "x"), new Tag("d", "e"));
        assertThat(refusal(groups, GROUP, now, retag(new Tag("a b", "")))).isEqualTo("tag-invalid");
        assertThat(refusal(groups, GROUP, new Existence.Never<>(), openGroup(new Tag("", ""))))
                .isEqualTo("tag-invalid");
    }

    /** Nobody had claimed the ports that a group was stored with then. */
    @Test
    void whatWasStoredBeforeIsStillRead() {
        EventSerializer serializer = new EventSerializer(
                List.of(new FirewallRuleRules(), new FirewallPolicyRules(), new FirewallGroupRules()));
        FirewallGroup group = groups.resource().opened((FirewallGroupEvent) serializer.read(
                "firewallgroup.opened",
                json("{'id':'g1','name':'g','description':'','ingress':'f1','egress':'','ports':['port'],"
                        + "'adminStateUp':true,'at':'2026-01-01T00:00:00Z'}")));
        assertThat(group.enterpriseProjectId()).isEqualTo("0");
        assertThat(group.associations()).isEmpty();
        FirewallPolicy policy = policies.resource().opened((FirewallPolicyEvent) serializer.read(
                "firewallpolicy.opened",
                json("{'id':'f1','name':'','description':'','rules':['r1'],'audited':false,"
                        + "'at':'2026-01-01T00:00:00Z'}")));
        assertThat(policy.dependent()).isFalse();
        FirewallRule rule = rules.resource().opened((FirewallRuleEvent) serializer.read(
                "firewallrule.opened",
                json("{'id':'r1','name':'','description':'','spec':{'protocol':'tcp','family':'IPV4',"
                        + "'source':'10.0.0.0/8','sourcePorts':'','destination':'',"
                        + "'destinationPorts':'20:50','action':'ALLOW','enabled':true},"
                        + "'at':'2026-01-01T00:00:00Z'}")));
        assertThat(rule.dependent()).isFalse();
        assertThat(rule.spec().destination()).isEqualTo(new Match.Address.Anything());
        assertThat(rule.spec().destinationPorts().includes(50)).isTrue();
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private Existence<FirewallGroup> group(Tag... tags) {
        return done(groups, GROUP, new Existence.Never<>(), openGroup(tags));
    }

    private static FirewallGroupCommand openGroup(Tag... tags) {
        return new FirewallGroupCommand.Open(
                "g", "", "0", new Policy.None(), new Policy.None(), List.of(), true, List.of(tags));
    }

    private static FirewallGroupCommand associate(String... subnets) {
        return new FirewallGroupCommand.Associate(List.of(subnets));
    }

    private static FirewallGroupCommand retag(Tag... tags) {
        return new FirewallGroupCommand.Retag(new TagChange.Put(List.of(tags)));
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
            Patch<Policy> ingress, Patch<Policy> egress, Patch<List<Association>> associations) {
        return new FirewallGroupCommand.Update(Patch.keep(), Patch.keep(), ingress, egress, associations, Patch.keep());
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
