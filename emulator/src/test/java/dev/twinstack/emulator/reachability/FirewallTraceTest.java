package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.Disposition.ADDRESS_UNUSED;
import static dev.twinstack.emulator.reachability.Disposition.DELIVERED;
import static dev.twinstack.emulator.reachability.Disposition.DENIED_BY_FIREWALL;
import static dev.twinstack.emulator.reachability.Disposition.DENIED_BY_SECURITY_GROUP;
import static dev.twinstack.emulator.reachability.Disposition.EXITS_TO_INTERNET;
import static dev.twinstack.emulator.reachability.Disposition.NO_ROUTE;
import static dev.twinstack.emulator.reachability.TraceAssert.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import org.junit.jupiter.api.Test;

/** Firewalls at the borders of subnets (ACL-01 to ACL-09, ACL-16, ACL-27). */
class FirewallTraceTest {
    private static final Family V4 = Family.IPV4;
    private static final Family V6 = Family.IPV6;
    private static final Traffic HTTPS = new Traffic.OnePort(Transport.TCP, 443);
    private static final Traffic SSH = new Traffic.OnePort(Transport.TCP, 22);
    private static final Traffic PING = new Traffic.Ping();
    private static final String ALL_OUT_V4 = "allow out IPv4 any - - -";
    private static final String ALL_OUT_V6 = "allow out IPv6 any - - -";

    /** Servers {@code web} and {@code cache} in one subnet, {@code db} in another of the same VPC; groups let all pass. */
    private final Network network = new Network()
            .vpc("shop", "192.168.0.0/16")
            .subnet("front", "shop", "192.168.1.0/24", "2001:db8:1:1::/64")
            .subnet("back", "shop", "192.168.2.0/24", "2001:db8:1:2::/64")
            .group(
                    "open",
                    "allow out IPv4 any - -",
                    "allow out IPv6 any - -",
                    "allow in IPv4 any - -",
                    "allow in IPv6 any - -")
            .server("web", "front", "192.168.1.10 2001:db8:1:1::10", "open")
            .server("cache", "front", "192.168.1.11 2001:db8:1:1::11", "open")
            .server("db", "back", "192.168.2.10 2001:db8:1:2::10", "open");

    private Trace trace(String from, String to, Family family, Traffic traffic) {
        return network.trace(from, to, family, traffic);
    }

    @Test
    void aNewFirewallDeniesAllThatCrossesItsSubnetsBorder() {
        network.firewall("wall", true, "back");
        for (Family family : Family.values()) {
            assertThat(trace("web", "db", family, HTTPS))
                    .is(DENIED_BY_FIREWALL)
                    .by("web", "shop", "back")
                    .decidedBy("wall", "")
                    .citing("ACL-02");
            assertThat(trace("db", "web", family, HTTPS))
                    .is(DENIED_BY_FIREWALL)
                    .by("db", "back")
                    .says("out of subnet back");
        }
    }

    @Test
    void trafficWithinASubnetPasses() {
        network.firewall("wall", true, "front back");
        assertThat(trace("web", "cache", V4, PING)).is(DELIVERED).by("web", "front", "cache");
        assertThat(trace("web", "cache", V6, PING)).is(DELIVERED);
        assertThat(trace("web", "192.168.1.77", V4, PING)).is(ADDRESS_UNUSED);
        assertThat(trace("web", "192.168.2.77", V4, PING)).is(DENIED_BY_FIREWALL);
    }

    @Test
    void whatTheSendersSubnetKeepsCrossesNoBorder() {
        network.vpc("twin", "192.168.0.0/16")
                .subnet("same", "twin", "192.168.1.0/24")
                .server("far", "same", "192.168.1.44", "open")
                .firewall("wall", true, "front");
        assertThat(trace("web", "far", V4, PING)).is(Disposition.ISOLATED_VPCS).by("web", "shop");
    }

