package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.Disposition.*;
import static dev.twinstack.emulator.reachability.Network.route;
import static dev.twinstack.emulator.reachability.TraceAssert.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Blocker.Leg;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteType;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of the answers, how wide the way is, and what a flow that arrives rests on. */
class WayBackTest {
    private static final Family V4 = Family.IPV4;
    private static final Family V6 = Family.IPV6;
    private static final Traffic HTTPS = new Traffic.OnePort(Transport.TCP, 443);
    private static final Tracer TRACER = new Tracer(Network.CATALOGUE);

    private final Network network = new Network()
            .vpc("shop", "192.168.0.0/16")
            .subnet("front", "shop", "192.168.1.0/24", "2001:db8:1:1::/64")
            .subnet("back", "shop", "192.168.2.0/24", "2001:db8:1:2::/64")
            .group(
                    "open",
                    "allow in IPv4 any - -",
                    "allow in IPv6 any - -",
                    "allow out IPv4 any - -",
                    "allow out IPv6 any - -")
            .server("web", "front", "192.168.1.10 2001:db8:1:1::10", "open")
            .server("db", "back", "192.168.2.10 2001:db8:1:2::10", "open")
            .server("fort", "back", "192.168.2.20 2001:db8:1:2::20", "open");

    private Trace trace(String from, String to, Family family) {
        return network.trace(from, to, family, HTTPS);
    }

    private void routes(Route... routes) {
        network.routes("shop", routes);
    }

    /** One blocker, whose remedies take it away. */
    private void curable(Trace stopped, Leg leg) {
        Diagnosis diagnosis = Diagnosis.of(TRACER, network.snapshot(), stopped.flow());
        Assertions.assertThat(diagnosis.complete()).isTrue();
        Assertions.assertThat(diagnosis.blockers())
                .singleElement()
                .satisfies(blocker -> Assertions.assertThat(blocker.leg()).isEqualTo(leg));
        Assertions.assertThat(TRACER.trace(WhatIf.with(network.snapshot(), diagnosis.remedies()), stopped.flow())
                        .reachable())
                .isTrue();
    }

    @Nested
    class Answers {
        @Test
        void passWhatKnowsTheConnection() {
            network.firewall("wall", true, "front back", "allow out IPv4 tcp - - 443", "allow in IPv4 tcp - - 443");
            Trace trace = trace("web", "db", V4);
            assertThat(trace).is(DELIVERED).answeredBy("db", "back", "shop", "front", "web");
            Assertions.assertThat(trace.back())
                    .flatExtracting(Hop::steps)
                    .extracting(Step::action)
                    .containsExactly("send", "check", "filter", "filter", "forward", "filter", "filter", "deliver");
            Assertions.assertThat(trace.back())
                    .flatExtracting(Hop::steps)
                    .filteredOn(step -> step instanceof Step.Filter)
                    .extracting(step -> step.cites().getFirst())
                    .containsExactly("SG-13", "ACL-05", "ACL-05", "SG-13");
        }

        @Test
        void stayInTheirSubnet() {
            network.server("twin", "front", "192.168.1.11", "open");
            assertThat(trace("web", "twin", V4)).is(DELIVERED).answeredBy("twin", "front", "web");
            assertThat(trace("web", "192.168.1.10", V4)).is(DELIVERED).answeredBy("web");
        }

        @Test
        void areTranslatedAsTheQuestionWas() {
            network.eip("door", "198.18.0.1", "web-nic");
            assertThat(trace("internet", "web", V4)).is(DELIVERED).answeredBy("web", "door", "the Internet");
            assertThat(trace("web", "internet", V4)).is(EXITS_TO_INTERNET).answeredBy("the Internet", "door", "web");
        }

        @Test
        void comeBackByTheServerThatTranslated() {
            routes(route("0.0.0.0/0", RouteType.ECS, "fort"));
            network.forwarding("fort-nic").eip("door", "198.18.0.1", "fort-nic");
            assertThat(trace("db", "internet", V4))
                    .is(EXITS_TO_INTERNET)
                    .answeredBy("the Internet", "door", "fort", "db");
        }

        @Test
        void areNotFollowedBehindANextHop() {
            routes(route("172.20.0.0/16", RouteType.ECS, "fort"));
            network.forwarding("fort-nic");
            Assertions.assertThat(trace("web", "172.20.0.5", V4).back()).isEmpty();
        }

