package dev.twinstack.emulator.securitygroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.addressgroup.AddressGroupCommand;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.securitygroup.Rule.Action;
import dev.twinstack.emulator.securitygroup.Rule.Direction;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand.StartingRules;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecurityGroupRulesTest {
    private static final EntityRef SELF = SecurityGroup.TYPE.ref("p1", "g1");
    private static final EntityRef OTHER = SecurityGroup.TYPE.ref("p1", "g2");
    private static final EntityRef PROJECT = Project.ref("p1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final SecurityGroupRules resource = new SecurityGroupRules(new Quotas(Map.of("securityGroupRule", 8)));
    private final Lifecycle<SecurityGroup, SecurityGroupCommand, SecurityGroupEvent> lifecycle =
            new Lifecycle<>(resource);

    private Decision<SecurityGroupEvent> decide(
            Existence<SecurityGroup> existence, Command command, Map<EntityRef, Object> grants) {
        return lifecycle.decide(existence, command, new Context(SELF, NOW, grants));
    }

    private Existence<SecurityGroup> after(
            Existence<SecurityGroup> existence, Command command, Map<EntityRef, Object> grants) {
        Decision<SecurityGroupEvent> decision = decide(existence, command, grants);
        assertThat(decision).isInstanceOf(Decision.Persist.class);
        return lifecycle.evolve(existence, ((Decision.Persist<SecurityGroupEvent>) decision).events());
    }

    private Existence<SecurityGroup> opened(StartingRules rules) {
        return after(
                new Existence.Never<>(),
                new SecurityGroupCommand.Open("web", "", rules, "", "0"),
                Map.of(PROJECT, SELF));
    }

    private static SecurityGroup state(Existence<SecurityGroup> existence) {
        return ((Existence.Live<SecurityGroup>) existence).state();
    }

    private void refused(Existence<SecurityGroup> existence, Command command, String reason) {
        assertThat(decide(existence, command, Map.of()))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.error().reason()).isEqualTo(reason));
    }

    private static Rule rule(String id, Family family, String protocol, PortRange ports, Remote remote) {
        return new Rule(id, Direction.INGRESS, family, protocol, ports, remote, Action.ALLOW, 1, "", NOW);
    }

    private static SecurityGroupCommand add(Rule rule) {
        return new SecurityGroupCommand.AddRule(
                rule.id(),
                rule.direction(),
                rule.ethertype(),
                rule.protocol(),
                rule.ports(),
                rule.remote(),
                rule.action(),
                rule.priority(),
                rule.description());
    }

    private static SecurityGroupCommand tcp(String id, Family family, String prefix) {
        Remote remote = Remote.Prefix.parse(prefix).orElseThrow();
        return add(rule(id, family, "tcp", new PortRange.Range(80, 80), remote));
    }

    @Test
    void aGroupTakesAPlaceInItsProject() {
        Claim place = ProjectCommand.place(Quota.SECURITY_GROUP, SELF);
        Command open = new SecurityGroupCommand.Open("web", "", StartingRules.V1, "", "0");
        assertThat(decide(new Existence.Never<>(), open, Map.of())).isEqualTo(Decision.needs(List.of(place)));
        assertThat(resource.holds(SELF, state(opened(StartingRules.V1)))).containsExactly(place.hold());
    }

    @Test
    void groupsStartWithTheRulesOfTheirDialect() {
        assertThat(state(opened(StartingRules.NATIVE)).rules())
                .hasSize(2)
                .allSatisfy(rule -> assertThat(rule.direction()).isEqualTo(Direction.EGRESS));
        assertThat(state(opened(StartingRules.V1)).rules())
                .filteredOn(rule -> rule.direction() == Direction.INGRESS)
                .extracting(Rule::ethertype, Rule::remote)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Family.IPV4, new Remote.Group("g1")),
                        org.assertj.core.groups.Tuple.tuple(Family.IPV6, new Remote.Group("g1")));
    }

    @Test
    void theDefaultGroupStaysAndTakesNoPlace() {
        Existence<SecurityGroup> group =
                after(new Existence.Never<>(), new SecurityGroupCommand.OpenDefault(PROJECT), Map.of());
        assertThat(state(group).rules()).hasSize(9);
        assertThat(resource.holds(SELF, state(group))).isEmpty();
        assertThat(after(group, new SecurityGroupCommand.OpenDefault(PROJECT), Map.of()))
                .isEqualTo(group);
        refused(group, new SecurityGroupCommand.Close(), "default-group");
        refused(group, new SecurityGroupCommand.Update(Patch.set("x"), Patch.keep()), "default-group-renamed");
        refused(
                new Existence.Never<>(),
                new SecurityGroupCommand.Open("default", "", StartingRules.V1, "", "0"),
                "default-group-exists");
    }

    @Test
    void aRuleMayNameAnIpv6BlockAsItWasWritten() {
        Existence<SecurityGroup> group =
                after(opened(StartingRules.NATIVE), tcp("r1", Family.IPV6, "2001:DB8:FC00::/39"), Map.of());
        assertThat(state(group).rule("r1").orElseThrow().remote())
                .isInstanceOfSatisfying(
                        Remote.Prefix.class,
                        prefix -> assertThat(prefix.verbatim()).isEqualTo("2001:DB8:FC00::/39"));
        refused(group, tcp("r2", Family.IPV4, "2001:db8::/39"), "rule-family-mismatch");
        refused(group, tcp("r2", Family.IPV6, "2001:db8:fc00::/39"), "rule-exists");
        assertThat(state(after(group, new SecurityGroupCommand.RemoveRule("r1"), Map.of()))
                        .rules())
                .hasSize(2);
        refused(group, new SecurityGroupCommand.RemoveRule("r9"), "securitygrouprule-not-found");
    }

    @Test
    void icmpHasTypesAndCodesAndOthersHavePorts() {
        Existence<SecurityGroup> group = opened(StartingRules.NATIVE);
        Remote any = new Remote.Anything();
        Rule ping = rule("r1", Family.IPV4, "icmp", new PortRange.IcmpCode(8, 0), any);
        Rule gre = rule("r2", Family.IPV4, "115", new PortRange.Range(22, 22), any);
        group = after(group, add(ping), Map.of());
        group = after(group, add(gre), Map.of());
        assertThat(state(group).rule("r1")).contains(ping);
        assertThat(state(group).rule("r2")).contains(gre);
        refused(group, add(rule("r3", Family.IPV4, "tcp", new PortRange.Range(9, 8), any)), "rule-ports-invalid");
        refused(group, add(rule("r3", Family.IPV4, "", new PortRange.Range(8, 9), any)), "rule-ports-without-protocol");
        refused(group, add(rule("r3", Family.IPV4, "icmp", new PortRange.IcmpType(256), any)), "rule-icmp-invalid");
        refused(group, add(rule("r3", Family.IPV4, "icmpv6", new PortRange.All(), any)), "rule-family-mismatch");
    }

    @Test
    void aRuleKeepsTheGroupItNames() {
        Rule rule = rule("r1", Family.IPV6, "", new PortRange.All(), new Remote.Group("g2"));
        Claim reference = SecurityGroupCommand.reference(OTHER, SELF);
        Existence<SecurityGroup> group = opened(StartingRules.V1);
        assertThat(decide(group, add(rule), Map.of())).isEqualTo(Decision.needs(List.of(reference)));
        group = after(group, add(rule), Map.of(OTHER, SELF));
        assertThat(resource.holds(SELF, state(group))).contains(reference.hold());
        group = after(group, new SecurityGroupCommand.RemoveRule("r1"), Map.of());
        assertThat(resource.holds(SELF, state(group))).doesNotContain(reference.hold());
    }

    @Test
    void whatIsUsedStays() {
        Existence<SecurityGroup> group = opened(StartingRules.V1);
        Existence<SecurityGroup> joined = after(group, new SecurityGroupCommand.Join("port1"), Map.of());
        assertThat(after(joined, new SecurityGroupCommand.Join("port1"), Map.of()))
                .isEqualTo(joined);
        assertThat(resource.held(SELF, state(joined)))
                .containsExactly(
                        new Claim.Held(new EntityRef("p1", "port", "port1"), new SecurityGroupCommand.Leave("port1")));
        refused(joined, new SecurityGroupCommand.Close(), "securitygroup-in-use");
        Existence<SecurityGroup> named = after(group, new SecurityGroupCommand.Reference(OTHER), Map.of());
        refused(named, new SecurityGroupCommand.Close(), "securitygroup-referenced");
        Existence<SecurityGroup> free = after(named, new SecurityGroupCommand.Unreference(OTHER), Map.of());
        assertThat(after(free, new SecurityGroupCommand.Close(), Map.of())).isInstanceOf(Existence.Gone.class);
    }

    @Test
    void aRuleUsesTheAddressGroupItNamesIfTheFamiliesAgree() {
        EntityRef office = AddressGroup.TYPE.ref("p1", "office");
        Claim use = AddressGroupCommand.use(office, SELF);
        Rule rule = rule("r1", Family.IPV6, "", new PortRange.All(), new Remote.AddressGroup("office"));
        Existence<SecurityGroup> group = opened(StartingRules.V1);
        assertThat(decide(group, add(rule), Map.of())).isEqualTo(Decision.needs(List.of(use)));
        assertThat(decide(group, add(rule), Map.of(office, Family.IPV4)))
                .isEqualTo(
                        Decision.refuse(AddressGroup.familyMismatch("office", Family.IPV4, "remote_address_group_id")));
        group = after(group, add(rule), Map.of(office, Family.IPV6));
        assertThat(state(group).rule("r1")).contains(rule);
        assertThat(resource.holds(SELF, state(group))).contains(use.hold());
        Rule other = rule("r2", Family.IPV6, "tcp", new PortRange.All(), new Remote.AddressGroup("office"));
        group = after(group, add(other), Map.of(office, Family.IPV6));
        assertThat(after(group, new SecurityGroupCommand.DropAddressGroup("home"), Map.of()))
                .isEqualTo(group);
        group = after(group, new SecurityGroupCommand.DropAddressGroup("office"), Map.of());
        assertThat(state(group).rules()).hasSize(4);
        assertThat(resource.holds(SELF, state(group))).doesNotContain(use.hold());
    }

    @Test
    void severalPortsAreASetOfRanges() {
        Remote any = new Remote.Anything();
        PortRange.Range ssh = new PortRange.Range(22, 22);
        PortRange.Range web = new PortRange.Range(80, 90);
        Rule rule = rule("r1", Family.IPV4, "tcp", new PortRange.Several(List.of(web, ssh)), any);
        Existence<SecurityGroup> group = after(opened(StartingRules.V1), add(rule), Map.of());
        assertThat(state(group).rule("r1")).contains(rule);
        refused(
                group,
                add(rule("r2", Family.IPV4, "tcp", new PortRange.Several(List.of(ssh, web)), any)),
                "rule-exists");
        PortRange none = new PortRange.Several(List.of(ssh, new PortRange.Range(9, 8)));
        refused(group, add(rule("r2", Family.IPV4, "tcp", none, any)), "rule-ports-invalid");
        refused(group, add(rule("r2", Family.IPV4, "", rule.ports(), any)), "rule-ports-without-protocol");
    }

    @Test
    void eventsFromBeforeAddressGroupsAndTagsAreRead() {
        EventSerializer serializer = new EventSerializer(List.of(resource));
        String rule = "{\"id\":\"r\",\"direction\":\"EGRESS\",\"ethertype\":\"IPV4\",\"protocol\":\"\",\"ports\":[],"
                + "\"remotePrefix\":\"\",\"remoteGroup\":\"\",\"action\":\"ALLOW\",\"priority\":1,\"description\":\"\"}";
        String opened = "{\"id\":\"g1\",\"name\":\"web\",\"description\":\"\",\"isDefault\":false,\"rules\":[" + rule
                + "],\"vpc\":\"\",\"enterpriseProjectId\":\"0\",\"at\":\"2026-01-01T00:00:00Z\"}";
        SecurityGroup group = resource.opened(
                (SecurityGroupEvent) serializer.read("securitygroup.opened", opened.getBytes(StandardCharsets.UTF_8)));
        assertThat(group.tags()).isEmpty();
        assertThat(group.rules()).extracting(Rule::remote).containsExactly(new Remote.Anything());
    }

    @Test
    void rulesAreCounted() {
        Existence<SecurityGroup> group = opened(StartingRules.V1);
        for (int i = 1; i <= 4; i++) {
            group = after(group, tcp("r" + i, Family.IPV4, "10.0.0." + i), Map.of());
        }
        refused(group, tcp("r5", Family.IPV4, "10.0.0.5"), "securityGroupRule-quota");
    }

    @Test
    void storedEventsMakeTheSameGroup() {
        EventSerializer serializer = new EventSerializer(List.of(resource));
        Decision<SecurityGroupEvent> decision =
                decide(opened(StartingRules.V1), tcp("r1", Family.IPV4, "10.0.0.0/8"), Map.of());
        SecurityGroupEvent added =
                ((Decision.Persist<SecurityGroupEvent>) decision).events().getFirst();
        assertThat(serializer.read(serializer.name(added), serializer.write(added)))
                .isEqualTo(added);
    }
}
