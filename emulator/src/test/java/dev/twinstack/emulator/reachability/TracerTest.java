package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.Disposition.*;
import static dev.twinstack.emulator.reachability.Network.route;
import static dev.twinstack.emulator.reachability.TraceAssert.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Topology in, path out. */
class TracerTest {
    private static final Family V4 = Family.IPV4;
    private static final Family V6 = Family.IPV6;
    private static final Traffic HTTPS = new Traffic.OnePort(Transport.TCP, 443);
    private static final Traffic PING = new Traffic.Ping();

    /** Servers {@code web} and {@code db} in dual-stack subnets of one VPC, {@code old} in an IPv4-only one. */
    private final Network network = new Network()
            .vpc("shop", "192.168.0.0/16")
            .subnet("front", "shop", "192.168.1.0/24", "2001:db8:1:1::/64")
            .subnet("back", "shop", "192.168.2.0/24", "2001:db8:1:2::/64")
            .subnet("legacy", "shop", "192.168.3.0/24")
            .members("members")
            .group("https", "allow in IPv4 tcp 443 0.0.0.0/0", "allow in IPv6 tcp 443 ::/0")
            .server("web", "front", "192.168.1.10 2001:db8:1:1::10", "members", "https")
            .server("cache", "front", "192.168.1.11 2001:db8:1:1::11", "members")
            .server("db", "back", "192.168.2.10 2001:db8:1:2::10", "members")
            .server("old", "legacy", "192.168.3.10", "members", "https");

    private Trace trace(String from, String to, Family family, Traffic traffic) {
        return network.trace(from, to, family, traffic);
    }

    @Nested
    class Privately {
        @Test
        void withinASubnetOverBothFamilies() {
            assertThat(trace("web", "cache", V4, PING))
                    .is(DELIVERED)
                    .by("web", "front", "cache")
                    .decidedBy("members", "members-3");
            assertThat(trace("web", "cache", V6, PING))
                    .is(DELIVERED)
                    .by("web", "front", "cache")
                    .decidedBy("members", "members-4")
                    .citing("SEED-20");
        }

        @Test
        void betweenSubnetsByLocalRoutes() {
            assertThat(trace("web", "db", V4, HTTPS)).is(DELIVERED).by("web", "shop", "db");
            assertThat(trace("web", "db", V6, HTTPS)).is(DELIVERED).by("web", "shop", "db");
            assertThat(trace("192.168.2.10", "192.168.1.10", V4, HTTPS))
                    .is(DELIVERED)
                    .by("db", "shop", "web");
        }

        @Test
        void ipv4OnlySubnetHasNoIpv6() {
            assertThat(trace("old", "web", V4, HTTPS)).is(DELIVERED);
            assertThat(trace("old", "web", V6, HTTPS)).is(NO_ADDRESS).by("old").citing("SEED-09");
            assertThat(trace("web", "old", V6, HTTPS)).is(NO_ADDRESS).by("web", "old");
        }

        @Test
        void addressNobodyHas() {
            assertThat(trace("web", "192.168.2.77", V4, HTTPS))
                    .is(ADDRESS_UNUSED)
                    .by("web", "back");
        }

        @Test
        void twoVpcsAreIsolated() {
            network.vpc("other", "10.0.0.0/8")
                    .subnet("far", "other", "10.0.1.0/24", "2001:db8:2:1::/64")
                    .server("spy", "far", "10.0.1.10 2001:db8:2:1::10", "members");
            assertThat(trace("web", "spy", V4, HTTPS))
                    .is(ISOLATED_VPCS)
                    .by("web", "shop")
                    .citing("VPC-15");
            assertThat(trace("web", "spy", V6, HTTPS)).is(ISOLATED_VPCS).by("web", "shop");
            assertThat(trace("web", "10.0.1.10", V4, HTTPS)).is(ISOLATED_VPCS);
        }

