package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.Disposition.*;
import static dev.twinstack.emulator.reachability.Network.route;
import static dev.twinstack.emulator.reachability.TraceAssert.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.subnet.Subnet;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Topologies with NAT gateways in, paths out. */
class NatGatewayTraceTest {
    private static final Family V4 = Family.IPV4;
    private static final Traffic HTTPS = new Traffic.OnePort(Transport.TCP, 443);
    private static final Traffic ALTERNATE = new Traffic.OnePort(Transport.TCP, 8443);
    private static final Traffic PING = new Traffic.Ping();

    /** Servers {@code web} and {@code db} in two subnets, and a NAT gateway that the default route leads to. */
    private final Network network = new Network()
            .vpc("shop", "192.168.0.0/16")
            .subnet("front", "shop", "192.168.1.0/24")
            .subnet("back", "shop", "192.168.2.0/24", "2001:db8:1:2::/64")
            .members("members")
            .group("https", "allow in IPv4 tcp 443 0.0.0.0/0")
            .server("web", "front", "192.168.1.10", "members", "https")
            .server("db", "back", "192.168.2.10 2001:db8:1:2::10", "members")
            .natGateway("nat", "shop", "front")
            .eip("shared", "198.18.0.1")
            .routes("shop", route("0.0.0.0/0", RouteType.NAT, "nat"));

    private Trace trace(String from, String to, Traffic traffic) {
        return network.trace(from, to, V4, traffic);
    }

    @Nested
    class Outwards {
        @Test
        void anSnatRuleLetsTheServersOfItsSubnetOut() {
            network.snat("nat", "front", "shared");
            assertThat(trace("web", "internet", HTTPS))
                    .is(EXITS_TO_INTERNET)
                    .by("web", "shop", "nat", "the Internet")
                    .decidedBy("nat", "nat-snat-1")
                    .says("198.18.0.1")
                    .citing("RT-21", "RT-23");
            assertThat(trace("web", "203.0.113.9", PING)).is(EXITS_TO_INTERNET);
            assertThat(trace("db", "internet", HTTPS))
                    .is(NOT_TRANSLATED)
                    .by("db", "shop", "nat")
                    .says("192.168.2.10");
        }

        @Test
        void aRuleMayBeForABlockAndHaveSeveralEips() {
            network.eip("second", "198.18.0.2").snat("nat", "192.168.2.0/28", "shared", "second");
            assertThat(trace("db", "internet", HTTPS)).is(EXITS_TO_INTERNET).says("one of 1 more");
            assertThat(trace("web", "internet", HTTPS)).is(NOT_TRANSLATED);
        }

        @Test
        void onlyTheProtocolsThatItTranslatesGetOut() {
            network.snat("nat", "front", "shared");
            assertThat(trace("web", "internet", new Traffic.AnyProtocol()))
                    .is(NOT_TRANSLATED)
                    .says("TCP, UDP and ICMP");
            assertThat(trace("web", "internet", new Traffic.AnyPort(Transport.UDP)))
                    .is(EXITS_TO_INTERNET);
        }

        @Test
        void anEipOfItsOwnGoesFirst() {
            network.snat("nat", "front", "shared").eip("own", "198.18.0.9", "web-nic");
            assertThat(trace("web", "internet", HTTPS)).is(EXITS_TO_INTERNET).by("web", "own", "the Internet");
        }

        @Test
        void ipv6AndPrivateDestinationsAreNotItsBusiness() {
            network.snat("nat", "back", "shared")
                    .routes(
                            "shop",
                            route("0.0.0.0/0", RouteType.NAT, "nat"),
                            route("10.0.0.0/8", RouteType.NAT, "nat"),
                            route("::/0", RouteType.NAT, "nat"));
            assertThat(trace("db", "10.1.2.3", HTTPS)).is(NO_ROUTE).by("db", "shop", "nat");
            assertThat(network.trace("db", "internet", Family.IPV6, HTTPS))
                    .is(BLACKHOLE)
                    .citing("SEED-25");
        }

