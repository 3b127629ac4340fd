package dev.twinstack.emulator.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.routetable.RouteType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a question leaves open. */
class SurveyTest {
    private static final Traffic PING = new Traffic.Ping();
    private static final Traffic TCP = new Traffic.AnyPort(Transport.TCP);
    private static final Traffic SSH = new Traffic.OnePort(Transport.TCP, 22);
    private static final Traffic ANY = new Traffic.AnyProtocol();

    private final Network network = new Network()
            .vpc("shop", "192.168.0.0/16")
            .subnet("front", "shop", "192.168.1.0/24")
            .subnet("back", "shop", "192.168.2.0/24")
            .group("open", "allow in IPv4 any - -", "allow out IPv4 any - -")
            .group("mute", "allow out IPv4 any - -")
            .server("web", "front", "192.168.1.10", "open")
            .server("db", "back", "192.168.2.10", "open");

    private Finding ask(String from, String to, Traffic traffic) {
        return network.survey(from, to, Family.IPV4, traffic);
    }

    /** To db, whose rules let this in. */
    private Finding to(Traffic traffic, String... rules) {
        List<String> all = new ArrayList<>(List.of(rules));
        all.add("allow out IPv4 any - -");
        network.group("open", all.toArray(String[]::new));
        return ask("web", "db", traffic);
    }

    private static void check(Finding finding, Verdict verdict, int arriving, int flows, String... cases) {
        assertThat(finding.verdict()).as("%s", finding).isEqualTo(verdict);
        assertThat(finding.arriving()).as("%s", finding).isEqualTo(arriving);
        assertThat(finding.flows()).as("%s", finding).isEqualTo(flows);
        assertThat(finding.cases()).extracting(Finding.Case::what).containsExactly(cases);
    }

    /** What was not asked about may fare otherwise. */
    @Test
    void moreFlowsThanCanBeAskedAboutCutTheAnswerShort() {
        network.group("open", "allow in IPv4 tcp 80-90 - 2", "deny in IPv4 tcp 85 -", "allow out IPv4 any - -");
        check(upTo(6), Verdict.AMBIGUOUS, 2, 5, "tcp 80-84", "tcp 86-90");
        assertThat(upTo(6).cutShort()).isFalse();
        for (int most = 2; most < 5; most++) {
            assertThat(upTo(most).cutShort()).isTrue();
            assertThat(upTo(most).flows()).isLessThanOrEqualTo(most);
        }
        check(upTo(1), Verdict.UNDETERMINED, 0, 1);
        network.group("open", "allow in IPv4 tcp 1-79 -", "allow out IPv4 any - -");
        check(upTo(1), Verdict.UNDETERMINED, 1, 1, "tcp 1-79");
        assertThat(upTo(1).trace().reachable()).as("a port that no rule names").isFalse();
    }

    /** {@return the answer about all of tcp, of no more than so many flows} */
    private Finding upTo(int most) {
        Flow flow = new Flow(new Endpoint.OfServer("web"), new Endpoint.OfServer("db"), Family.IPV4, TCP);
        Topology topology = Topology.of(network.snapshot());
        return new Survey(new Tracer(Network.CATALOGUE), network.snapshot(), topology, most).of(List.of(flow));
    }

    @Test
    void aPlainQuestionIsOneFlow() {
        check(ask("web", "db", PING), Verdict.REACHABLE, 1, 1);
        check(ask("web", "db", SSH), Verdict.REACHABLE, 1, 1);
        network.stopped("db");
        Finding finding = ask("web", "db", PING);
        check(finding, Verdict.UNREACHABLE, 0, 1);
        assertThat(finding.diagnosis().blockers()).hasSize(1);
    }

    @Test
    void whatTheTwinDoesNotHaveIsUndetermined() {
        network.routes("shop", Network.route("10.0.0.0/8", RouteType.ER, "router"));
        check(ask("web", "10.1.2.3", PING), Verdict.UNDETERMINED, 0, 1);
        check(ask("web", "10.1.2.3", ANY), Verdict.UNDETERMINED, 0, 4);
        check(ask("web", "172.16.0.1", PING), Verdict.UNREACHABLE, 0, 1);
        network.group("open");
        Finding denied = ask("web", "10.1.2.3", PING);
        check(denied, Verdict.UNREACHABLE, 0, 1);
        assertThat(denied.trace().disposition()).isEqualTo(Disposition.DENIED_BY_SECURITY_GROUP);
    }

    @Test
    void anyPortIsAllOfThem() {
        check(to(TCP, "allow in IPv4 any - -"), Verdict.REACHABLE, 1, 1);
        check(to(TCP, "allow in IPv4 udp 1-65535 -"), Verdict.UNREACHABLE, 0, 1);
        Finding some = to(TCP, "allow in IPv4 tcp 80-90 -");
        check(some, Verdict.AMBIGUOUS, 1, 3, "tcp 80-90");
        assertThat(some.trace().flow().traffic()).isEqualTo(TCP);
        assertThat(some.trace().disposition()).isEqualTo(Disposition.DENIED_BY_SECURITY_GROUP);
        assertThat(some.diagnosis().remedies()).isNotEmpty();
    }

    @Test
    void aPortThatIsDeniedStandsForTheWholeAnswer() {
        Finding finding = to(TCP, "allow in IPv4 tcp - - 2", "deny in IPv4 tcp 22 -");
        check(finding, Verdict.AMBIGUOUS, 2, 3, "tcp 1-21", "tcp 23-65535");
        assertThat(finding.trace().flow().traffic()).isEqualTo(SSH);
    }

