package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.Disposition.*;
import static dev.twinstack.emulator.reachability.Network.route;
import static dev.twinstack.emulator.reachability.TraceAssert.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import org.junit.jupiter.api.Test;

/** Topologies of peered VPCs in, paths out. Those of the user guide's usage examples are among them. */
class PeeringTraceTest {
    private static final Traffic HTTPS = new Traffic.OnePort(Transport.TCP, 443);

    /** VPCs {@code a}, {@code b} and {@code c} in a row, two peerings, a server in each. */
    private final Network network = new Network()
            .members("members")
            .group("https", "allow in IPv4 tcp 443 0.0.0.0/0", "allow in IPv6 tcp 443 ::/0")
            .vpc("a", "172.16.0.0/16")
            .subnet("a1", "a", "172.16.1.0/24", "2001:db8:a:1::/64")
            .server("web", "a1", "172.16.1.10 2001:db8:a:1::10", "members", "https")
            .vpc("b", "10.0.0.0/16")
            .subnet("b1", "b", "10.0.1.0/24", "2001:db8:b:1::/64")
            .server("db", "b1", "10.0.1.10 2001:db8:b:1::10", "members", "https")
            .vpc("c", "192.168.0.0/16")
            .subnet("c1", "c", "192.168.1.0/24")
            .server("log", "c1", "192.168.1.10", "members", "https")
            .peering("ab", "a", "b")
            .peering("bc", "b", "c");

    private Trace trace(String from, String to) {
        return network.trace(from, to, Family.IPV4, HTTPS);
    }

    private void connect() {
        network.routes("a", route("10.0.0.0/16", RouteType.PEERING, "ab"))
                .routes("b", route("172.16.0.0/16", RouteType.PEERING, "ab"));
    }

    @Test
    void routesOnBothSidesConnectTwoVpcs() {
        connect();
        assertThat(trace("web", "db")).is(DELIVERED).by("web", "a", "b", "db").decidedBy("members", "members-3");
        assertThat(trace("db", "web")).is(DELIVERED).by("db", "b", "a", "web");
        assertThat(trace("web", "10.0.1.10")).is(DELIVERED);
        assertThat(trace("10.0.1.10", "172.16.1.10")).is(DELIVERED);
    }

    @Test
    void aPeeringAloneConnectsNothing() {
        assertThat(trace("web", "db")).is(ISOLATED_VPCS).by("web", "a").citing("VPC-15");
    }

    @Test
    void theAnswersNeedARouteToo() {
        network.routes("a", route("10.0.0.0/16", RouteType.PEERING, "ab"));
        assertThat(trace("web", "db"))
                .is(NO_RETURN_ROUTE)
                .by("web", "a", "b", "db")
                .citing("PEER-09")
                .says("has no route to 172.16.1.10");
        assertThat(trace("db", "web")).is(ISOLATED_VPCS);
        network.routes("b", route("172.16.0.0/16", RouteType.PEERING, "bc"));
        assertThat(trace("web", "db")).is(NO_RETURN_ROUTE).says("leads to another VPC");
        network.routes("b", route("172.16.0.0/16", RouteType.PEERING, "gone"));
        assertThat(trace("web", "db")).is(BLACKHOLE);
        network.routes("b", route("172.16.0.0/16", RouteType.ER, "router"));
        assertThat(trace("web", "db")).is(NEXT_HOP_NOT_EMULATED);
    }

    @Test
    void answersThatGoToAServerAreItsOwnBusiness() {
        network.routes("a", route("10.0.0.0/16", RouteType.PEERING, "ab"))
                .server("fort", "b1", "10.0.1.20", "members")
                .routes("b", route("172.16.0.0/16", RouteType.ECS, "fort"));
        assertThat(trace("web", "db")).is(DROPPED_BY_SOURCE_DESTINATION_CHECK).citing("RT-25");
        network.forwarding("fort-nic");
        assertThat(trace("web", "db")).is(DELIVERED).answeredBy("db", "b", "fort");
        network.stopped("fort");
        assertThat(trace("web", "db")).is(SERVER_STOPPED);
    }

    @Test
    void answersThatARouteLeadsBackToWhoAnswersGoRound() {
        network.routes("a", route("10.0.0.0/16", RouteType.PEERING, "ab"))
                .forwarding("db-nic")
                .routes("b", route("172.16.0.0/16", RouteType.ECS, "db"));
        assertThat(trace("web", "db")).is(ROUTING_LOOP).citing("RT-08");
    }

