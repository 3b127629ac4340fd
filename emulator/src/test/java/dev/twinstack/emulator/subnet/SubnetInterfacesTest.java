package dev.twinstack.emulator.subnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.subnet.Subnet.Gateway;
import dev.twinstack.emulator.subnet.Subnet.Home;
import dev.twinstack.emulator.subnet.Subnet.RouterInterface;
import dev.twinstack.emulator.subnet.SubnetCommand.AddInterface;
import dev.twinstack.emulator.subnet.SubnetCommand.AddPortInterface;
import dev.twinstack.emulator.subnet.SubnetCommand.RemoveInterface;
import dev.twinstack.emulator.subnet.SubnetCommand.RemovePortInterface;
import dev.twinstack.emulator.subnet.SubnetCommand.SegmentSpec;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import dev.twinstack.emulator.subnet.SubnetEvent.InterfaceAdded;
import dev.twinstack.emulator.subnet.SubnetEvent.InterfaceRemoved;
import dev.twinstack.emulator.subnetpool.SubnetPool;
import dev.twinstack.emulator.subnetpool.SubnetPoolCommand;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a network joins a router and leaves it, and where its blocks are from. */
class SubnetInterfacesTest {
    private static final EntityRef SELF = Subnet.TYPE.ref("p", "net");
    private static final EntityRef ROUTER = Vpc.TYPE.ref("p", "r");
    private static final EntityRef OTHER = Vpc.TYPE.ref("p", "other");
    private static final EntityRef POOL = SubnetPool.TYPE.ref("p", "pool");
    private static final EntityRef REGION = AddressPool.TYPE.ref(AddressPool.REGION, AddressPool.IPV6);
    private static final IpRange BLOCK = IpRange.of("10.0.1.0/24");
    private static final IpAddress GATEWAY = IpAddress.of("10.0.1.1");
    private static final String V4 = Ids.derived("net", "ipv4");
    private static final String V6 = Ids.derived("net", "ipv6");

    private final Trial<Subnet, SubnetCommand, SubnetEvent> empty = Trial.of(new SubnetRules(), SELF)
            .given(Trial.of(new SubnetRules(), SELF)
                    .granted(Project.ref("p"), SELF)
                    .events(network(false)));
    private final Trial<Subnet, SubnetCommand, SubnetEvent> single = empty.done(add(ipv4(new Gateway.At(GATEWAY))));
    private final Trial<Subnet, SubnetCommand, SubnetEvent> joined =
            single.given(single.granted(ROUTER, BLOCK).events(new AddInterface(V4, "r")));
    private final Trial<Subnet, SubnetCommand, SubnetEvent> dual = joined.given(
            joined.granted(REGION, IpRange.of("2001:db8:0:1::/64")).events(add(new SegmentSpec.Ipv6("six"))));

    private static SubnetCommand network(boolean geneve) {
        return new SubnetCommand.Open(
                new Home.Outside(),
                "net",
                "",
                List.of(),
                new Subnet.Dhcp(true, List.of(), List.of()),
                "",
                geneve,
                true);
    }

    private static SegmentSpec ipv4(Gateway gateway) {
        return new SegmentSpec.Ipv4("four", BLOCK, gateway, List.of());
    }

    private static SubnetCommand add(SegmentSpec segment) {
        return new SubnetCommand.AddSegment(segment, Patch.keep());
    }

    private static RouterInterface interfaceOf(Trial<Subnet, SubnetCommand, SubnetEvent> subnet, Family family) {
        return subnet.state().segment(family).orElseThrow().routerInterface();
    }

    @Test
    void aNetworkJoinsTheVpcThatGrantsItsBlock() {
        AddInterface join = new AddInterface(V4, "r");
        assertThat(single.claims(join)).containsExactly(VpcCommand.range(ROUTER, "net", BLOCK));
        assertThat(single.granted(ROUTER, BLOCK).events(join))
                .containsExactly(new InterfaceAdded(Family.IPV4, "r", "", Trial.NOW));
        assertThat(joined.state().vpc()).isEqualTo(new Home.In("r"));
        assertThat(joined.holds())
                .contains(VpcCommand.range(ROUTER, "net", BLOCK).hold());
        assertThat(interfaceOf(joined, Family.IPV4)).isEqualTo(new RouterInterface.AtGateway());
    }

