package dev.twinstack.emulator.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.reachability.Plan;
import dev.twinstack.emulator.reachability.RandomPlan;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.server.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExposureTest {
    private static final Tracer TRACER = new Tracer(Catalogue.of(RegionSettings.of("eu-de")));
    private static final int TOPOLOGIES = 100;

    private static List<String> words(List<Exposed> exposed) {
        return exposed.stream()
                .flatMap(each -> each.openings().stream()
                        .map(opening ->
                                each.node().id() + " " + each.addresses().getFirst() + " "
                                        + opening.service().label() + " from "
                                        + opening.clients().label()))
                .toList();
    }

    private static Plan web(String... more) {
        return new Plan(List.of(
                        "vpc v 10.0.0.0/16",
                        "group g",
                        "subnet n v - gateway 10.0.1.0/24 2001:db8:0:1::/64",
                        "nic web-nic n 10.0.1.5,2001:db8:0:1::5 g",
                        "server web assigns web-nic",
                        "eip eip-web 198.18.0.1 web-nic"))
                .and(List.of(more));
    }

    @Test
    void portsAndClientsAreAsTheRulesSay() {
        Snapshot snapshot = web(
                        "rule g allow in IPv4 tcp 80-90 - 10",
                        "rule g deny in IPv4 tcp 85 - 5",
                        "rule g allow in IPv4 tcp 22 203.0.113.0/24 10",
                        "rule g deny in IPv4 any - 203.0.113.7/32 1",
                        "rule g allow in IPv6 tcp 443 - 10",
                        "shared bw web-nic")
                .snapshot();
        List<Exposed> exposed = Exposure.of(TRACER, snapshot).exposed();
        assertThat(words(exposed))
                .containsExactly(
                        "eip-web 198.18.0.1 tcp 22 from 203.0.113.0-203.0.113.6, 203.0.113.8-203.0.113.255",
                        "eip-web 198.18.0.1 tcp 80-84 from anyone but 203.0.113.7",
                        "eip-web 198.18.0.1 tcp 86-90 from anyone but 203.0.113.7",
                        "web-nic 2001:db8:0:1::5 tcp 443 from anyone");
        assertThat(exposed.getFirst().guests()).extracting("id").containsExactly("web");
        assertThat(exposed.getFirst().openings().get(1).grants())
                .extracting(Grant::rule)
                .containsExactly("", "g-1");
        assertThat(exposed.getLast().openings().getFirst().grants())
                .extracting(grant -> grant.resource().id())
                .containsExactly("bw", "g");
    }

    @Test
    void everythingIsOneStretch() {
        Snapshot snapshot = web("rule g allow in IPv4 any - - 1").snapshot();
        assertThat(words(Exposure.of(TRACER, snapshot).exposed()))
                .containsExactly(
                        "eip-web 198.18.0.1 tcp on every port from anyone",
                        "eip-web 198.18.0.1 udp on every port from anyone",
                        "eip-web 198.18.0.1 ping from anyone",
                        "eip-web 198.18.0.1 other protocols from anyone");
    }

    @Test
    void aFirewallNarrowsWhatGroupsAllow() {
        Snapshot snapshot = web(
                        "rule g allow in IPv4 tcp 1-1000 - 1",
                        "firewall f up n",
                        "firewall-rule f allow in IPv4 tcp 203.0.113.9 - 900:2000",
                        "firewall-rule f allow in IPv4 tcp - - 443")
                .snapshot();
        assertThat(words(Exposure.of(TRACER, snapshot).exposed()))
                .containsExactly(
                        "eip-web 198.18.0.1 tcp 443 from anyone", "eip-web 198.18.0.1 tcp 900-1000 from 203.0.113.9");
    }

    @Test
    void dnatRulesOpenTheirOutsidePorts() {
        Snapshot snapshot = new Plan(List.of(
                        "vpc v 10.0.0.0/16",
                        "group g",
                        "rule g allow in IPv4 tcp 443 - 1",
                        "subnet n v - gateway 10.0.1.0/24",
                        "nic web-nic n 10.0.1.5 g",
                        "server web assigns web-nic",
                        "nat nat v n",
                        "eip out 198.18.0.9",
                        "dnat nat out tcp:8443:443 web-nic",
                        "dnat nat out tcp:8080:80 web-nic",
                        "route v 0.0.0.0/0 NAT nat"))
                .snapshot();
        assertThat(words(Exposure.of(TRACER, snapshot).exposed()))
                .containsExactly("out 198.18.0.9 tcp 8443 from anyone");
        assertThat(words(Exposure.of(
                                TRACER,
                                snapshot,
                                List.of(new Endpoint.OfServer("web")),
                                List.of(Family.IPV4, Family.IPV6))
                        .exposed()))
                .containsExactly("web 198.18.0.9 tcp 443 from anyone");
    }

    /** Three stretches of tcp, one of udp, pings and the rest, each by one client and by all others. */
    @Test
    void whatWouldBeTooManyFlowsIsLeftOut() {
        Snapshot snapshot = web(
                        "rule g allow in IPv4 tcp 80 203.0.113.0/24 1",
                        "nic idle-nic n 10.0.1.6 -",
                        "server idle assigns idle-nic")
                .snapshot();
        List<Endpoint> ends = List.of(new Endpoint.OfServer("web"), new Endpoint.OfServer("idle"));
        Exposures all = Exposure.of(TRACER, snapshot, ends, List.of(Family.IPV4), 12 + 4);
        assertThat(all.exposed()).extracting(Exposed::end).containsExactlyElementsOf(ends);
        assertThat(all.leftOut()).isEmpty();
        Exposures some = Exposure.of(TRACER, snapshot, ends, List.of(Family.IPV4), 12 + 3);
        assertThat(some.exposed()).extracting(Exposed::end).containsExactly(ends.getFirst());
        assertThat(some.leftOut()).extracting(each -> each.node().name()).containsExactly("idle");
        Exposures small = Exposure.of(TRACER, snapshot, ends, List.of(Family.IPV4), 11);
        assertThat(small.exposed()).extracting(Exposed::end).containsExactly(ends.getLast());
        assertThat(small.leftOut()).extracting(Exposures.LeftOut::end).containsExactly(ends.getFirst());
    }

    /** Every answer is held against traces of single flows: at both ends of each stretch, and beside it. */
    @Test
    void openingsSayWhatTracesSay() {
        int open = 0;
        for (long seed = 1; seed <= TOPOLOGIES; seed++) {
            Plan plan = RandomPlan.of(seed);
            Snapshot snapshot = plan.snapshot();
            List<Exposed> all = Exposure.of(TRACER, snapshot, ends(snapshot), List.of(Family.values()))
                    .exposed();
            SplittableRandom random = new SplittableRandom(seed);
            for (Exposed exposed : all) {
                for (Flow flow : flows(exposed, random)) {
                    boolean arrives = TRACER.trace(snapshot, flow).reachable();
                    assertThat(lets(exposed, flow))
                            .as("seed %d: %s%n%s%n%s", seed, flow, exposed.openings(), plan)
                            .isEqualTo(arrives);
                    open += arrives ? 1 : 0;
                }
            }
            assertThat(Exposure.of(TRACER, snapshot).exposed())
                    .as("seed %d: every public address that is open", seed)
                    .containsExactlyElementsOf(all.stream()
                            .filter(ExposureTest::isAtItsAddress)
                            .filter(each -> !each.openings().isEmpty())
                            .filter(each -> isPublic(snapshot, each))
                            .toList());
        }
        assertThat(open).isGreaterThan(2_000);
    }

    private static List<Endpoint> ends(Snapshot snapshot) {
        List<Endpoint> ends = new ArrayList<>();
        snapshot.all(PublicIp.TYPE).forEach(publicIp -> ends.add(new Endpoint.OfPublicIp(publicIp.id())));
        snapshot.all(Port.TYPE).forEach(port -> ends.add(new Endpoint.OfPort(port.id())));
        snapshot.all(Server.TYPE).forEach(server -> ends.add(new Endpoint.OfServer(server.id())));
        return ends;
    }

    private static boolean isAtItsAddress(Exposed exposed) {
        return exposed.end() instanceof Endpoint.OfPublicIp
                || exposed.end() instanceof Endpoint.OfPort && exposed.family() == Family.IPV6;
    }

    private static boolean isPublic(Snapshot snapshot, Exposed exposed) {
        return !(exposed.end() instanceof Endpoint.OfPort(String id))
                || snapshot.find(Port.TYPE, id).orElseThrow().ipv6Bandwidth() instanceof Port.Ipv6Bandwidth.In;
    }

    private static List<Flow> flows(Exposed exposed, SplittableRandom random) {
        List<Traffic> traffic = new ArrayList<>(List.of(new Traffic.Ping(), new Traffic.AnyProtocol()));
        for (Transport transport : Transport.values()) {
            for (int port : List.of(1, 22, 80, 443, 8443, 53, 65_535, random.nextInt(1, 65_536))) {
                traffic.add(new Traffic.OnePort(transport, port));
            }
        }
        for (Opening opening : exposed.openings()) {
            if (opening.service() instanceof Service.PortStretch(Transport transport, int first, int last)) {
                Stream.of(first - 1, first, last, last + 1)
                        .filter(port -> port >= 1 && port <= Traffic.HIGHEST_PORT)
                        .forEach(port -> traffic.add(new Traffic.OnePort(transport, port)));
            }
        }
        List<Endpoint> from = new ArrayList<>(List.of(new Endpoint.Internet()));
        clients(exposed).forEach(address -> from.add(new Endpoint.Host(address)));
        return traffic.stream()
                .flatMap(what -> from.stream().map(end -> new Flow(end, exposed.end(), exposed.family(), what)))
                .toList();
    }

    private static Stream<IpAddress> clients(Exposed exposed) {
        return Stream.of(
                        RandomPlan.HOSTS.stream(),
                        Stream.of("203.0.113.0", "203.0.113.255", "203.0.114.0", "2a00:1::", "2a00:0:ffff::1"))
                .flatMap(each -> each)
                .map(IpAddress::of)
                .filter(address -> address.family() == exposed.family());
    }

    /** No address of the Internet at large is named: 192.0.2.1 and 2a00:77::1 are in no rule. */
    private static boolean lets(Exposed exposed, Flow flow) {
        IpAddress client = switch (flow.from()) {
            case Endpoint.Host(IpAddress address) -> address;
            case Endpoint.Internet internet -> IpAddress.of(flow.family() == Family.IPV4 ? "192.0.2.1" : "2a00:77::1");
            case Endpoint.OfServer inside -> throw new AssertionError(inside);
            case Endpoint.OfPort inside -> throw new AssertionError(inside);
            case Endpoint.OfPublicIp inside -> throw new AssertionError(inside);
        };
        return exposed.openings().stream()
                .anyMatch(opening -> opening.clients().contains(client) && has(opening.service(), flow.traffic()));
    }

    private static boolean has(Service service, Traffic traffic) {
        return switch (service) {
            case Service.PortStretch(Transport transport, int first, int last) ->
                traffic instanceof Traffic.OnePort(Transport used, int port)
                        && used == transport
                        && first <= port
                        && port <= last;
            case Service.Ping ping -> traffic instanceof Traffic.Ping;
            case Service.OtherProtocols others -> traffic instanceof Traffic.AnyProtocol;
        };
    }
}