    @Test
    void theTableOfTheSubnetRulesWhatLeavesIt() {
        connect();
        network.customTable("special", "b", route("10.9.0.0/16", RouteType.PEERING, "ab"))
                .subnet("b2", new Subnet.Home.In("b"), true, new Subnet.Table.Custom("special"), "10.0.2.0/24")
                .server("old", "b2", "10.0.2.10", "members", "https");
        assertThat(trace("web", "old")).is(NO_RETURN_ROUTE).says("special");
        network.customTable("special", "b", route("172.16.1.0/24", RouteType.PEERING, "ab"));
        assertThat(trace("web", "old")).is(DELIVERED).by("web", "a", "b", "old");
        assertThat(trace("old", "web")).is(DELIVERED).by("old", "b", "a", "web");
    }

    @Test
    void securityGroupsCountAsEver() {
        connect();
        network.server("shy", "b1", "10.0.1.30", "members")
                .group("closed")
                .server("mute", "a1", "172.16.1.30", "closed");
        assertThat(trace("web", "shy")).is(DELIVERED).decidedBy("members", "members-3");
        assertThat(trace("mute", "db")).is(DENIED_BY_SECURITY_GROUP).by("mute");
        network.server("deaf", "b1", "10.0.1.31", "closed");
        assertThat(trace("web", "deaf")).is(DENIED_BY_SECURITY_GROUP).by("web", "a", "b", "deaf");
    }

    @Test
    void aSubnetWithoutAGatewayIsOutOfReach() {
        connect();
        network.subnet("b2", new Subnet.Home.In("b"), false, new Subnet.Table.Default(), "10.0.2.0/24")
                .server("island", "b2", "10.0.2.10", "members", "https");
        assertThat(trace("web", "island")).is(NO_ROUTE).citing("SUB-10");
        assertThat(trace("island", "web")).is(NO_ROUTE).citing("SUB-10");
    }

    @Test
    void anAddressThatNobodyHasInThePeer() {
        connect();
        assertThat(trace("web", "10.0.1.99")).is(ADDRESS_UNUSED).by("web", "a", "b1");
        assertThat(trace("web", "10.0.9.9")).is(NO_TRANSIT);
    }

    @Test
    void nothingIsPassedOnToAThirdVpc() {
        connect();
        network.routes(
                        "a",
                        route("10.0.0.0/16", RouteType.PEERING, "ab"),
                        route("192.168.0.0/16", RouteType.PEERING, "ab"))
                .routes(
                        "b",
                        route("172.16.0.0/16", RouteType.PEERING, "ab"),
                        route("192.168.0.0/16", RouteType.PEERING, "bc"))
                .routes(
                        "c",
                        route("10.0.0.0/16", RouteType.PEERING, "bc"),
                        route("172.16.0.0/16", RouteType.PEERING, "bc"));
        assertThat(trace("db", "log")).is(DELIVERED).by("db", "b", "c", "log");
        assertThat(trace("web", "log")).is(NO_TRANSIT).by("web", "a", "b").citing("PEER-13");
        network.peering("ac", "a", "c")
                .routes("a", route("192.168.0.0/16", RouteType.PEERING, "ac"))
                .routes("c", route("172.16.0.0/16", RouteType.PEERING, "ac"));
        assertThat(trace("web", "log")).is(DELIVERED).by("web", "a", "c", "log");
    }

    @Test
    void theFirewallsOfBothSubnetsAreAsked() {
        connect();
        network.firewall("east", true, "a1", "allow out IPv4 tcp - 10.0.1.0/24 443")
                .firewall("west", true, "b1", "allow in IPv4 tcp 172.16.1.10 - 443");
        assertThat(trace("web", "db")).is(DELIVERED).by("web", "a1", "a", "b", "b1", "db");
        assertThat(trace("db", "web")).is(DENIED_BY_FIREWALL).by("db", "b1").decidedBy("west", "");
    }

