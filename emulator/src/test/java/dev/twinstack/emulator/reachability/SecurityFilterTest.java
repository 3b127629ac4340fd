package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.Disposition.DELIVERED;
import static dev.twinstack.emulator.reachability.Disposition.DENIED_BY_SECURITY_GROUP;
import static dev.twinstack.emulator.reachability.TraceAssert.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import org.junit.jupiter.api.Test;

/** Server {@code a} may send anything, unless a test says otherwise; {@code b} takes what group {@code in} allows. */
class SecurityFilterTest {
    private static final Family V4 = Family.IPV4;
    private static final Family V6 = Family.IPV6;
    private static final Traffic PING = new Traffic.Ping();
    private static final Traffic ANY = new Traffic.AnyProtocol();
    private static final Traffic ANY_TCP = new Traffic.AnyPort(Transport.TCP);

    private final Network network = new Network()
            .vpc("vpc", "10.0.0.0/8")
            .subnet("net", "vpc", "10.0.1.0/24", "2001:db8::/64")
            .group("out", "allow out IPv4 any - -", "allow out IPv6 any - -")
            .group("in")
            .group("more")
            .server("a", "net", "10.0.1.10 2001:db8::10", "out")
            .server("b", "net", "10.0.1.20 2001:db8::20", "in", "more");

    private static Traffic tcp(int port) {
        return new Traffic.OnePort(Transport.TCP, port);
    }

    private static Traffic udp(int port) {
        return new Traffic.OnePort(Transport.UDP, port);
    }

    private TraceAssert sent(Family family, Traffic traffic) {
        return assertThat(network.trace("a", "b", family, traffic));
    }

    private void arrives(Family family, Traffic traffic) {
        sent(family, traffic).is(DELIVERED);
    }

    private void denied(Family family, Traffic traffic) {
        sent(family, traffic).is(DENIED_BY_SECURITY_GROUP).by("a", "net", "b");
    }

    @Test
    void whatNoRuleAllowsIsRefused() {
        sent(V4, tcp(80)).is(DENIED_BY_SECURITY_GROUP).decidedBy("in", "").citing("SG-12");
        network.group("out", "allow out IPv4 tcp 22 -");
        sent(V4, tcp(80)).is(DENIED_BY_SECURITY_GROUP).by("a").decidedBy("out", "");
    }

    @Test
    void rulesOfSeveralGroupsAddUp() {
        network.group("more", "allow in IPv4 tcp 80 -");
        sent(V4, tcp(80)).is(DELIVERED).decidedBy("more", "more-1");
    }

    @Test
    void aRuleIsAboutOneFamily() {
        network.group("in", "allow in IPv6 tcp 443 2001:db8::10");
        arrives(V6, tcp(443));
        denied(V4, tcp(443));
        network.group("in", "allow in IPv6 tcp 443 2001:db8::/64");
        arrives(V6, tcp(443));
        network.group("in", "allow in IPv6 tcp 443 2001:db8:1::/64");
        denied(V6, tcp(443));
    }

    @Test
    void portsAndProtocols() {
        network.group("in", "allow in IPv4 tcp 8000-8010 -", "allow in IPv4 17 53 -");
        arrives(V4, tcp(8000));
        arrives(V4, tcp(8010));
        arrives(V4, udp(53));
        denied(V4, tcp(7999));
        denied(V4, tcp(53));
        denied(V4, udp(8000));
        denied(V4, PING);
        denied(V4, ANY);
        denied(V4, ANY_TCP);
        network.group("in", "allow in IPv4 tcp 1-65535 -");
        arrives(V4, ANY_TCP);
        denied(V4, ANY);
        network.group("in", "allow in IPv4 any - -");
        arrives(V4, ANY);
        arrives(V4, PING);
        network.group("in", "allow in IPv4 115 - -");
        denied(V4, ANY_TCP);
    }

    @Test
    void icmpByTypeAndCode() {
        for (String rule : new String[] {"icmp -", "icmp 8", "icmp 8/0", "1 -"}) {
            network.group("in", "allow in IPv4 " + rule + " -");
            arrives(V4, PING);
            denied(V6, PING);
        }
        for (String rule : new String[] {"icmp 0", "icmp 8/1", "58 -", "tcp 8"}) {
            network.group("in", "allow in IPv4 " + rule + " -");
            denied(V4, PING);
        }
        for (String rule : new String[] {"icmp -", "icmpv6 128", "58 128/0"}) {
            network.group("in", "allow in IPv6 " + rule + " -");
            arrives(V6, PING);
        }
        network.group("in", "allow in IPv6 icmpv6 8 -");
        denied(V6, PING);
    }

    @Test
    void remoteGroupMeansItsMembers() {
        network.group("in", "allow in IPv4 any - group:out");
        arrives(V4, tcp(80));
        network.group("in", "allow in IPv4 any - group:more");
        denied(V4, tcp(80));
        network.group("out", "allow out IPv4 any - group:more").group("in", "allow in IPv4 any - -");
        arrives(V4, tcp(80));
    }