        @Test
        void twoVpcsMeetOnTheInternet() {
            network.vpc("other", "10.0.0.0/8")
                    .subnet("far", "other", "10.0.1.0/24", "2001:db8:2:1::/64")
                    .server("spy", "far", "10.0.1.10 2001:db8:2:1::10", "members", "https")
                    .shared("bw", "web-nic", "spy-nic")
                    .eip("web-eip", "198.18.0.1", "web-nic")
                    .eip("spy-eip", "198.18.0.2", "spy-nic");
            assertThat(trace("web", "spy", V6, HTTPS))
                    .is(DELIVERED)
                    .by("web", "bw", "the Internet", "bw", "spy")
                    .decidedBy("https", "https-2");
            assertThat(trace("web", "198.18.0.2", V4, HTTPS))
                    .is(DELIVERED)
                    .by("web", "web-eip", "the Internet", "spy-eip", "spy");
        }

        @Test
        void inAVpcThatIsNotPeeredNobodyIsAMemberOfAGroup() {
            network.group("picky", "allow out IPv6 any - group:members", "allow in IPv6 any - group:members")
                    .server("shy", "front", "192.168.1.12 2001:db8:1:1::12", "picky")
                    .vpc("other", "10.0.0.0/8")
                    .subnet("far", "other", "10.0.1.0/24", "2001:db8:2:1::/64")
                    .server("spy", "far", "10.0.1.10 2001:db8:2:1::10", "members", "https")
                    .shared("bw", "shy-nic", "spy-nic");
            assertThat(trace("shy", "spy", V6, HTTPS))
                    .is(DENIED_BY_SECURITY_GROUP)
                    .by("shy");
            assertThat(trace("spy", "shy", V6, HTTPS)).is(DENIED_BY_SECURITY_GROUP);
            assertThat(trace("shy", "cache", V6, HTTPS))
                    .is(DENIED_BY_SECURITY_GROUP)
                    .by("shy", "front", "cache");
            network.group("picky", "allow out IPv4 any - group:members")
                    .forwarding("cache-nic")
                    .routes("shop", route("10.0.1.0/24", RouteType.ECS, "cache"));
            assertThat(trace("shy", "spy", V4, HTTPS))
                    .is(DENIED_BY_SECURITY_GROUP)
                    .by("shy");
        }

        @Test
        void nat64IsNotTheWayToAnAddressOfItsOwn() {
            network.vpc("other", "10.0.0.0/8")
                    .subnet("far", "other", "10.0.1.0/24", "2001:db8:2:1::/64")
                    .server("spy", "far", "10.0.1.10 2001:db8:2:1::10", "members")
                    .shared("bw", "web-nic")
                    .eip64("door", "198.18.0.1", "2001:db8:64::c612:1", "spy-nic");
            assertThat(trace("web", "spy", V6, HTTPS)).is(NOT_IN_SHARED_BANDWIDTH);
            assertThat(trace("web", "door", V6, HTTPS)).is(DELIVERED);
        }

        @Test
        void subnetOutsideAnyVpcOrWithoutGateway() {
            network.subnet("loose", new Subnet.Home.Outside(), true, new Subnet.Table.Default(), "172.16.0.0/24")
                    .server("lone", "loose", "172.16.0.10", "members")
                    .subnet("walled", new Subnet.Home.In("shop"), false, new Subnet.Table.Default(), "192.168.9.0/24")
                    .server("monk", "walled", "192.168.9.10", "members");
            assertThat(trace("lone", "web", V4, PING)).is(ISOLATED_VPCS);
            assertThat(trace("lone", "10.9.9.9", V4, PING)).is(NO_ROUTE).says("in no VPC");
            assertThat(trace("monk", "web", V4, PING)).is(NO_ROUTE).says("gateway");
            assertThat(trace("web", "monk", V4, PING)).is(NO_ROUTE).decidedBy("walled", "");
        }