    @Test
    void rulesThatCoverEveryPortOnlyTogetherCoverEveryPort() {
        Finding finding = to(TCP, "allow in IPv4 tcp 1-1000 -", "allow in IPv4 tcp 1001-65535 -");
        check(finding, Verdict.REACHABLE, 2, 2);
        assertThat(finding.trace().reachable()).isTrue();
        assertThat(to(TCP, "allow in IPv4 any - - 2", "deny in IPv4 tcp 1-1000 -", "deny in IPv4 tcp 1001-65535 -")
                        .verdict())
                .isEqualTo(Verdict.UNREACHABLE);
    }

    /** A rule behind one that denies most is found by the flow that passes it. */
    @Test
    void aRuleFurtherOnMattersToo() {
        network.group("narrow", "allow out IPv4 tcp 80-90 -").server("app", "front", "192.168.1.11", "narrow");
        network.group("open", "allow in IPv4 tcp 85 -");
        check(ask("app", "db", TCP), Verdict.AMBIGUOUS, 1, 5, "tcp 85");
    }

    @Test
    void anyProtocolIsEveryOneOfThem() {
        check(to(ANY, "allow in IPv4 any - -"), Verdict.REACHABLE, 4, 4);
        check(to(ANY), Verdict.UNREACHABLE, 0, 4);
        check(to(ANY, "allow in IPv4 tcp 443 -"), Verdict.AMBIGUOUS, 1, 6, "tcp 443");
        check(to(ANY, "allow in IPv4 115 - -"), Verdict.UNREACHABLE, 0, 4);
        check(to(ANY, "allow in IPv4 icmp 8/0 -"), Verdict.AMBIGUOUS, 1, 6, "icmp type 8 code 0");
        check(
                to(ANY, "allow in IPv4 any - - 2", "deny in IPv4 udp - -"),
                Verdict.AMBIGUOUS,
                3,
                4,
                "tcp",
                "icmp",
                "other protocols");
    }

    @Test
    void oneIcmpMessageIsNotAnother() {
        network.group("open", "allow in IPv4 icmp 3/4 -", "allow out IPv4 any - -");
        check(ask("web", "db", PING), Verdict.UNREACHABLE, 0, 1);
        check(ask("web", "db", new Traffic.Icmp(3, 4)), Verdict.REACHABLE, 1, 1);
        check(ask("web", "db", new Traffic.Icmp(3, 3)), Verdict.UNREACHABLE, 0, 1);
        check(ask("web", "db", new Traffic.AnyCode(3)), Verdict.AMBIGUOUS, 1, 3, "icmp type 3 code 4");
        check(ask("web", "db", new Traffic.AnyCode(8)), Verdict.UNREACHABLE, 0, 1);
        network.group("open", "allow in IPv4 icmp 8 -", "allow out IPv4 any - -");
        check(ask("web", "db", PING), Verdict.REACHABLE, 1, 1);
        check(ask("web", "db", new Traffic.Icmp(8, 1)), Verdict.REACHABLE, 1, 1);
        check(ask("web", "db", new Traffic.AnyCode(8)), Verdict.REACHABLE, 1, 1);
    }

    @Test
    void anyNicThatWorksMayCarryAVirtualIp() {
        network.server("one", "front", "192.168.1.20", "open")
                .server("other", "front", "192.168.1.21", "mute")
                .vip("float", "front", "192.168.1.50", "one-nic", "other-nic");
        Finding finding = ask("db", "float", PING);
        check(finding, Verdict.AMBIGUOUS, 1, 2, "virtual IP float carried by one-nic");
        assertThat(finding.trace().disposition()).isEqualTo(Disposition.DENIED_BY_SECURITY_GROUP);
        assertThat(finding.diagnosis().complete()).isTrue();
        assertThat(finding.diagnosis().remedies()).hasSize(1);
        network.stopped("other");
        check(ask("db", "float", PING), Verdict.REACHABLE, 1, 1);
        network.stopped("one");
        check(ask("db", "float", PING), Verdict.UNREACHABLE, 0, 1);
    }

    @Test
    void eachStretchOfPortsIsAskedOfEachNic() {
        network.group("web", "allow in IPv4 tcp 443 -")
                .server("one", "front", "192.168.1.20", "web")
                .server("other", "front", "192.168.1.21", "mute")
                .vip("float", "front", "192.168.1.50", "one-nic", "other-nic");
        check(ask("db", "float", TCP), Verdict.AMBIGUOUS, 1, 6, "tcp 443, virtual IP float carried by one-nic");
    }

    @Test
    void aPortOfADnatRuleIsAStretchOfItsOwn() {
        network.natGateway("nat", "shop", "front")
                .eip("door", "198.18.0.9")
                .dnat("nat", "door", "tcp 8443 443", "web-nic")
                .routes("shop", Network.route("0.0.0.0/0", RouteType.NAT, "nat"));
        check(ask("internet", "198.18.0.9", TCP), Verdict.AMBIGUOUS, 1, 3, "tcp 8443");
        network.group("open", "allow in IPv4 tcp 8443 -");
        assertThat(ask("internet", "198.18.0.9", TCP).verdict()).isEqualTo(Verdict.UNREACHABLE);
    }
}