        @Test
        void bearAnotherAddressWhereARouteLeadsElsewhere() {
            network.eip("door", "198.18.0.1", "web-nic").forwarding("fort-nic");
            routes(route("203.0.113.0/24", RouteType.ECS, "fort"));
            Trace stopped = trace("203.0.113.9", "door", V4);
            assertThat(stopped)
                    .is(NO_RETURN_ROUTE)
                    .by("the Internet", "door", "web")
                    .answeredBy("web", "shop")
                    .citing("RT-08", "RT-23")
                    .says("not back by door");
            curable(stopped, Leg.BACK);
            assertThat(trace("198.51.100.7", "door", V4)).is(DELIVERED);
            assertThat(trace("internet", "door", V4)).is(DELIVERED);
            routes(route("203.0.113.0/24", RouteType.ECS, "gone"));
            assertThat(trace("203.0.113.9", "door", V4)).is(BLACKHOLE);
        }

        @Test
        void keepTheirAddressOverIpv6() {
            network.shared("bw", "web-nic");
            routes(route("2a00:1::/32", RouteType.ECS, "fort"));
            Trace stopped = trace("2a00:1::9", "web", V6);
            assertThat(stopped).is(DROPPED_BY_SOURCE_DESTINATION_CHECK).answeredBy("web", "shop", "fort");
            curable(stopped, Leg.BACK);
            network.forwarding("fort-nic");
            assertThat(trace("2a00:1::9", "web", V6)).is(DELIVERED).answeredBy("web", "shop", "fort");
            routes(route("2a00:1::/32", RouteType.ECS, "web"));
            assertThat(trace("2a00:1::9", "web", V6)).is(ROUTING_LOOP);
            routes(route("::/0", RouteType.ECS, "fort"));
            assertThat(trace("2a00:1::9", "web", V6)).is(DELIVERED).answeredBy("web", "bw", "the Internet");
        }

        @Test
        void ofWhatIsStoppedAreNotAskedAfter() {
            network.group("none").grouped("web-nic", "none");
            Trace stopped = trace("web", "db", V4);
            assertThat(stopped).is(DENIED_BY_SECURITY_GROUP);
            Assertions.assertThat(stopped.back()).isEmpty();
            curable(stopped, Leg.THERE);
        }
    }

    @Nested
    class VirtualIps {
        @Test
        void needAPairWithTheMacOfTheNic() {
            network.vip("float", "front", "192.168.1.50", "web-nic");
            assertThat(trace("float", "db", V4)).is(DELIVERED);
            assertThat(trace("db", "float", V4)).is(DELIVERED).answeredBy("web", "shop", "db");
            network.otherMac("float");
            assertThat(trace("float", "db", V4))
                    .is(SOURCE_ADDRESS_DENIED)
                    .decidedBy("web-nic", "")
                    .citing("PORT-09");
            curable(trace("float", "db", V4), Leg.THERE);
            assertThat(trace("db", "float", V4))
                    .is(SOURCE_ADDRESS_DENIED)
                    .by("db", "shop", "web")
                    .answeredBy("web");
            curable(trace("db", "float", V4), Leg.BACK);
            network.switches("web-nic", true, false, false);
            assertThat(trace("float", "db", V4)).is(DELIVERED);
        }

        @Test
        void areInABlockWhateverBitsAreSetBehindItsPrefix() {
            network.vip("float", "front", "192.168.1.50", "web-nic").otherMac("float");
            network.pair("web-nic", "192.168.2.5/24");
            assertThat(trace("float", "db", V4)).is(SOURCE_ADDRESS_DENIED);
            network.pair("web-nic", "192.168.1.5/24");
            assertThat(trace("float", "db", V4)).is(DELIVERED);
        }

        @Test
        void haveNoUseOfAnEipWhileTheyAreNextHops() {
            network.vip("float", "front", "192.168.1.50", "web-nic").eip("door", "198.18.0.1", "float");
            assertThat(trace("internet", "door", V4)).is(DELIVERED);
            routes(route("172.20.0.0/16", RouteType.VIP, "192.168.1.50"));
            assertThat(trace("internet", "door", V4))
                    .is(EIP_INEFFECTIVE)
                    .decidedBy("door", "")
                    .citing("VIP-12")
                    .says("route 172.20.0.0/16");
            curable(trace("internet", "door", V4), Leg.THERE);
            assertThat(trace("internet", "float", V4)).is(EIP_INEFFECTIVE);
            assertThat(trace("internet", "web", V4)).is(EIP_INEFFECTIVE);
            assertThat(trace("float", "internet", V4)).is(EIP_INEFFECTIVE).citing("VIP-12");
            curable(trace("float", "internet", V4), Leg.THERE);
            network.eip("gate", "198.18.0.2", "web-nic");
            assertThat(trace("internet", "web", V4)).is(DELIVERED).by("the Internet", "gate", "web");
        }