        @Test
        void aNeutronSubnetThatItsRouterDoesNotHaveIsEnclosed() {
            network.subnet("back", "shop", "192.168.8.0/24", "2001:db8:1:8::/64")
                    .server("db", "back", "192.168.8.10 2001:db8:1:8::10", "members")
                    .shared("bw", "db-nic")
                    .disconnect("back", V6);
            assertThat(trace("db", "web", V4, PING)).is(DELIVERED);
            assertThat(trace("db", "web", V6, PING)).is(NO_ROUTE).says("IPv6 interface");
            assertThat(trace("web", "db", V6, PING)).is(NO_ROUTE).decidedBy("back", "");
            assertThat(trace("db", "internet", V6, PING)).is(NO_ROUTE);
            assertThat(trace("internet", "db", V6, PING)).is(NO_ROUTE);
        }

        @Test
        void noGatewayMeansNoInternetEither() {
            network.subnet(
                            "walled",
                            new Subnet.Home.In("shop"),
                            false,
                            new Subnet.Table.Default(),
                            "192.168.9.0/24",
                            "2001:db8:1:9::/64")
                    .server("monk", "walled", "192.168.9.10 2001:db8:1:9::10", "members", "https")
                    .eip("door", "198.18.0.1", "monk-nic")
                    .shared("bw", "monk-nic");
            for (Family family : Family.values()) {
                assertThat(trace("monk", "internet", family, HTTPS))
                        .is(NO_ROUTE)
                        .citing("SUB-10");
                assertThat(trace("internet", "monk", family, HTTPS))
                        .is(NO_ROUTE)
                        .citing("SUB-10");
            }
        }

        @Test
        void outsideAnyVpcAnEipIsOfNoUse() {
            network.subnet("loose", new Subnet.Home.Outside(), true, new Subnet.Table.Default(), "172.16.0.0/24")
                    .server("lone", "loose", "172.16.0.10", "members");
            assertThat(trace("lone", "internet", V4, PING)).is(NO_ROUTE).says("in no VPC");
            network.eip("door", "198.18.0.1", "lone-nic");
            assertThat(trace("lone", "internet", V4, PING)).is(NO_ROUTE).says("in no VPC");
            assertThat(trace("internet", "door", V4, PING)).is(NO_ROUTE);
        }

        @Test
        void aServerReachesItself() {
            assertThat(trace("web", "192.168.1.10", V4, PING)).is(DELIVERED).by("web");
        }

        @Test
        void aServerReachesItsOtherNicsWithoutTheNetwork() {
            network.group("closed")
                    .nic("one", "front", "192.168.1.20", "closed")
                    .nic("two", "back", "192.168.2.20", "closed")
                    .serverOf("twofold", Network.ASSIGNS_IPV6, "one", "two")
                    .vip("float", "back", "192.168.2.50", "two");
            assertThat(trace("one", "two", V4, HTTPS)).is(DELIVERED).by("twofold");
            assertThat(trace("one", "float", V4, HTTPS)).is(DELIVERED).by("twofold");
            network.switches("two", false, true, false);
            assertThat(trace("one", "two", V4, HTTPS)).is(PORT_DOWN).by("twofold");
        }
    }

    @Nested
    class WithTheInternet {
        @Test
        void ipv4NeedsAnEip() {
            assertThat(trace("web", "internet", V4, HTTPS))
                    .is(NO_EIP)
                    .by("web", "shop")
                    .citing("SEED-03", "SEED-09");
            assertThat(trace("internet", "web", V4, HTTPS)).is(NO_EIP).by("the Internet", "web");
            network.eip("door", "198.18.0.1", "web-nic");
            assertThat(trace("web", "internet", V4, HTTPS))
                    .is(EXITS_TO_INTERNET)
                    .by("web", "door", "the Internet")
                    .decidedBy("door", "")
                    .citing("SEED-03", "SEED-10");
            for (String name : new String[] {"web", "door", "198.18.0.1", "192.168.1.10", "web-nic"}) {
                assertThat(trace("internet", name, V4, HTTPS))
                        .is(DELIVERED)
                        .by("the Internet", "door", "web")
                        .decidedBy("https", "https-1");
            }
        }