    @Test
    void itLeavesWithItsLastInterface() {
        var custom = joined.granted(RouteTable.TYPE.ref("p", "t"), "t")
                .done(new SubnetCommand.Associate(new Subnet.Table.Custom("t")))
                .done(new SubnetCommand.JoinFirewall("g"));
        assertThat(custom.events(new RemoveInterface(V4, "r")))
                .containsExactly(new InterfaceRemoved(Family.IPV4, Trial.NOW));
        var left = custom.done(new RemoveInterface(V4, "r"));
        assertThat(left.state().vpc()).isEqualTo(new Home.Outside());
        assertThat(left.state().routeTable()).isEqualTo(new Subnet.Table.Default());
        assertThat(left.state().firewall()).isEqualTo(new Subnet.Firewall.None());
        assertThat(left.holds())
                .containsExactly(ProjectCommand.place(Quota.SUBNET, SELF).hold());
        assertThat(left.refusal(new RemoveInterface(V4, "r"))).isEqualTo("interface-not-found");
    }

    @Test
    void eachSubnetOfANetworkHasAnInterfaceOfItsOwn() {
        assertThat(interfaceOf(dual, Family.IPV6)).isEqualTo(new RouterInterface.None());
        var both = dual.done(new AddInterface(V6, "r"));
        assertThat(interfaceOf(both, Family.IPV6)).isEqualTo(new RouterInterface.AtGateway());
        var six = both.done(new RemoveInterface(V4, "r"));
        assertThat(six.state().vpc()).as("IPv6 keeps it there").isEqualTo(new Home.In("r"));
        assertThat(six.holds()).contains(VpcCommand.range(ROUTER, "net", BLOCK).hold());
        assertThat(six.done(new RemoveInterface(V6, "r")).state().vpc()).isEqualTo(new Home.Outside());
    }

    @Test
    void oneRouterPerNetworkAndOneInterfacePerSubnet() {
        assertThat(joined.refusal(new AddInterface(V4, "r"))).isEqualTo("interface-exists");
        assertThat(joined.refusal(new AddInterface(V4, "other"))).isEqualTo("subnet-has-router");
        assertThat(dual.refusal(new AddInterface(V6, "other"))).isEqualTo("subnet-has-router");
        assertThat(joined.refusal(new AddInterface("nope", "r"))).isEqualTo("subnet-not-found");
        assertThat(joined.refusal(new RemoveInterface(V4, "other"))).isEqualTo("interface-not-found");
        assertThat(joined.refusal(new RemoveInterface("nope", "r"))).isEqualTo("interface-not-found");
    }

    @Test
    void whatNoRouterTakes() {
        var without = empty.done(add(ipv4(new Gateway.None())));
        assertThat(without.refusal(new AddInterface(V4, "r"))).isEqualTo("subnet-lacks-gateway");
        var geneve = Trial.of(new SubnetRules(), SELF)
                .granted(Project.ref("p"), SELF)
                .done(network(true))
                .done(add(ipv4(new Gateway.At(GATEWAY))));
        assertThat(geneve.refusal(new AddInterface(V4, "r"))).isEqualTo("network-is-geneve");
        var taken = single.done(lease("port", GATEWAY));
        assertThat(taken.refusal(new AddInterface(V4, "r"))).isEqualTo("address-taken");
    }