    @Test
    void theFirstRuleThatMatchesDecides() {
        network.firewall(
                "wall",
                true,
                "back",
                "deny in IPv4 tcp 192.168.1.10 - 22",
                "allow in IPv4 tcp 192.168.1.0/24 192.168.2.0/24 22,400:500",
                "deny in IPv4 any - - -",
                "allow in IPv4 any - - -");
        assertThat(trace("web", "db", V4, SSH)).is(DENIED_BY_FIREWALL).decidedBy("wall", "wall-1");
        assertThat(trace("cache", "db", V4, SSH)).is(DELIVERED);
        assertThat(trace("web", "db", V4, HTTPS)).is(DELIVERED).by("web", "shop", "back", "db");
        assertThat(trace("web", "db", V4, PING)).is(DENIED_BY_FIREWALL).decidedBy("wall", "wall-3");
        assertThat(trace("web", "db", V6, HTTPS)).is(DENIED_BY_FIREWALL).decidedBy("wall", "");
    }

    @Test
    void anyPortNeedsARuleForAllOfThem() {
        Traffic any = new Traffic.AnyPort(Transport.TCP);
        network.firewall("wall", true, "back", "allow in IPv4 tcp - - 1:1000,1001:65535");
        assertThat(trace("web", "db", V4, any)).is(DELIVERED);
        network.firewall("wall", true, "back", "allow in IPv4 tcp - - 1:1000,1002:65535");
        assertThat(trace("web", "db", V4, any)).is(DENIED_BY_FIREWALL);
    }

    @Test
    void aRuleIsOfOneIpVersion() {
        network.firewall(
                "wall",
                true,
                "back",
                "allow in IPv6 tcp 2001:db8:1:1::10 2001:db8:1:2::/64 443",
                "allow in IPv6 icmp - - -",
                "allow in IPv4 1 - - -");
        assertThat(trace("web", "db", V6, HTTPS)).is(DELIVERED);
        assertThat(trace("cache", "db", V6, HTTPS))
                .is(DENIED_BY_FIREWALL)
                .says("IPv6 tcp 443 from 2001:db8:1:1::11 to 2001:db8:1:2::10 into subnet back");
        assertThat(trace("cache", "db", V6, PING)).is(DELIVERED);
        assertThat(trace("web", "db", V4, PING)).is(DELIVERED);
        assertThat(trace("web", "db", V4, HTTPS)).is(DENIED_BY_FIREWALL);
    }

    @Test
    void anAddressGroupIsWhatItHoldsNow() {
        network.addresses("friends", V4, "192.168.1.11-192.168.1.20")
                .firewall("wall", true, "back", "allow in IPv4 tcp group:friends - -");
        assertThat(trace("cache", "db", V4, HTTPS)).is(DELIVERED);
        assertThat(trace("web", "db", V4, HTTPS)).is(DENIED_BY_FIREWALL);
        network.addresses("friends", V4, "192.168.1.10");
        assertThat(trace("web", "db", V4, HTTPS)).is(DELIVERED);
    }

    @Test
    void answersNeedNoRule() {
        network.firewall("wall", true, "back", "allow in IPv4 tcp - - 443");
        assertThat(trace("web", "db", V4, HTTPS)).is(DELIVERED);
        assertThat(trace("db", "web", V4, HTTPS)).is(DENIED_BY_FIREWALL);
    }

    @Test
    void aDisabledRuleIsPassedOver() {
        network.firewall("wall", true, "back", "deny in IPv4 any - - - off", "allow in IPv4 any - - -");
        assertThat(trace("web", "db", V4, HTTPS)).is(DELIVERED);
    }

    @Test
    void ofADisabledFirewallTheDefaultRuleHolds() {
        network.firewall("wall", false, "back", "allow in IPv4 any - - -");
        assertThat(trace("web", "db", V4, HTTPS))
                .is(DENIED_BY_FIREWALL)
                .decidedBy("wall", "")
                .citing("ACL-09");
    }

    @Test
    void bothSubnetsAskTheirOwn() {
        network.firewall("east", true, "front", ALL_OUT_V4)
                .firewall("west", true, "back", "allow in IPv4 tcp - - 443", ALL_OUT_V4);
        assertThat(trace("web", "db", V4, HTTPS)).is(DELIVERED).by("web", "front", "shop", "back", "db");
        assertThat(trace("web", "db", V4, SSH)).is(DENIED_BY_FIREWALL).decidedBy("west", "");
        assertThat(trace("db", "web", V4, HTTPS)).is(DENIED_BY_FIREWALL).decidedBy("east", "");
    }