        @Test
        void ipv6NeedsASharedBandwidth() {
            assertThat(trace("web", "internet", V6, HTTPS))
                    .is(NOT_IN_SHARED_BANDWIDTH)
                    .by("web", "shop")
                    .citing("SEED-05", "SEED-11");
            assertThat(trace("internet", "web", V6, HTTPS)).is(NOT_IN_SHARED_BANDWIDTH);
            network.shared("bw", "web-nic");
            assertThat(trace("web", "internet", V6, HTTPS))
                    .is(EXITS_TO_INTERNET)
                    .by("web", "bw", "the Internet")
                    .decidedBy("bw", "")
                    .citing("SEED-05", "SEED-12");
            assertThat(trace("internet", "web", V6, HTTPS))
                    .is(DELIVERED)
                    .by("the Internet", "bw", "web")
                    .decidedBy("https", "https-2");
        }

        @Test
        void theFamiliesAreIndependent() {
            network.eip("door", "198.18.0.1", "web-nic");
            assertThat(trace("web", "internet", V6, HTTPS)).is(NOT_IN_SHARED_BANDWIDTH);
            network.shared("bw", "db-nic");
            assertThat(trace("db", "internet", V4, HTTPS)).is(NO_EIP);
            assertThat(trace("db", "internet", V6, HTTPS)).is(EXITS_TO_INTERNET);
        }

        @Test
        void anEipBoundToNothingLeadsNowhere() {
            network.eip("spare", "198.18.0.9");
            assertThat(trace("internet", "spare", V4, HTTPS)).is(EIP_NOT_BOUND).by("the Internet", "spare");
            assertThat(trace("spare", "internet", V4, HTTPS)).is(EIP_NOT_BOUND);
        }

        @Test
        void anAddressOfNobody() {
            assertThat(trace("internet", "192.168.1.77", V4, HTTPS)).is(ADDRESS_UNUSED);
            network.eip("door", "198.18.0.1", "web-nic");
            assertThat(trace("web", "203.0.113.9", V4, HTTPS)).is(EXITS_TO_INTERNET);
            assertThat(trace("web", "10.99.0.1", V4, HTTPS)).is(NO_ROUTE);
        }

        @Test
        void anUnusedAddressOfAnotherVpcIsNotTheInternet() {
            network.vpc("other", "10.0.0.0/8")
                    .subnet("far", "other", "10.0.1.0/24", "2001:db8:2:1::/64")
                    .shared("bw", "web-nic");
            assertThat(trace("web", "2001:db8:2:1::99", V6, HTTPS))
                    .is(ADDRESS_UNUSED)
                    .decidedBy("far", "");
            assertThat(trace("web", "2001:db8:2:2::99", V6, HTTPS)).is(EXITS_TO_INTERNET);
        }

        @Test
        void aVirtualIpOfTheOtherFamilyHasNoAddress() {
            network.vip("float", "front", "2001:db8:1:1::50", "web-nic");
            assertThat(trace("internet", "float", V4, HTTPS)).is(NO_ADDRESS).says("no IPv4 address");
        }

        @Test
        void nat64LetsIpv6ClientsInAndNobodyOut() {
            network.eip64("door", "198.18.0.1", "2001:db8:64::c612:1", "old-nic");
            assertThat(trace("internet", "door", V6, HTTPS))
                    .is(DELIVERED)
                    .by("the Internet", "door", "old")
                    .citing("IP6-28");
            assertThat(trace("internet", "2001:db8:64::c612:1", V6, PING)).is(DELIVERED);
            assertThat(trace("internet", "old", V6, PING)).is(DELIVERED);
            assertThat(trace("internet", "old", V4, PING)).is(DENIED_BY_SECURITY_GROUP);
            assertThat(trace("old", "internet", V6, HTTPS))
                    .is(NAT64_INBOUND_ONLY)
                    .citing("IP6-26", "SEED-15");
            network.stopped("old");
            assertThat(trace("internet", "door", V6, HTTPS)).is(SERVER_STOPPED);
        }