    @Test
    void aVirtualIpIsAMemberOfItsOwnGroupsAndItsNics() {
        network.vip("float", "net", "10.0.1.50", "a-nic").group("in", "allow in IPv4 any - group:out");
        assertThat(network.trace("float", "b", V4, tcp(80))).is(DELIVERED);
        network.grouped("float", "more").group("in", "allow in IPv4 any - group:more");
        assertThat(network.trace("float", "b", V4, tcp(80))).is(DELIVERED);
        denied(V4, tcp(80));
    }

    @Test
    void anAddressGroupMeansItsEntriesInBothFamilies() {
        network.addresses("v4", V4, "10.0.2.0/24", "10.0.1.9-10.0.1.11")
                .addresses("v6", V6, "2001:db8::10")
                .group("in", "allow in IPv4 tcp 80 addresses:v4", "allow in IPv6 tcp 80 addresses:v6");
        sent(V4, tcp(80)).is(DELIVERED).decidedBy("in", "in-1").says("IP address group v4 (10.0.1.9-10.0.1.11)");
        sent(V6, tcp(80)).is(DELIVERED).decidedBy("in", "in-2").says("IP address group v6 (2001:db8::10)");
        network.addresses("v4", V4, "10.0.1.11-10.0.1.19").addresses("v6", V6, "2001:db8::11");
        denied(V4, tcp(80));
        denied(V6, tcp(80));
        network.group("in", "allow in IPv4 tcp 80 addresses:none");
        denied(V4, tcp(80));
    }

    @Test
    void anAddressGroupNamesTheInternetOnlyByAllAddresses() {
        network.eip("eip", "198.18.0.1", "b-nic")
                .addresses("most", V4, "0.0.0.1-255.255.255.255")
                .group("in", "allow in IPv4 tcp 80 addresses:most");
        assertThat(network.trace("internet", "b", V4, tcp(80))).is(DENIED_BY_SECURITY_GROUP);
        assertThat(network.trace("203.0.113.7", "b", V4, tcp(80))).is(DELIVERED);
        network.addresses("most", V4, "0.0.0.0-255.255.255.255");
        assertThat(network.trace("internet", "b", V4, tcp(80))).is(DELIVERED);
    }

    @Test
    void severalPortsCountTogether() {
        network.group("in", "allow in IPv4 tcp 443,22,8000-8010 -");
        arrives(V4, tcp(22));
        arrives(V4, tcp(443));
        arrives(V4, tcp(8005));
        denied(V4, tcp(80));
        denied(V4, ANY_TCP);
        network.group("in", "allow in IPv4 tcp 30000-65535,1-29999 -");
        arrives(V4, ANY_TCP);
        network.group("in", "allow in IPv4 tcp 30001-65535,1-29999 -");
        denied(V4, ANY_TCP);
    }

    @Test
    void theLowerNumberWinsAndDenyBeatsAllow() {
        network.group("in", "allow in IPv4 tcp 80 - 2").group("more", "deny in IPv4 tcp - 10.0.0.0/8 2");
        sent(V4, tcp(80))
                .is(DENIED_BY_SECURITY_GROUP)
                .decidedBy("more", "more-1")
                .citing("SG-09");
        network.group("in", "allow in IPv4 tcp 80 - 1");
        arrives(V4, tcp(80));
        denied(V4, tcp(81));
        network.group("more", "deny in IPv4 tcp - 10.0.0.0/8 1");
        denied(V4, tcp(80));
    }

    @Test
    void statefulSoAnswersNeedNoRule() {
        network.group("in", "allow in IPv4 tcp 80 -");
        arrives(V4, tcp(80));
        assertThat(network.trace("b", "a", V4, tcp(80)))
                .is(DENIED_BY_SECURITY_GROUP)
                .by("b");
    }

    @Test
    void aPortMayGoUnfiltered() {
        network.switches("b-nic", true, false, false);
        sent(V4, tcp(80)).is(DELIVERED).decidedBy("b-nic", "").citing("PORT-11");
        network.switches("b-nic", true, true, true);
        sent(V4, tcp(80)).is(DELIVERED).citing("PORT-12");
    }

    @Test
    void theInternetIsWhatNoNarrowerRuleNames() {
        network.eip("eip", "198.18.0.1", "b-nic").group("in", "allow in IPv4 tcp 80 203.0.113.0/24");
        assertThat(network.trace("internet", "b", V4, tcp(80))).is(DENIED_BY_SECURITY_GROUP);
        assertThat(network.trace("203.0.113.7", "b", V4, tcp(80))).is(DELIVERED);
        network.group("in", "allow in IPv4 tcp 80 0.0.0.0/0", "deny in IPv4 tcp 80 203.0.113.0/24");
        assertThat(network.trace("internet", "b", V4, tcp(80))).is(DELIVERED);
        assertThat(network.trace("203.0.113.7", "b", V4, tcp(80))).is(DENIED_BY_SECURITY_GROUP);
    }

    @Test
    void noGroupAllowsNothing() {
        network.server("c", "net", "10.0.1.30");
        assertThat(network.trace("a", "c", V4, tcp(80)))
                .is(DENIED_BY_SECURITY_GROUP)
                .says("no security group");
    }
}