    @Test
    void aPortIsTheInterfaceUntilItGivesThatUp() {
        var leased = single.done(lease("port", GATEWAY));
        AddPortInterface join = new AddPortInterface(V4, "r", "port");
        assertThat(leased.claims(join)).containsExactly(VpcCommand.range(ROUTER, "net", BLOCK));
        var by = leased.given(leased.granted(ROUTER, BLOCK).events(join));
        assertThat(by.events(join)).as("asked again").isEmpty();
        assertThat(interfaceOf(by, Family.IPV4)).isEqualTo(new RouterInterface.OfPort("port"));
        assertThat(by.refusal(new AddPortInterface(V4, "r", "second"))).isEqualTo("interface-exists");
        assertThat(by.refusal(new RemoveInterface(V4, "r"))).isEqualTo("interface-is-port");
        assertThat(by.refusal(new SubnetCommand.RemoveSegment(V4))).isEqualTo("subnet-has-addresses");
        Claim claim = SubnetCommand.portInterface(SELF, V4, "r", "port");
        assertThat(by.held())
                .contains(new Claim.Held(
                        new EntityRef("p", "port", "port"), claim.hold().release()));
        assertThat(by.events(new RemovePortInterface("second"))).isEmpty();
        assertThat(by.done(new RemovePortInterface("port")).state().vpc()).isEqualTo(new Home.Outside());
    }

    @Test
    void whatV1MadeIsConnectedAsAWholeAndNamedByItsVpc() {
        var made = Trial.of(new SubnetRules(), SELF)
                .granted(Project.ref("p"), SELF)
                .granted(OTHER, BLOCK)
                .granted(REGION, IpRange.of("2001:db8:0:1::/64"))
                .done(new SubnetCommand.Open(
                        new Home.In("other"),
                        "front",
                        "",
                        List.of(ipv4(new Gateway.At(GATEWAY)), new SegmentSpec.Ipv6("six")),
                        new Subnet.Dhcp(true, List.of(), List.of()),
                        "",
                        true));
        assertThat(interfaceOf(made, Family.IPV6)).isEqualTo(new RouterInterface.AtGateway());
        assertThat(made.state().networkName()).isEqualTo("other");
        assertThat(joined.state().networkName()).isEqualTo("net");
        assertThat(made.refusal(new SubnetCommand.RemoveSegment(V6))).isEqualTo("ipv6-cannot-be-disabled");
        var without = made.done(new SubnetCommand.RemoveSegment(V4));
        assertThat(without.state().vpc())
                .as("nothing is left that the VPC granted")
                .isEqualTo(new Home.Outside());
        assertThat(interfaceOf(without, Family.IPV6)).isEqualTo(new RouterInterface.None());
    }

    @Test
    void v1TurnsIpv6OnForTheWholeNetworkAndNeutronOffAgainByItsRouter() {
        var on = joined.granted(REGION, IpRange.of("2001:db8:0:1::/64"))
                .done(new SubnetCommand.Update(
                        Patch.keep(),
                        Patch.keep(),
                        Patch.keep(),
                        Patch.keep(),
                        Patch.keep(),
                        Patch.set(true),
                        Patch.keep()));
        assertThat(interfaceOf(on, Family.IPV6)).isEqualTo(new RouterInterface.AtGateway());
        assertThat(on.refusal(new SubnetCommand.RemoveSegment(V6))).isEqualTo("ipv6-cannot-be-disabled");
        var off = on.done(new RemoveInterface(V6, "r")).done(new SubnetCommand.RemoveSegment(V6));
        assertThat(off.state().isDualStack()).isFalse();
        assertThat(off.state().vpc()).isEqualTo(new Home.In("r"));
    }

    @Test
    void aSubnetDrawsItsBlockFromAPool() {
        Claim any = SubnetPoolCommand.lease(POOL, SELF, new SubnetPoolCommand.Wanted.Any());
        SegmentSpec six = new SegmentSpec.Drawn(Family.IPV6, "six", "pool", new SubnetPoolCommand.Wanted.Any(), true);
        assertThat(joined.claims(add(six))).containsExactly(any);
        var drawn =
                joined.given(joined.granted(POOL, IpRange.of("fd00:0:0:7::/64")).events(add(six)));
        Subnet.Segment segment = drawn.state().segment(Family.IPV6).orElseThrow();
        assertThat(segment.subnetPool()).isEqualTo("pool");
        assertThat(segment.gateway()).isEqualTo(new Gateway.At(IpAddress.of("fd00:0:0:7::1")));
        assertThat(drawn.holds()).contains(any.hold());
        assertThat(joined.granted(POOL, IpRange.of("fd00::/126")).refusal(add(six)))
                .isEqualTo("subnet-cidr-invalid");
        assertThat(drawn.done(new SubnetCommand.RemoveSegment(V6)).holds()).doesNotContain(any.hold());
    }