    @Test
    void securityGroupsAreAskedOnTheGuestsSide() {
        network.group("closed")
                .server("safe", "back", "192.168.2.11 2001:db8:1:2::11", "closed")
                .firewall("wall", true, "back", "allow in IPv4 any - - -");
        assertThat(trace("safe", "web", V4, HTTPS)).is(DENIED_BY_SECURITY_GROUP).by("safe");
        assertThat(trace("web", "safe", V4, HTTPS)).is(DENIED_BY_SECURITY_GROUP).by("web", "shop", "back", "safe");
    }

    @Test
    void theInternetIsOutsideOverBothFamilies() {
        network.eip("eip", "198.18.0.1", "db-nic")
                .shared("bw", "db-nic")
                .firewall(
                        "wall",
                        true,
                        "back",
                        "allow in IPv4 tcp 0.0.0.0/0 192.168.2.10 443",
                        "allow in IPv6 tcp ::/0 2001:db8:1:2::/64 443",
                        ALL_OUT_V6);
        assertThat(trace("internet", "eip", V4, HTTPS)).is(DELIVERED).by("the Internet", "eip", "back", "db");
        assertThat(trace("internet", "eip", V4, SSH)).is(DENIED_BY_FIREWALL);
        assertThat(trace("internet", "db", V6, HTTPS)).is(DELIVERED);
        assertThat(trace("db", "internet", V4, HTTPS)).is(DENIED_BY_FIREWALL).by("db", "back");
        assertThat(trace("db", "internet", V6, HTTPS)).is(EXITS_TO_INTERNET).by("db", "back", "bw", "the Internet");
    }

    @Test
    void whatARouteSendsToANextHopCrossesTheBorder() {
        network.vpc("lab", "10.0.0.0/16", false, new Vpc.HostRoute(IpRange.of("0.0.0.0/0"), IpAddress.of("10.0.2.10")))
                .subnet("clients", "lab", "10.0.1.0/24")
                .subnet("gates", "lab", "10.0.2.0/24")
                .server("client", "clients", "10.0.1.10", "open")
                .server("gate", "gates", "10.0.2.10", "open")
                .forwarding("gate-nic")
                .eip("way-out", "198.18.0.9", "gate-nic");
        assertThat(trace("client", "internet", V4, HTTPS)).is(EXITS_TO_INTERNET);
        network.firewall("wall", true, "gates", "allow in IPv4 tcp 10.0.1.0/24 - 443");
        assertThat(trace("client", "internet", V4, SSH))
                .is(DENIED_BY_FIREWALL)
                .by("client", "lab", "gates")
                .says("into subnet gates");
        assertThat(trace("client", "internet", V4, HTTPS))
                .is(DENIED_BY_FIREWALL)
                .by("client", "lab", "gates", "gate", "gates")
                .says("from 10.0.2.10");
    }

    @Test
    void someDestinationsAreAlwaysAllowed() {
        network.firewall("wall", true, "front");
        assertThat(trace("web", "100.125.1.250", V4, new Traffic.OnePort(Transport.UDP, 53)))
                .is(NO_ROUTE)
                .by("web", "front", "shop");
        assertThat(trace("web", "169.254.169.254", V4, new Traffic.OnePort(Transport.TCP, 80)))
                .is(NO_ROUTE);
        assertThat(trace("web", "169.254.169.254", V4, HTTPS)).is(DENIED_BY_FIREWALL);
    }

    @Test
    void outsideAVpcThereIsNoBorder() {
        network.subnet("loose", new Subnet.Home.Outside(), true, new Subnet.Table.Default(), "172.16.0.0/24")
                .server("lone", "loose", "172.16.0.10", "open")
                .firewall("wall", true, "loose");
        assertThat(trace("lone", "10.9.9.9", V4, PING)).is(NO_ROUTE).by("lone", "loose");
    }

    @Test
    void portsWithSecurityGroupsDisabledMeetNoFirewall() {
        network.firewall("wall", true, "front back").switches("web-nic", true, true, true);
        network.switches("db-nic", true, true, true);
        assertThat(trace("web", "db", V4, HTTPS)).is(DELIVERED).by("web", "shop", "db");
        assertThat(trace("cache", "db", V4, HTTPS)).is(DENIED_BY_FIREWALL).by("cache", "front");
    }
}