        @Test
        void aGatewayThatIsGoneIsABlackHoleAndSoIsAnotherVpcs() {
            network.vpc("other", "10.0.0.0/16")
                    .subnet("far", "other", "10.0.1.0/24")
                    .server("spy", "far", "10.0.1.10", "members")
                    .snat("nat", "front", "shared")
                    .routes("other", route("0.0.0.0/0", RouteType.NAT, "nat"));
            assertThat(trace("spy", "internet", HTTPS)).is(BLACKHOLE).by("spy", "other");
            network.remove(NatGateway.TYPE, "nat");
            assertThat(trace("web", "internet", HTTPS)).is(BLACKHOLE).by("web", "shop");
        }

        @Test
        void anEipOfAGatewayBeginsNothing() {
            network.snat("nat", "front", "shared");
            assertThat(trace("shared", "internet", HTTPS)).is(EIP_NOT_BOUND).says("NAT gateway nat");
        }
    }

    @Nested
    class Inwards {
        /** Of two rules to one port, the one whose gateway the answers leave by. */
        @Test
        void aRuleThatAnswersComeBackByGoesFirst() {
            network.natGateway("a-nat", "shop", "front")
                    .eip("other", "198.18.0.8")
                    .dnat("a-nat", "other", "tcp 8443 443", "web-nic");
            assertThat(trace("internet", "web", HTTPS)).is(NO_RETURN_ROUTE);
            network.dnat("nat", "shared", "tcp 443 443", "192.168.1.10");
            assertThat(trace("internet", "web", HTTPS)).is(DELIVERED).by("the Internet", "nat", "web");
            network.routes("shop", route("0.0.0.0/0", RouteType.NAT, "a-nat"));
            assertThat(trace("internet", "web", HTTPS)).is(DELIVERED).by("the Internet", "a-nat", "web");
        }

        @Test
        void aDnatRuleLetsTheInternetInOnItsPort() {
            network.dnat("nat", "shared", "tcp 8443 443", "web-nic");
            assertThat(trace("internet", "shared", ALTERNATE))
                    .is(DELIVERED)
                    .by("the Internet", "nat", "web")
                    .decidedBy("https", "https-1");
            assertThat(trace("internet", "198.18.0.1", HTTPS))
                    .is(NOT_TRANSLATED)
                    .by("the Internet", "nat")
                    .says("tcp 443");
            assertThat(trace("internet", "shared", PING)).is(NOT_TRANSLATED);
        }

        @Test
        void aServerIsAskedAtThePortItHasItself() {
            network.dnat("nat", "shared", "tcp 8443 443", "web-nic");
            Trace asked = trace("internet", "web", HTTPS);
            assertThat(asked).is(DELIVERED).by("the Internet", "nat", "web");
            Assertions.assertThat(asked.hops().get(1).steps())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Step.Translate.class,
                            step -> Assertions.assertThat(step.text())
                                    .contains("tcp 8443 at 198.18.0.1 becomes tcp 443 at 192.168.1.10"));
            assertThat(trace("internet", "192.168.1.10", HTTPS)).is(DELIVERED);
            assertThat(trace("internet", "web", ALTERNATE)).is(NO_EIP);
        }

        @Test
        void theReceiversSecurityGroupsSeeThePortInsideAndTheClient() {
            network.dnat("nat", "shared", "tcp 443 8443", "web-nic");
            assertThat(trace("internet", "shared", HTTPS))
                    .is(DENIED_BY_SECURITY_GROUP)
                    .by("the Internet", "nat", "web");
            network.group("client", "allow in IPv4 tcp 8443 203.0.113.9/32")
                    .server("web", "front", "192.168.1.10", "members", "client");
            assertThat(trace("203.0.113.9", "shared", HTTPS)).is(DELIVERED);
            assertThat(trace("internet", "shared", HTTPS)).is(DENIED_BY_SECURITY_GROUP);
        }

        @Test
        void aRuleForAllPortsLetsAllIn() {
            network.dnat("nat", "shared", "any", "192.168.1.10");
            assertThat(trace("internet", "shared", HTTPS)).is(DELIVERED);
            assertThat(trace("internet", "web", HTTPS)).is(DELIVERED);
            assertThat(trace("internet", "shared", PING)).is(DENIED_BY_SECURITY_GROUP);
            assertThat(trace("internet", "shared", new Traffic.AnyProtocol())).is(NOT_TRANSLATED);
        }