    @Test
    void aDrawnIpv4BlockIsAskedOfTheVpcOnceItIsKnown() {
        SegmentSpec four =
                new SegmentSpec.Drawn(Family.IPV4, "four", "pool", new SubnetPoolCommand.Wanted.OfLength(24), false);
        SubnetCommand open = new SubnetCommand.Open(
                new Home.In("other"),
                "front",
                "",
                List.of(four),
                new Subnet.Dhcp(true, List.of(), List.of()),
                "",
                true);
        var none = Trial.of(new SubnetRules(), SELF);
        Claim place = ProjectCommand.place(Quota.SUBNET, SELF);
        Claim block = SubnetPoolCommand.lease(POOL, SELF, new SubnetPoolCommand.Wanted.OfLength(24));
        assertThat(none.claims(open)).containsExactly(place, block);
        var first = none.granted(Project.ref("p"), SELF).granted(POOL, BLOCK);
        assertThat(first.claims(open))
                .containsExactly(place, block, VpcCommand.whenSettled(VpcCommand.range(OTHER, "net", BLOCK)));
        assertThat(first.granted(OTHER, BLOCK)
                        .done(open)
                        .state()
                        .segment(Family.IPV4)
                        .orElseThrow()
                        .gateway())
                .isEqualTo(new Gateway.None());
        SegmentSpec named = new SegmentSpec.Ipv4("four", BLOCK, new Gateway.At(GATEWAY), List.of(), "pool");
        assertThat(empty.claims(add(named)))
                .containsExactly(SubnetPoolCommand.lease(POOL, SELF, new SubnetPoolCommand.Wanted.Exactly(BLOCK)));
    }

    @Test
    void allocationPoolsChangeAndWhatIsLeasedStaysLeased() {
        var leased = single.done(lease("port", IpAddress.of("10.0.1.160")));
        var changed = leased.done(pools("10.0.1.150", "10.0.1.200"));
        Subnet.Segment segment = changed.state().segment(Family.IPV4).orElseThrow();
        assertThat(segment.first()).isEqualTo(IpAddress.of("10.0.1.150"));
        assertThat(segment.pool().isLeased(IpAddress.of("10.0.1.160"))).isTrue();
        assertThat(segment.pool().lease()).contains(IpAddress.of("10.0.1.150"));
        assertThat(changed.done(new SubnetCommand.Release("port"))
                        .state()
                        .segment(Family.IPV4)
                        .orElseThrow()
                        .pool()
                        .leased())
                .isZero();
        assertThat(single.refusal(pools("10.0.1.1", "10.0.1.9"))).isEqualTo("allocation-pool-invalid");
        assertThat(single.refusal(pools("10.0.1.9", "10.0.1.255"))).isEqualTo("allocation-pool-invalid");
        assertThat(single.refusal(pools("10.0.1.9", "10.0.1.8"))).isEqualTo("allocation-pool-invalid");
        assertThat(single.refusal(pools("10.0.2.9", "10.0.2.10"))).isEqualTo("allocation-pool-invalid");
        var reset = changed.done(new SubnetCommand.UpdateSegment(V4, "four", Patch.keep(), Patch.clear()));
        assertThat(reset.state().segment(Family.IPV4).orElseThrow().first()).isEqualTo(IpAddress.of("10.0.1.2"));
    }

    private static SubnetCommand pools(String first, String last) {
        return new SubnetCommand.UpdateSegment(
                V4,
                "four",
                Patch.keep(),
                Patch.set(List.of(new SegmentSpec.Pool(IpAddress.of(first), IpAddress.of(last)))));
    }

    private static SubnetCommand lease(String port, IpAddress address) {
        return new SubnetCommand.Lease(port, List.of(new Wanted.Exactly(address)));
    }
}