        @Test
        void areRoutedAsIfTheyHadNone() {
            network.vip("float", "front", "192.168.1.50", "web-nic")
                    .eip("door", "198.18.0.1", "float")
                    .natGateway("nat", "shop", "front")
                    .eip("nat-eip", "198.18.0.3")
                    .snat("nat", "front", "nat-eip");
            routes(route("172.20.0.0/16", RouteType.VIP, "float"), route("0.0.0.0/0", RouteType.NAT, "nat"));
            assertThat(trace("float", "internet", V4)).is(EXITS_TO_INTERNET).by("web", "shop", "nat", "the Internet");
        }

        @Test
        void translateWithTheAddressOfTheirNic() {
            network.vip("float", "front", "192.168.1.50", "web-nic")
                    .forwarding("web-nic")
                    .eip("door", "198.18.0.1", "float");
            routes(route("0.0.0.0/0", RouteType.VIP, "192.168.1.50"));
            assertThat(trace("db", "internet", V4)).is(ROUTING_LOOP);
            network.eip("gate", "198.18.0.2", "web-nic");
            assertThat(trace("db", "internet", V4))
                    .is(EXITS_TO_INTERNET)
                    .by("db", "shop", "web", "gate", "the Internet");
        }
    }

    @Nested
    class Limits {
        private void limit(Trace trace, String bandwidth, int mbits) {
            Assertions.assertThat(trace.limit())
                    .hasValueSatisfying(
                            limit -> Assertions.assertThat(limit.bandwidth().id() + ' ' + limit.mbits())
                                    .isEqualTo(bandwidth + ' ' + mbits));
        }

        @Test
        void areThoseOfEips() {
            network.eip("door", "198.18.0.1", "web-nic").bandwidth("bw-door", 20);
            limit(trace("web", "internet", V4), "bw-door", 20);
            limit(trace("internet", "door", V4), "bw-door", 20);
            network.eip("gate", "198.18.0.2", "db-nic").bandwidth("bw-gate", 5);
            limit(trace("web", "gate", V4), "bw-gate", 5);
            limit(trace("db", "door", V4), "bw-gate", 5);
        }

        @Test
        void areThoseOfSharedBandwidthsAndNatGateways() {
            network.shared("bw", "web-nic");
            limit(trace("web", "internet", V6), "bw", 10);
            limit(trace("internet", "web", V6), "bw", 10);
            network.natGateway("nat", "shop", "front")
                    .eip("nat-eip", "198.18.0.3")
                    .bandwidth("bw-nat-eip", 100)
                    .snat("nat", "front", "nat-eip")
                    .dnat("nat", "nat-eip", "tcp 443 443", "web-nic");
            routes(route("0.0.0.0/0", RouteType.NAT, "nat"));
            limit(trace("web", "internet", V4), "bw-nat-eip", 100);
            limit(trace("internet", "nat-eip", V4), "bw-nat-eip", 100);
        }

        @Test
        void areNoneWithinTheCloudOrForWhatDoesNotArrive() {
            network.eip("door", "198.18.0.1", "web-nic").bandwidth("bw-door", 20);
            Assertions.assertThat(trace("web", "db", V4).limit()).isEmpty();
            network.stopped("web");
            Assertions.assertThat(trace("internet", "door", V4).limit()).isEmpty();
        }
    }

    @Test
    void aFlowThatArrivesRestsOnRulesRoutesAndWhatIsBound() {
        network.eip("door", "198.18.0.1", "web-nic").firewall("wall", true, "front", "allow in IPv4 tcp - - 443");
        assertThat(trace("internet", "door", V4)).restingOn("door", "wall wall-1", "open open-1");
        assertThat(trace("web", "192.168.1.10", V4)).restingOn();
        network.vpc("bank", "10.0.0.0/16")
                .subnet("vault", "bank", "10.0.1.0/24")
                .server("gold", "vault", "10.0.1.10", "open")
                .peering("bridge", "shop", "bank")
                .routes("bank", route("192.168.0.0/16", RouteType.PEERING, "bridge"));
        routes(route("10.0.0.0/16", RouteType.PEERING, "bridge"));
        assertThat(trace("db", "gold", V4))
                .restingOn("open open-3", "rtb-shop 10.0.0.0/16", "open open-1", "rtb-bank 192.168.0.0/16");
        network.stopped("web");
        assertThat(trace("internet", "door", V4)).restingOn();
    }
}