        @Test
        void theAnswersHaveToLeaveByTheSameGateway() {
            network.dnat("nat", "shared", "tcp 443 443", "web-nic").routes("shop");
            assertThat(trace("internet", "shared", HTTPS))
                    .is(NO_RETURN_ROUTE)
                    .by("the Internet", "nat", "web")
                    .citing("RT-21");
            network.natGateway("nat2", "shop", "front").routes("shop", route("0.0.0.0/0", RouteType.NAT, "nat2"));
            assertThat(trace("internet", "shared", HTTPS)).is(NO_RETURN_ROUTE);
            network.customTable("special", "shop", route("203.0.113.0/24", RouteType.NAT, "nat"))
                    .subnet(
                            "front",
                            new Subnet.Home.In("shop"),
                            true,
                            new Subnet.Table.Custom("special"),
                            "192.168.1.0/24");
            assertThat(trace("203.0.113.9", "shared", HTTPS)).is(DELIVERED);
            assertThat(trace("internet", "shared", HTTPS)).is(NO_RETURN_ROUTE);
        }

        @Test
        void anEipOfTheReceiversOwnMisleadsTheAnswers() {
            network.dnat("nat", "shared", "tcp 443 443", "web-nic").eip("own", "198.18.0.9", "web-nic");
            assertThat(trace("internet", "shared", HTTPS))
                    .is(NO_RETURN_ROUTE)
                    .decidedBy("own", "")
                    .citing("EIP-25");
            assertThat(trace("internet", "own", HTTPS)).is(DELIVERED).by("the Internet", "own", "web");
        }

        @Test
        void aRuleThatLeadsNowhere() {
            network.dnat("nat", "shared", "tcp 1 443", "web-nic")
                    .dnat("nat", "shared", "tcp 2 443", "192.168.2.77")
                    .dnat("nat", "shared", "tcp 3 443", "10.9.9.9")
                    .remove(Port.TYPE, "web-nic");
            assertThat(trace("internet", "shared", new Traffic.OnePort(Transport.TCP, 1)))
                    .is(BLACKHOLE)
                    .by("the Internet", "nat");
            assertThat(trace("internet", "shared", new Traffic.OnePort(Transport.TCP, 2)))
                    .is(ADDRESS_UNUSED)
                    .decidedBy("back", "");
            assertThat(trace("internet", "shared", new Traffic.OnePort(Transport.TCP, 3)))
                    .is(NEXT_HOP_NOT_EMULATED);
        }

        @Test
        void whatItTranslatesStillHasToGetIntoTheSubnet() {
            network.subnet("walled", new Subnet.Home.In("shop"), false, new Subnet.Table.Default(), "192.168.9.0/24")
                    .server("monk", "walled", "192.168.9.10", "members", "https")
                    .dnat("nat", "shared", "tcp 443 443", "monk-nic");
            Trace trace = trace("internet", "shared", HTTPS);
            assertThat(trace).is(NO_ROUTE).by("the Internet", "nat").citing("SUB-10");
            Assertions.assertThat(trace.hops().getLast().steps().getFirst()).isInstanceOf(Step.Translate.class);
        }

        @Test
        void aVirtualIpMayBeTheTarget() {
            network.vip("float", "front", "192.168.1.50", "web-nic").dnat("nat", "shared", "tcp 443 443", "float");
            assertThat(trace("internet", "shared", HTTPS)).is(DELIVERED).by("the Internet", "nat", "web");
        }

        @Test
        void anotherVpcComesInByTheInternet() {
            network.vpc("other", "10.0.0.0/16")
                    .subnet("far", "other", "10.0.1.0/24")
                    .server("spy", "far", "10.0.1.10", "members")
                    .eip("spy-eip", "198.18.0.7", "spy-nic")
                    .dnat("nat", "shared", "tcp 443 443", "web-nic");
            assertThat(trace("spy", "198.18.0.1", HTTPS))
                    .is(DELIVERED)
                    .by("spy", "spy-eip", "the Internet", "nat", "web");
        }
    }

    @Test
    void aLoadBalancersAddressTakesNothing() {
        network.balancer("vip", "front", "192.168.1.60").eip("door", "198.18.0.5", "vip");
        assertThat(trace("db", "vip", HTTPS)).is(PORT_NOT_ATTACHED).says("loadbalancer vip-lb");
        assertThat(trace("internet", "door", HTTPS)).is(PORT_NOT_ATTACHED).by("the Internet", "door", "vip");
    }
}
