package dev.twinstack.emulator.vpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ResourceTypes;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.tag.Tag;
import dev.twinstack.emulator.tag.TagChange;
import dev.twinstack.emulator.tag.Tags;
import dev.twinstack.emulator.vpc.Vpc.HostRoute;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VpcRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final EntityRef SELF = Vpc.TYPE.ref("p", "v1");

    private final Lifecycle<Vpc, VpcCommand, VpcEvent> lifecycle =
            new Lifecycle<>(new VpcRules(new Quotas(Map.of("vpcContainRoutetable", 3))));

    private final Existence<Vpc> open =
            done(new Existence.Never<>(), new VpcCommand.Open("net", "", List.of(IpRange.of("10.0.0.0/16")), "0"));
    private final Existence<Vpc> withSubnet = done(open, new VpcCommand.GrantRange("s1", IpRange.of("10.0.1.0/24")));

    @Test
    void aVpcHasOnlySoManyTablesAndItsDefaultOneIsAmongThem() {
        Existence<Vpc> now = open;
        now = done(now, occupy("routetable", "t1"));
        now = done(now, occupy("routetable", "t2"));
        assertThat(refusal(now, occupy("routetable", "t3"))).isEqualTo("vpcContainRoutetable-quota");
        done(now, occupy("routetable", "t2"));
        done(now, occupy("routetable", state(now).defaultRouteTableId()));
        done(now, occupy("something", "x"));
    }

    @Test
    void tagsStayThroughOtherChangesAndAreNoUpdateThemselves() {
        assertThat(state(open).tags()).isEqualTo(Tags.NONE);
        Existence<Vpc> now = done(open, new VpcCommand.Retag(new TagChange.Put(List.of(new Tag("foo", "bar")))));
        assertThat(state(now).updatedAt()).isEqualTo(state(open).updatedAt());
        now = done(now, add("23.8.0.0/16"));
        now = done(now, new VpcCommand.GrantRange("s1", IpRange.of("10.0.1.0/24")));
        now = done(now, routes(new HostRoute(IpRange.of("172.16.0.0/24"), IpAddress.of("10.0.1.9"))));
        now = done(now, occupy("routetable", "t1"));
        now = done(now, new VpcCommand.Peer(new EntityRef("region", "peering", "x"), Vpc.TYPE.ref("p", "v2")));
        assertThat(state(now).tags().pairs()).containsExactly("foo=bar");
        assertThat(refusal(now, new VpcCommand.Retag(new TagChange.RemoveOne("x"))))
                .isEqualTo("tag-not-found");
    }

    @Test
    void routesLeadToAddressesInSubnetsOnce() {
        HostRoute route = new HostRoute(IpRange.of("172.16.0.0/24"), IpAddress.of("10.0.1.9"));
        Existence<Vpc> now = done(withSubnet, routes(route));
        assertThat(state(now).routes()).containsExactly(route);
        assertThat(refusal(withSubnet, routes(route, route))).isEqualTo("vpc-route-taken");
        assertThat(refusal(open, routes(route))).isEqualTo("vpc-route-nexthop-outside");
        assertThat(refusal(withSubnet, routes(new HostRoute(IpRange.of("10.0.1.0/24"), IpAddress.of("10.0.1.9")))))
                .isEqualTo("vpc-route-direct");
        assertThat(state(done(now, routes())).routes()).isEmpty();
    }

    @Test
    void aVpcWithRoutesStays() {
        Existence<Vpc> now =
                done(withSubnet, routes(new HostRoute(IpRange.of("172.16.0.0/24"), IpAddress.of("10.0.1.9"))));
        now = done(now, new VpcCommand.ReturnRange("s1"));
        assertThat(refusal(now, new VpcCommand.Close())).isEqualTo("vpc-has-routes");
        now = done(now, routes());
        assertThat(done(now, new VpcCommand.Close())).isInstanceOf(Existence.Gone.class);
    }

    @Test
    void aRoutersNameMayBeTakenAndAVpcsNot() {
        assertThat(claims(new Existence.Never<>(), router("net", false)))
                .containsExactly(ProjectCommand.place(Quota.VPC, SELF, ""));
        Existence<Vpc> router = done(new Existence.Never<>(), router("net", false));
        assertThat(holds(router))
                .containsExactly(ProjectCommand.place(Quota.VPC, SELF, "").hold());
        assertThat(claims(router, renamed("new", Vpc.Role.VPC)))
                .containsExactly(ProjectCommand.place(Quota.VPC, SELF, "new"));
        Existence<Vpc> unique = done(router, renamed("new", Vpc.Role.VPC));
        assertThat(holds(unique))
                .containsExactly(ProjectCommand.place(Quota.VPC, SELF, "new").hold());
        assertThat(holds(done(unique, renamed("new", Vpc.Role.ROUTER))))
                .as("the name is not changed, so it stays its own")
                .isEqualTo(holds(unique));
        assertThat(holds(done(unique, renamed("other", Vpc.Role.ROUTER)))).isEqualTo(holds(router));
        assertThat(state(done(router, renamed("other", Vpc.Role.ROUTER))).name())
                .isEqualTo("other");
    }

    @Test
    void sharedSnatComesWithARouterOrOnceItHasAnInterface() {
        assertThat(state(done(new Existence.Never<>(), router("r", true))).sharedSnat())
                .isTrue();
        assertThat(refusal(open, snat(true, Vpc.Role.ROUTER))).isEqualTo("snat-needs-interface");
        assertThat(state(done(open, snat(true, Vpc.Role.VPC))).sharedSnat()).isTrue();
        Existence<Vpc> on = done(withSubnet, snat(true, Vpc.Role.ROUTER));
        assertThat(state(on).sharedSnat()).isTrue();
        Existence<Vpc> alone = done(on, new VpcCommand.ReturnRange("s1"));
        assertThat(state(done(alone, renamed("x", Vpc.Role.ROUTER))).sharedSnat())
                .as("it stays on")
                .isTrue();
        assertThat(state(done(alone, snat(false, Vpc.Role.ROUTER))).sharedSnat())
                .isFalse();
    }

    @Test
    void vpcsOfBeforeThereWereRoutersHaveNamesOfTheirOwn() {
        EventSerializer serializer = new EventSerializer(List.of(new VpcRules(new Quotas(Map.of()))));
        String opened = """
                {"id":"v1","name":"net","description":"","cidr":[],"enterpriseProjectId":"0",
                 "at":"2026-01-01T00:00:00Z"}""";
        String updated = """
                {"name":"net2","description":"","cidr":[],"sharedSnat":true,"at":"2026-01-01T00:00:00Z"}""";
        Existence<Vpc> vpc = lifecycle.evolve(
                new Existence.Never<>(),
                List.of(
                        serializer.read("vpc.opened", opened.getBytes(StandardCharsets.UTF_8)),
                        serializer.read("vpc.updated", updated.getBytes(StandardCharsets.UTF_8))));
        assertThat(holds(vpc))
                .containsExactly(ProjectCommand.place(Quota.VPC, SELF, "net2").hold());
    }

    private static VpcCommand router(String name, boolean snat) {
        return new VpcCommand.Open(name, "", List.of(), "0", Vpc.Role.ROUTER, snat);
    }

    private static VpcCommand renamed(String name, Vpc.Role role) {
        return new VpcCommand.Update(Patch.set(name), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), role);
    }

    private static VpcCommand snat(boolean on, Vpc.Role role) {
        return new VpcCommand.Update(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(on), Patch.keep(), role);
    }

    private List<Claim> claims(Existence<Vpc> before, VpcCommand command) {
        Decision<VpcEvent> decision = lifecycle.decide(before, command, new Context(SELF, NOW, Map.of()));
        assertThat(decision).isInstanceOf(Decision.Needs.class);
        return ((Decision.Needs<VpcEvent>) decision).claims();
    }

    private List<Claim.Hold> holds(Existence<Vpc> vpc) {
        return lifecycle.holds(SELF, vpc);
    }

    @Test
    void secondaryBlocksComeAndGoTogetherOrNotAtAll() {
        Existence<Vpc> now = done(open, add("23.8.0.0/16", "23.9.0.0/16"));
        assertThat(state(now).secondary()).containsExactly(IpRange.of("23.8.0.0/16"), IpRange.of("23.9.0.0/16"));
        assertThat(refusal(now, add("23.10.0.0/16", "23.9.128.0/17"))).isEqualTo("secondary-conflicts");
        assertThat(refusal(now, add("23.10.0.0/16", "23.10.0.0/16"))).isEqualTo("secondary-conflicts");
        assertThat(refusal(now, add("23.1.0.0/16", "23.2.0.0/16", "23.3.0.0/16", "23.4.0.0/16")))
                .isEqualTo("too-many-secondary");
        assertThat(refusal(now, add("100.65.0.0/16"))).isEqualTo("secondary-forbidden");
        assertThat(refusal(now, add("2001:db8::/48"))).isEqualTo("secondary-not-ipv4");
        assertThat(refusal(now, remove("23.8.0.0/16", "23.10.0.0/16"))).isEqualTo("secondary-cidr-not-found");
        now = done(now, new VpcCommand.GrantRange("s2", IpRange.of("23.9.1.0/24")));
        assertThat(refusal(now, remove("23.9.0.0/16"))).isEqualTo("secondary-has-subnets");
        assertThat(state(done(now, remove("23.8.0.0/16"))).secondary()).containsExactly(IpRange.of("23.9.0.0/16"));
    }

    @Test
    void twoVpcsHaveOnePeeringAtATimeAndTheFirstOfThemSeesToIt() {
        EntityRef first = new EntityRef("region", "peering", "x1");
        EntityRef second = new EntityRef("region", "peering", "x2");
        EntityRef later = Vpc.TYPE.ref("p", "v2");
        EntityRef earlier = Vpc.TYPE.ref("p", "v0");
        Existence<Vpc> now = done(open, new VpcCommand.Peer(first, later));
        assertThat(refusal(now, new VpcCommand.Peer(second, later))).isEqualTo("vpcs-peered");
        assertThat(done(now, new VpcCommand.Peer(first, later)))
                .as("asked again")
                .isEqualTo(now);
        now = done(now, new VpcCommand.Peer(second, earlier));
        done(now, new VpcCommand.Peer(new EntityRef("region", "peering", "x3"), earlier));
        assertThat(state(now).peerings())
                .containsEntry(first, new Vpc.Link(later, true))
                .containsEntry(second, new Vpc.Link(earlier, true));
        assertThat(lifecycle.resource().held(SELF, state(now)))
                .containsExactlyInAnyOrder(
                        new Claim.Held(first, new VpcCommand.Unpeer(first)),
                        new Claim.Held(second, new VpcCommand.Unpeer(second)));
    }

    @Test
    void aPeeringWithAnotherProjectPassesNothingUntilItIsAccepted() {
        EntityRef peering = new EntityRef("region", "peering", "x1");
        EntityRef other = Vpc.TYPE.ref("q", "v2");
        Claim.Held whole = new Claim.Held(peering, new VpcCommand.Unpeer(peering));
        Existence<Vpc> now = done(open, new VpcCommand.Peer(peering, other));
        assertThat(state(now).peers()).isEmpty();
        assertThat(done(now, new VpcCommand.SuspendPeering(peering))).isEqualTo(now);
        assertThat(lifecycle.resource().held(SELF, state(now))).containsExactly(whole);
        Existence<Vpc> accepted = done(now, new VpcCommand.AcceptPeering(peering));
        assertThat(state(accepted).peers()).containsExactly(other);
        assertThat(done(accepted, new VpcCommand.AcceptPeering(peering))).isEqualTo(accepted);
        assertThat(lifecycle.resource().held(SELF, state(accepted)))
                .containsExactlyInAnyOrder(whole, new Claim.Held(peering, new VpcCommand.SuspendPeering(peering)));
        assertThat(done(accepted, new VpcCommand.SuspendPeering(peering))).isEqualTo(now);
        Existence<Vpc> gone = done(now, new VpcCommand.Unpeer(peering));
        assertThat(done(gone, new VpcCommand.AcceptPeering(peering)))
                .as("too late")
                .isEqualTo(gone);
    }

    @Test
    void aPeeringStoredBeforeItTookAnAcceptanceIsActive() {
        Object stored = new EventSerializer(ResourceTypes.all(RegionSettings.of("eu-de")))
                .read("vpc.peered", "{\"peering\":\"region|peering|x\",\"other\":\"q|vpc|v2\"}".getBytes(UTF_8));
        assertThat(stored)
                .isEqualTo(
                        new VpcEvent.Peered(new EntityRef("region", "peering", "x"), Vpc.TYPE.ref("q", "v2"), false));
    }

    @Test
    void aVpcWithAPeeringStays() {
        EntityRef peering = new EntityRef("region", "peering", "x");
        Existence<Vpc> now = done(open, new VpcCommand.Peer(peering, Vpc.TYPE.ref("q", "v")));
        assertThat(refusal(now, new VpcCommand.Close())).isEqualTo("vpc-has-peering");
        now = done(now, new VpcCommand.Unpeer(peering));
        assertThat(done(now, new VpcCommand.Unpeer(peering)))
                .as("given back twice")
                .isEqualTo(now);
        assertThat(done(now, new VpcCommand.Close())).isInstanceOf(Existence.Gone.class);
    }

    private static VpcCommand occupy(String type, String id) {
        return new VpcCommand.Occupy(new EntityRef("p", type, id));
    }

    private static VpcCommand routes(HostRoute... routes) {
        return new VpcCommand.Update(
                Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(List.of(routes)));
    }

    private static VpcCommand add(String... blocks) {
        return new VpcCommand.AddSecondary(
                List.of(blocks).stream().map(IpRange::of).toList());
    }

    private static VpcCommand remove(String... blocks) {
        return new VpcCommand.RemoveSecondary(
                List.of(blocks).stream().map(IpRange::of).toList());
    }

    /** Grants whatever is claimed, as a project with room would. */
    private Existence<Vpc> done(Existence<Vpc> before, VpcCommand command) {
        Map<EntityRef, Object> grants = new HashMap<>();
        Decision<VpcEvent> decision = lifecycle.decide(before, command, new Context(SELF, NOW, grants));
        if (decision instanceof Decision.Needs<VpcEvent>(List<Claim> claims)) {
            claims.forEach(claim -> grants.put(claim.owner(), SELF));
            decision = lifecycle.decide(before, command, new Context(SELF, NOW, grants));
        }
        assertThat(decision).isInstanceOf(Decision.Persist.class);
        return lifecycle.evolve(before, ((Decision.Persist<VpcEvent>) decision).events());
    }

    private String refusal(Existence<Vpc> before, VpcCommand command) {
        Decision<VpcEvent> decision = lifecycle.decide(before, command, new Context(SELF, NOW, Map.of()));
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        return ((Decision.Refuse<VpcEvent>) decision).error().reason();
    }

    private static Vpc state(Existence<Vpc> existence) {
        assertThat(existence).isInstanceOf(Existence.Live.class);
        return ((Existence.Live<Vpc>) existence).state();
    }
}