        @Test
        void anEipOfAnotherTypeHasNoIpv6() {
            network.eip("door", "198.18.0.1", "old-nic");
            assertThat(trace("internet", "door", V6, HTTPS)).is(NO_ADDRESS).says("5_dualStack");
            assertThat(trace("internet", "old", V6, HTTPS)).is(NO_ADDRESS);
            assertThat(trace("web", "door", V6, HTTPS)).is(NO_ADDRESS);
        }

        @Test
        void aVirtualIpMayHaveTheEip() {
            network.vip("float", "front", "192.168.1.50", "web-nic", "cache-nic")
                    .eip("door", "198.18.0.1", "float");
            assertThat(trace("internet", "door", V4, HTTPS))
                    .is(DENIED_BY_SECURITY_GROUP)
                    .by("the Internet", "door", "cache");
            assertThat(trace("float", "internet", V4, HTTPS)).is(EXITS_TO_INTERNET);
            assertThat(trace("web", "internet", V4, HTTPS)).is(NO_EIP);
        }

        @Test
        void aServerIsFoundByItsOwnNicsOfAVirtualIp() {
            network.vip("float", "front", "192.168.1.50", "web-nic", "cache-nic")
                    .eip("door", "198.18.0.1", "float");
            assertThat(trace("internet", "web", V4, HTTPS)).is(DELIVERED).by("the Internet", "door", "web");
            network.stopped("web");
            assertThat(trace("internet", "web", V4, HTTPS)).is(SERVER_STOPPED);
            assertThat(trace("internet", "web-nic", V4, HTTPS)).is(NO_EIP);
        }

        @Test
        void sharedSnatLetsOutWithoutAnEip() {
            network.vpc("shop", "192.168.0.0/16", true);
            assertThat(trace("web", "internet", V4, HTTPS))
                    .is(EXITS_TO_INTERNET)
                    .by("web", "shop", "the Internet")
                    .citing("RT-26");
            assertThat(trace("web", "internet", V6, HTTPS)).is(NOT_IN_SHARED_BANDWIDTH);
            assertThat(trace("internet", "web", V4, HTTPS)).is(NO_EIP);
        }
    }

    @Nested
    class Ends {
        @Test
        void aPortInNoServer() {
            network.nic("spare", "front", "192.168.1.20", "members");
            assertThat(trace("web", "spare", V4, HTTPS)).is(PORT_NOT_ATTACHED).by("web", "front", "spare");
            assertThat(trace("spare", "web", V4, HTTPS)).is(PORT_NOT_ATTACHED).by("spare");
        }

        @Test
        void aPortThatIsDown() {
            network.switches("db-nic", false, true, false);
            assertThat(trace("web", "db", V4, HTTPS)).is(PORT_DOWN).decidedBy("db-nic", "");
        }

        @Test
        void aServerThatIsStopped() {
            network.stopped("db");
            assertThat(trace("web", "db", V6, HTTPS)).is(SERVER_STOPPED).by("web", "shop", "db");
            assertThat(trace("db", "web", V6, HTTPS)).is(SERVER_STOPPED).by("db");
        }

        @Test
        void aGuestThatHasNotObtainedItsIpv6Address() {
            network.nic("manual-nic", "front", "192.168.1.30 2001:db8:1:1::30", "members")
                    .serverOf("manual", Network.LEAVES_IPV6, "manual-nic")
                    .shared("bw", "manual-nic");
            assertThat(trace("web", "manual", V4, PING)).is(DELIVERED);
            assertThat(trace("web", "manual", V6, PING))
                    .is(ADDRESS_NOT_IN_GUEST)
                    .by("web", "front", "manual")
                    .citing("SEED-29", "SEED-30");
            assertThat(trace("manual", "internet", V6, PING)).is(ADDRESS_NOT_IN_GUEST);
            network.ipv6EnabledInGuest("manual");
            assertThat(trace("web", "manual", V6, PING)).is(DELIVERED);
            assertThat(trace("manual", "internet", V6, PING)).is(EXITS_TO_INTERNET);
        }