    @Test
    void thePeersEipsAreNoWayToTheInternet() {
        connect();
        network.eip("door", "198.18.0.1", "db-nic").routes("a", route("0.0.0.0/0", RouteType.PEERING, "ab"));
        assertThat(trace("web", "internet")).is(NO_TRANSIT).citing("PEER-12");
        assertThat(trace("web", "198.18.0.1")).is(NO_TRANSIT);
        network.eip("own", "198.18.0.2", "web-nic");
        assertThat(trace("web", "internet")).is(EXITS_TO_INTERNET);
    }

    @Test
    void aLocalRouteGoesBeforeAPeeringsAndSubnetsThatDoNotOverlapMeet() {
        network.vpc("d", "172.16.0.0/16")
                .subnet("d1", "d", "172.16.1.0/24")
                .subnet("d2", "d", "172.16.2.0/24")
                .server("twin", "d1", "172.16.1.11", "members", "https")
                .server("far", "d2", "172.16.2.10", "members", "https")
                .subnet("a3", "a", "172.16.3.0/24")
                .server("near", "a3", "172.16.3.10", "members", "https")
                .peering("ad", "a", "d")
                .routes("a", route("172.16.0.0/16", RouteType.PEERING, "ad"))
                .routes("d", route("172.16.0.0/16", RouteType.PEERING, "ad"));
        assertThat(trace("web", "twin"))
                .is(SHADOWED_BY_LOCAL_ROUTE)
                .by("web", "a")
                .citing("PEER-11")
                .says("a1");
        assertThat(trace("near", "far")).is(DELIVERED).by("near", "a", "d", "far");
        assertThat(trace("far", "near")).is(DELIVERED);
        assertThat(trace("web", "far"))
                .is(NO_RETURN_ROUTE)
                .by("web", "a", "d", "far")
                .citing("PEER-11");
    }

    @Test
    void twoVpcsWithTheSameAddressAreToldApartByTheRoute() {
        network.vpc("e", "10.0.0.0/16")
                .subnet("e1", "e", "10.0.1.0/24")
                .server("double", "e1", "10.0.1.10", "members", "https")
                .server("single", "e1", "10.0.1.40", "members", "https")
                .peering("ae", "a", "e");
        connect();
        assertThat(trace("web", "db")).is(DELIVERED).by("web", "a", "b", "db");
        assertThat(trace("web", "double")).is(SHADOWED_BY_LOCAL_ROUTE).by("web", "a", "b");
        assertThat(trace("web", "single")).is(ADDRESS_UNUSED).by("web", "a", "b1");
        network.routes(
                        "a",
                        route("10.0.0.0/16", RouteType.PEERING, "ab"),
                        route("10.0.1.40/32", RouteType.PEERING, "ae"))
                .routes("e", route("172.16.1.10/32", RouteType.PEERING, "ae"));
        assertThat(trace("web", "single")).is(DELIVERED).by("web", "a", "e", "single");
    }

    @Test
    void aVirtualIpIsReachedOverAPeering() {
        connect();
        network.vip("float", "b1", "10.0.1.50", "db-nic");
        assertThat(trace("web", "float")).is(DELIVERED).by("web", "a", "b", "db");
    }

    @Test
    void ipv6HasNoWayOverAPeeringButByTheInternet() {
        connect();
        assertThat(network.trace("web", "db", Family.IPV6, HTTPS))
                .is(ISOLATED_VPCS)
                .by("web", "a");
        network.shared("bw", "web-nic", "db-nic");
        assertThat(network.trace("web", "db", Family.IPV6, HTTPS))
                .is(DELIVERED)
                .by("web", "bw", "the Internet", "bw", "db");
    }

    @Test
    void aPeeringThatIsNotAcceptedPassesNothing() {
        network.requested("far", "a", Vpc.TYPE.ref("p2", "z"))
                .routes("a", route("10.0.0.0/16", RouteType.PEERING, "far"));
        assertThat(trace("web", "10.0.1.10"))
                .is(BLACKHOLE)
                .by("web", "a")
                .citing("PEER-02")
                .says("over a peering that has not been accepted");
    }

    @Test
    void aVpcOutOfSightEndsTheTrace() {
        network.peered("far", "a", Vpc.TYPE.ref("p2", "z")).routes("a", route("10.0.0.0/16", RouteType.PEERING, "far"));
        assertThat(trace("web", "10.0.1.10"))
                .is(NEXT_HOP_NOT_EMULATED)
                .by("web", "a")
                .says("of the project p2");
    }
}
