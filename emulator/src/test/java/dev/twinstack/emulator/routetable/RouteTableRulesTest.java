package dev.twinstack.emulator.routetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.peering.PeeringCommand;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteTableCommand.Changes;
import dev.twinstack.emulator.routetable.RouteTableCommand.NextHop;
import dev.twinstack.emulator.routetable.RouteTableCommand.Site;
import dev.twinstack.emulator.routetable.RouteTableCommand.Wanted;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteTableRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String DEFAULT = "default-table";
    private static final EntityRef CUSTOM = RouteTable.TYPE.ref("p", "t1");
    private static final NextHop SERVER = new NextHop.Found("v1", Set.of(Family.IPV4));
    private static final NextHop DUAL_STACK = new NextHop.Found("v1", Set.of(Family.IPV4, Family.IPV6));
    private static final Site SITE = new Site(
            "v1",
            "net",
            NOW,
            DEFAULT,
            List.of(IpRange.of("10.0.0.0/16")),
            List.of(
                    IpRange.of("10.0.1.0/24"),
                    IpRange.of("2001:db8:0:1::/64"),
                    IpRange.of("198.19.128.0/20"),
                    IpRange.of("127.0.0.0/8"),
                    IpRange.of("100.64.0.0/10")));

    private final Lifecycle<RouteTable, RouteTableCommand, RouteTableEvent> lifecycle =
            new Lifecycle<>(new RouteTableRules(new Quotas(Map.of("routetableContainRoutes", 3))));

    @Test
    void aCustomTableClaimsItsPlaceInTheVpcAndOpensWithItsRoutes() {
        RouteTable table = open(wanted(RouteType.ECS, "172.16.0.0/24", SERVER));
        assertThat(table.isDefault()).isFalse();
        assertThat(table.routes()).extracting(Route::destination).containsExactly(IpRange.of("172.16.0.0/24"));
        assertThat(lifecycle.holds(CUSTOM, new Existence.Live<>(table))).containsExactly(occupancy(CUSTOM));
    }

    @Test
    void aDefaultTableIsFoundUntouchedAndHoldsTheVpcOnlyWhileItHasRoutes() {
        EntityRef self = RouteTable.TYPE.ref("p", DEFAULT);
        Existence<RouteTable> now = done(self, new Existence.Never<>(), update(Patch.set("renamed"), Changes.NONE));
        RouteTable table = state(now);
        assertThat(table.isDefault()).isTrue();
        assertThat(table.name()).isEqualTo("renamed");
        assertThat(lifecycle.holds(self, now)).isEmpty();

        now = done(self, now, add(wanted(RouteType.NAT, "0.0.0.0/0", new NextHop.Unchecked())));
        assertThat(lifecycle.holds(self, now)).containsExactly(occupancy(self));

        now = done(
                self,
                now,
                new RouteTableCommand.Update(
                        SITE,
                        Patch.keep(),
                        Patch.keep(),
                        new Changes(List.of(), List.of(), List.of(IpRange.of("0.0.0.0/0")))));
        assertThat(lifecycle.holds(self, now)).isEmpty();
        assertThat(refusal(self, now, new RouteTableCommand.Close(List.of()))).isEqualTo("routetable-is-default");
    }

    @Test
    void anUnknownTableIsNotFound() {
        assertThat(refusal(CUSTOM, new Existence.Never<>(), update(Patch.keep(), Changes.NONE)))
                .isEqualTo("routetable-not-found");
        assertThat(refusal(CUSTOM, new Existence.Never<>(), new RouteTableCommand.Close(List.of())))
                .isEqualTo("routetable-not-found");
    }

    @Test
    void anIpv6RouteNeedsAServerNicOrVirtualIpOfTheSameVpcWithAnIpv6Address() {
        String internet = "::/0";
        assertThat(addRefused(wanted(RouteType.NAT, internet, new NextHop.Unchecked())))
                .isEqualTo("route-type-not-ipv6");
        assertThat(addRefused(wanted(RouteType.PEERING, internet, new NextHop.Unchecked())))
                .isEqualTo("route-type-not-ipv6");
        assertThat(addRefused(wanted(RouteType.ECS, internet, new NextHop.Found("v2", Set.of(Family.IPV6)))))
                .isEqualTo("nexthop-outside-vpc");
        assertThat(addRefused(wanted(RouteType.ECS, internet, SERVER))).isEqualTo("nexthop-without-ipv6");
        for (RouteType type : List.of(RouteType.ECS, RouteType.ENI, RouteType.VIP)) {
            assertThat(open(wanted(type, internet, DUAL_STACK)).routes()).hasSize(1);
        }
    }

    @Test
    void theNextHopExistsAndHasAnAddressOfTheFamily() {
        assertThat(addRefused(wanted(RouteType.ECS, "172.16.0.0/24", new NextHop.Missing())))
                .isEqualTo("nexthop-not-found");
        assertThat(addRefused(wanted(RouteType.VIP, "172.16.0.0/24", new NextHop.Found("v1", Set.of(Family.IPV6)))))
                .isEqualTo("nexthop-without-ipv4");
    }

    @Test
    void aDestinationInsideALocalRouteIsRefusedAndOneAroundItIsNot() {
        for (String destination :
                List.of("10.0.1.0/24", "10.0.1.128/25", "100.64.1.0/24", "127.0.0.0/8", "198.19.128.0/20")) {
            assertThat(addRefused(wanted(RouteType.ECS, destination, SERVER))).isEqualTo("route-overlaps-local");
        }
        assertThat(addRefused(wanted(RouteType.ECS, "2001:db8:0:1::/80", DUAL_STACK)))
                .isEqualTo("route-overlaps-local");
        assertThat(open(wanted(RouteType.ECS, "0.0.0.0/0", SERVER)).routes()).hasSize(1);
        assertThat(open(wanted(RouteType.ECS, "10.0.0.0/16", SERVER)).routes()).hasSize(1);
    }

    @Test
    void aPeeringRouteMayLeadToTheVpcsOwnBlockEvenIfASubnetFillsIt() {
        IpRange block = IpRange.of("10.0.0.0/16");
        Site filled = new Site("v1", "net", NOW, DEFAULT, List.of(block), List.of(block));
        Wanted route = wanted(RouteType.PEERING, "10.0.0.0/16", new NextHop.Unchecked());
        RouteTable table = state(
                done(CUSTOM, new Existence.Never<>(), new RouteTableCommand.Open(filled, "t", "", List.of(route))));
        assertThat(table.routes()).hasSize(1);
    }

    @Test
    void aTableHoldsEachPeeringItsRoutesLeadToOnce() {
        Existence<RouteTable> now =
                new Existence.Live<>(open(peering("172.16.0.0/24", "x"), peering("172.16.1.0/24", "x")));
        assertThat(lifecycle.holds(CUSTOM, now)).containsExactly(occupancy(CUSTOM), way("x"));
        assertThat(claimed(now, add(peering("172.16.2.0/24", "y")))).containsExactly(way("y"));
        assertThat(claimed(now, add(peering("172.16.2.0/24", "x")))).isEmpty();
        now = done(
                CUSTOM,
                now,
                changes(List.of(), List.of(peering("172.16.0.0/24", "y")), List.of(IpRange.of("172.16.1.0/24"))));
        assertThat(lifecycle.holds(CUSTOM, now)).containsExactly(occupancy(CUSTOM), way("y"));
    }

    @Test
    void theRoutesToAPeeringAreDroppedAtOnceOrOneByOne() {
        Wanted server = wanted(RouteType.ECS, "172.16.2.0/24", SERVER);
        Existence<RouteTable> now =
                new Existence.Live<>(open(peering("172.16.0.0/24", "x"), peering("172.16.1.0/24", "x"), server));
        Route first = peering("172.16.0.0/24", "x").route();
        assertThat(refusal(
                        CUSTOM,
                        now,
                        new RouteTableCommand.Drop(peering("172.16.0.0/24", "y").route())))
                .isEqualTo("route-not-found");
        assertThat(refusal(
                        CUSTOM,
                        now,
                        new RouteTableCommand.Drop(
                                wanted(RouteType.ER, "172.16.0.0/24", SERVER).route())))
                .isEqualTo("route-not-found");
        assertThat(state(done(CUSTOM, now, new RouteTableCommand.Drop(first))).routes())
                .hasSize(2);
        assertThat(done(CUSTOM, now, new RouteTableCommand.DropLeadingTo(RouteType.PEERING, "y")))
                .isEqualTo(now);
        now = done(CUSTOM, now, new RouteTableCommand.DropLeadingTo(RouteType.PEERING, "x"));
        assertThat(state(now).routes()).containsExactly(server.route());
        assertThat(lifecycle.holds(CUSTOM, now)).containsExactly(occupancy(CUSTOM));
        assertThat(refusal(
                        CUSTOM, new Existence.Never<>(), new RouteTableCommand.DropLeadingTo(RouteType.PEERING, "x")))
                .isEqualTo("routetable-not-found");
        assertThat(refusal(CUSTOM, new Existence.Never<>(), new RouteTableCommand.Drop(first)))
                .isEqualTo("routetable-not-found");
    }

    @Test
    void onlySomeTypesCanBeAskedForAndFewerInADefaultTable() {
        for (RouteType type : List.of(RouteType.EGW, RouteType.SUBENI, RouteType.LOCAL)) {
            assertThat(addRefused(wanted(type, "172.16.0.0/24", new NextHop.Unchecked())))
                    .isEqualTo("route-type-refused");
        }
        EntityRef self = RouteTable.TYPE.ref("p", DEFAULT);
        for (RouteType type : List.of(RouteType.VPN, RouteType.DC)) {
            Wanted route = wanted(type, "172.16.0.0/24", new NextHop.Unchecked());
            assertThat(refusal(self, new Existence.Never<>(), add(route))).isEqualTo("route-type-not-in-default");
            assertThat(open(route).routes()).hasSize(1);
        }
    }

    @Test
    void oneCallDeletesFirstAndAddsLastSoThatADestinationCanBeReplaced() {
        Existence<RouteTable> now = new Existence.Live<>(
                open(wanted(RouteType.ECS, "172.16.0.0/24", SERVER), wanted(RouteType.ECS, "172.16.1.0/24", SERVER)));
        now = done(
                CUSTOM,
                now,
                new RouteTableCommand.Update(
                        SITE,
                        Patch.keep(),
                        Patch.keep(),
                        new Changes(
                                List.of(wanted(RouteType.VIP, "172.16.0.0/24", SERVER)),
                                List.of(wanted(RouteType.ENI, "172.16.1.0/24", SERVER)),
                                List.of(IpRange.of("172.16.0.0/24")))));
        assertThat(state(now).routes())
                .extracting(Route::type, route -> route.destination().toString())
                .containsExactly(tuple(RouteType.ENI, "172.16.1.0/24"), tuple(RouteType.VIP, "172.16.0.0/24"));
    }

    @Test
    void aDestinationIsThereOnceAndWhatIsNotThereCannotChange() {
        Existence<RouteTable> now = new Existence.Live<>(open(wanted(RouteType.ECS, "172.16.0.0/24", SERVER)));
        assertThat(refusal(CUSTOM, now, add(wanted(RouteType.ENI, "172.16.0.0/24", SERVER))))
                .isEqualTo("route-exists");
        Wanted other = wanted(RouteType.ENI, "172.16.9.0/24", SERVER);
        assertThat(refusal(CUSTOM, now, changes(List.of(), List.of(other), List.of())))
                .isEqualTo("route-not-found");
        assertThat(refusal(
                        CUSTOM,
                        now,
                        changes(List.of(), List.of(), List.of(other.route().destination()))))
                .isEqualTo("route-not-found");
        assertThat(refusal(CUSTOM, now, changes(List.of(), List.of(), List.of(IpRange.of("10.0.1.0/24")))))
                .isEqualTo("route-is-local");
    }

    @Test
    void aTableHasOnlySoManyRoutes() {
        Existence<RouteTable> now = new Existence.Live<>(open(
                wanted(RouteType.ECS, "172.16.0.0/24", SERVER),
                wanted(RouteType.ECS, "172.16.1.0/24", SERVER),
                wanted(RouteType.ECS, "172.16.2.0/24", SERVER)));
        Wanted fourth = wanted(RouteType.ECS, "172.16.3.0/24", SERVER);
        assertThat(refusal(CUSTOM, now, add(fourth))).isEqualTo("routetableContainRoutes-quota");
        assertThat(state(done(CUSTOM, now, changes(List.of(fourth), List.of(), List.of(IpRange.of("172.16.0.0/24")))))
                        .routes())
                .hasSize(3);
    }

    @Test
    void aCustomTableGoesOnlyWithoutSubnets() {
        Existence<RouteTable> now = new Existence.Live<>(open());
        assertThat(refusal(CUSTOM, now, new RouteTableCommand.Close(List.of("s1"))))
                .isEqualTo("routetable-has-subnets");
        assertThat(done(CUSTOM, now, new RouteTableCommand.Close(List.of()))).isInstanceOf(Existence.Gone.class);
    }

    @Test
    void aCustomTableRulesSubnetsOfItsVpcAndStaysWhileItDoes() {
        Existence<RouteTable> now = new Existence.Live<>(open());
        Claim claim = RouteTableCommand.associate(CUSTOM, "s1", "v1");
        now = done(CUSTOM, now, (RouteTableCommand) claim.take());
        assertThat(state(now).subnets()).containsExactly("s1");
        assertThat(done(CUSTOM, now, (RouteTableCommand) claim.take())).isEqualTo(now);
        assertThat(lifecycle.resource().held(CUSTOM, state(now)))
                .containsExactly(new Claim.Held(Subnet.TYPE.ref("p", "s1"), claim.release()));
        assertThat(refusal(CUSTOM, now, new RouteTableCommand.Associate("s2", "v2")))
                .isEqualTo("subnet-not-in-vpc");
        assertThat(refusal(CUSTOM, now, new RouteTableCommand.Close(List.of()))).isEqualTo("routetable-has-subnets");

        now = done(CUSTOM, now, (RouteTableCommand) claim.release());
        assertThat(done(CUSTOM, now, (RouteTableCommand) claim.release())).isEqualTo(now);
        now = done(CUSTOM, now, new RouteTableCommand.Close(List.of()));
        assertThat(refusal(CUSTOM, now, (RouteTableCommand) claim.take())).isEqualTo("routetable-not-found");
        assertThat(refusal(CUSTOM, new Existence.Never<>(), (RouteTableCommand) claim.take()))
                .isEqualTo("routetable-not-found");
    }

    private RouteTable open(Wanted... routes) {
        return state(done(CUSTOM, new Existence.Never<>(), new RouteTableCommand.Open(SITE, "t", "", List.of(routes))));
    }

    private String addRefused(Wanted route) {
        return refusal(CUSTOM, new Existence.Never<>(), new RouteTableCommand.Open(SITE, "t", "", List.of(route)));
    }

    private static Wanted wanted(RouteType type, String destination, NextHop nextHop) {
        return new Wanted(new Route(type, IpRange.of(destination), "hop", ""), nextHop);
    }

    private static Wanted peering(String destination, String peering) {
        return new Wanted(new Route(RouteType.PEERING, IpRange.of(destination), peering, ""), new NextHop.Claimed());
    }

    private static Claim.Hold way(String peering) {
        return PeeringCommand.route(peering, CUSTOM, Vpc.TYPE.ref("p", "v1")).hold();
    }

    /** {@return what a change claims first} */
    private List<Claim.Hold> claimed(Existence<RouteTable> before, RouteTableCommand command) {
        Decision<RouteTableEvent> decision = lifecycle.decide(before, command, new Context(CUSTOM, NOW, Map.of()));
        return decision instanceof Decision.Needs<RouteTableEvent>(List<Claim> claims)
                ? claims.stream().map(Claim::hold).toList()
                : List.of();
    }

    private static RouteTableCommand update(Patch<String> name, Changes changes) {
        return new RouteTableCommand.Update(SITE, name, Patch.keep(), changes);
    }

    private static RouteTableCommand add(Wanted... routes) {
        return changes(List.of(routes), List.of(), List.of());
    }

    private static RouteTableCommand changes(List<Wanted> add, List<Wanted> modify, List<IpRange> remove) {
        return update(Patch.keep(), new Changes(add, modify, remove));
    }

    private static Claim.Hold occupancy(EntityRef self) {
        return VpcCommand.occupy(Vpc.TYPE.ref("p", "v1"), self).hold();
    }

    /** Grants whatever is claimed, as a VPC with room would. */
    private Existence<RouteTable> done(EntityRef self, Existence<RouteTable> before, RouteTableCommand command) {
        Map<EntityRef, Object> grants = new HashMap<>();
        Decision<RouteTableEvent> decision = lifecycle.decide(before, command, new Context(self, NOW, grants));
        if (decision instanceof Decision.Needs<RouteTableEvent>(List<Claim> claims)) {
            claims.forEach(claim -> grants.put(claim.owner(), self));
            decision = lifecycle.decide(before, command, new Context(self, NOW, grants));
        }
        assertThat(decision).isInstanceOf(Decision.Persist.class);
        return lifecycle.evolve(before, ((Decision.Persist<RouteTableEvent>) decision).events());
    }

    private String refusal(EntityRef self, Existence<RouteTable> before, RouteTableCommand command) {
        Decision<RouteTableEvent> decision = lifecycle.decide(before, command, new Context(self, NOW, Map.of()));
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        return ((Decision.Refuse<RouteTableEvent>) decision).error().reason();
    }

    private static RouteTable state(Existence<RouteTable> existence) {
        assertThat(existence).isInstanceOf(Existence.Live.class);
        return ((Existence.Live<RouteTable>) existence).state();
    }
}