        @Test
        void aServerSendsByTheNicThatIsNearest() {
            network.nic("a", "front", "192.168.1.40", "members")
                    .nic("b", "back", "192.168.2.40", "members")
                    .serverOf("twofold", Network.ASSIGNS_IPV6, "a", "b")
                    .eip("door", "198.18.0.1", "b")
                    .eip("other", "198.18.0.2", "db-nic");
            assertThat(trace("twofold", "192.168.2.77", V4, PING))
                    .is(ADDRESS_UNUSED)
                    .by("twofold", "back");
            assertThat(trace("twofold", "192.168.1.77", V4, PING))
                    .is(ADDRESS_UNUSED)
                    .by("twofold", "front");
            assertThat(trace("twofold", "internet", V4, PING)).is(NO_EIP);
            assertThat(trace("twofold", "198.18.0.2", V4, PING)).is(NO_EIP);
        }

        @Test
        void twoServersMeetInASubnetWhereBothHaveTheFamily() {
            network.nic("a1", "front", "192.168.1.40 2001:db8:1:1::40", "members")
                    .nic("a2", "back", "192.168.2.40 2001:db8:1:2::40", "members")
                    .serverOf("a", Network.ASSIGNS_IPV6, "a1", "a2")
                    .nic("b1", "front", "192.168.1.41", "members")
                    .nic("b2", "back", "192.168.2.41 2001:db8:1:2::41", "members")
                    .serverOf("b", Network.ASSIGNS_IPV6, "b1", "b2");
            assertThat(trace("a", "b", V4, PING)).is(DELIVERED).by("a", "front", "b");
            assertThat(trace("a", "b", V6, PING)).is(DELIVERED).by("a", "back", "b");
        }

        @Test
        void aVirtualIpNeedsANic() {
            network.vip("float", "back", "2001:db8:1:2::50");
            assertThat(trace("web", "float", V6, PING)).is(VIP_NOT_BOUND).by("web", "shop", "float");
            network.vip("float", "back", "2001:db8:1:2::50", "db-nic");
            assertThat(trace("web", "float", V6, PING)).is(DELIVERED).by("web", "shop", "db");
            assertThat(trace("2001:db8:1:2::50", "web", V6, PING)).is(DELIVERED).by("db", "shop", "web");
        }

        @Test
        void aVirtualIpIsCarriedByANicThatWorks() {
            network.vip("float", "front", "192.168.1.50", "web-nic", "cache-nic")
                    .stopped("cache");
            assertThat(trace("db", "float", V4, HTTPS)).is(DELIVERED).by("db", "shop", "web");
        }

        @Test
        void aServerUsesTheNicThatFits() {
            network.nic("a", "front", "192.168.1.40", "members")
                    .nic("b", "back", "192.168.2.40 2001:db8:1:2::40", "members")
                    .serverOf("twofold", Network.ASSIGNS_IPV6, "a", "b");
            assertThat(trace("db", "twofold", V4, PING)).is(DELIVERED).by("db", "back", "twofold");
            assertThat(trace("web", "twofold", V4, PING)).is(DELIVERED).by("web", "front", "twofold");
            assertThat(trace("twofold", "cache", V6, PING)).is(DELIVERED).by("twofold", "shop", "cache");
            network.eip("door", "198.18.0.1", "b");
            assertThat(trace("internet", "twofold", V4, PING))
                    .is(DENIED_BY_SECURITY_GROUP)
                    .by("the Internet", "door", "twofold");
        }
    }

    @Nested
    class ByCustomRoutes {
        @Test
        void toANetworkBehindAnAppliance() {
            network.routes(
                    "shop", route("10.9.0.0/16", RouteType.ECS, "db"), route("fd00:9::/48", RouteType.ENI, "db-nic"));
            assertThat(trace("web", "10.9.0.5", V4, HTTPS))
                    .is(DROPPED_BY_SOURCE_DESTINATION_CHECK)
                    .by("web", "shop", "db")
                    .citing("RT-25");
            network.forwarding("db-nic");
            assertThat(trace("web", "10.9.0.5", V4, HTTPS))
                    .is(HANDED_TO_NEXT_HOP)
                    .by("web", "shop", "db");
            assertThat(trace("web", "fd00:9::5", V6, HTTPS))
                    .is(HANDED_TO_NEXT_HOP)
                    .by("web", "shop", "db");
            assertThat(trace("web", "10.10.0.5", V4, HTTPS)).is(NO_ROUTE);
        }

        @Test
        void theLongestPrefixDecidesAndLocalRoutesGoFirst() {
            network.forwarding("db-nic")
                    .forwarding("cache-nic")
                    .routes(
                            "shop",
                            route("10.0.0.0/8", RouteType.ECS, "db"),
                            route("10.9.0.0/16", RouteType.ECS, "cache"),
                            route("192.168.0.0/16", RouteType.ECS, "cache"));
            assertThat(trace("web", "10.9.0.5", V4, HTTPS)).by("web", "shop", "cache");
            assertThat(trace("web", "10.8.0.5", V4, HTTPS)).by("web", "shop", "db");
            assertThat(trace("web", "old", V4, HTTPS)).is(DELIVERED).by("web", "shop", "old");
        }

        @Test
        void theSubnetsOwnTableCounts() {
            network.forwarding("db-nic")
                    .customTable("special", "shop", route("10.9.0.0/16", RouteType.ECS, "db"))
                    .subnet(
                            "legacy",
                            new Subnet.Home.In("shop"),
                            true,
                            new Subnet.Table.Custom("special"),
                            "192.168.3.0/24");
            assertThat(trace("old", "10.9.0.5", V4, HTTPS)).is(HANDED_TO_NEXT_HOP);
            assertThat(trace("web", "10.9.0.5", V4, HTTPS)).is(NO_ROUTE);
        }

        @Test
        void aNextHopThatIsGoneIsABlackHole() {
            network.routes(
                    "shop",
                    route("10.9.0.0/16", RouteType.ECS, "db"),
                    route("fd00:9::/48", RouteType.ECS, "old"),
                    route("10.8.0.0/16", RouteType.VIP, "192.168.1.99"));
            network.remove(Server.TYPE, "db").remove(Port.TYPE, "db-nic");
            assertThat(trace("web", "10.9.0.5", V4, HTTPS)).is(BLACKHOLE).by("web", "shop");
            assertThat(trace("web", "10.8.0.5", V4, HTTPS)).is(BLACKHOLE);
            assertThat(trace("web", "fd00:9::5", V6, HTTPS)).is(BLACKHOLE).citing("SEED-25");
        }

        @Test
        void aNextHopInAnotherVpcIsABlackHole() {
            network.vpc("other", "10.0.0.0/16")
                    .subnet("far", "other", "10.0.1.0/24")
                    .nic("first", "far", "10.0.1.10", "members")
                    .nic("second", "back", "192.168.2.20", "members")
                    .forwarding("first")
                    .forwarding("second")
                    .serverOf("both", Network.ASSIGNS_IPV6, "first")
                    .routes(
                            "shop",
                            route("10.9.0.0/16", RouteType.ECS, "both"),
                            route("10.8.0.0/16", RouteType.ENI, "first"));
            assertThat(trace("web", "10.9.0.5", V4, HTTPS)).is(BLACKHOLE).by("web", "shop");
            assertThat(trace("web", "10.8.0.5", V4, HTTPS)).is(BLACKHOLE).by("web", "shop");
            network.serverOf("both", Network.ASSIGNS_IPV6, "first", "second");
            assertThat(trace("web", "10.9.0.5", V4, HTTPS))
                    .is(HANDED_TO_NEXT_HOP)
                    .by("web", "shop", "both");
        }

        @Test
        void noRouteTakesWhatALocalRouteKeeps() {
            network.vpc("twin", "192.168.0.0/16")
                    .subnet("other", "twin", "192.168.2.0/24")
                    .server("far", "other", "192.168.2.44", "members")
                    .forwarding("cache-nic")
                    .routes("shop", route("0.0.0.0/0", RouteType.ECS, "cache"));
            assertThat(trace("web", "far", V4, HTTPS)).is(ISOLATED_VPCS).by("web", "shop");
        }

        @Test
        void noRouteTakesWhatIsForTheCloudsOwnServices() {
            network.forwarding("cache-nic").routes("shop", route("0.0.0.0/0", RouteType.ECS, "cache"));
            for (String address : new String[] {"100.125.1.250", "198.19.128.9", "127.0.0.1"}) {
                assertThat(trace("web", address, V4, HTTPS)).is(NO_ROUTE).by("web", "shop");
            }
        }

        @Test
        void aNextHopThatTheRouterDoesNotReach() {
            network.forwarding("db-nic")
                    .routes("shop", route("fd00:9::/48", RouteType.ECS, "db"))
                    .disconnect("back", V6);
            assertThat(trace("web", "fd00:9::5", V6, HTTPS)).is(NO_ROUTE).says("IPv6 interface");
        }

        @Test
        void whatTheTwinDoesNotHave() {
            network.routes("shop", route("10.9.0.0/16", RouteType.ER, "router"));
            assertThat(trace("web", "10.9.0.5", V4, HTTPS)).is(NEXT_HOP_NOT_EMULATED);
        }

        @Test
        void aVirtualIpAsNextHop() {
            network.vip("float", "front", "192.168.1.50", "cache-nic")
                    .forwarding("cache-nic")
                    .routes("shop", route("10.9.0.0/16", RouteType.VIP, "192.168.1.50"));
            assertThat(trace("db", "10.9.0.5", V4, HTTPS))
                    .is(HANDED_TO_NEXT_HOP)
                    .by("db", "shop", "cache");
        }

        @Test
        void aServerThatTranslatesForOthers() {
            network.routes("shop", route("0.0.0.0/0", RouteType.ECS, "db")).forwarding("db-nic");
            assertThat(trace("web", "internet", V4, HTTPS)).is(ROUTING_LOOP);
            network.eip("snat", "198.18.0.1", "db-nic");
            assertThat(trace("web", "internet", V4, HTTPS))
                    .is(EXITS_TO_INTERNET)
                    .by("web", "shop", "db", "snat", "the Internet");
            network.eip("door", "198.18.0.2", "web-nic");
            assertThat(trace("web", "internet", V4, HTTPS))
                    .is(EXITS_TO_INTERNET)
                    .by("web", "door", "the Internet")
                    .citing("EIP-25");
        }

        @Test
        void aRouteOfTheVpcItself() {
            network.vpc(
                            "shop",
                            "192.168.0.0/16",
                            false,
                            new Vpc.HostRoute(IpRange.of("10.9.0.0/16"), IpAddress.of("192.168.2.10")))
                    .forwarding("db-nic");
            assertThat(trace("web", "10.9.0.5", V4, HTTPS))
                    .is(HANDED_TO_NEXT_HOP)
                    .by("web", "shop", "db");
        }

        @Test
        void theApplianceIsFilteredToo() {
            network.routes("shop", route("10.9.0.0/16", RouteType.ECS, "fort"))
                    .group("closed")
                    .server("fort", "back", "192.168.2.20", "closed")
                    .forwarding("fort-nic");
            assertThat(trace("web", "10.9.0.5", V4, HTTPS))
                    .is(DENIED_BY_SECURITY_GROUP)
                    .by("web", "shop", "fort");
        }
    }
}
