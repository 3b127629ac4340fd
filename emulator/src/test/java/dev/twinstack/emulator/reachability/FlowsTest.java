package dev.twinstack.emulator.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ends that are several. */
class FlowsTest {
    private static final Traffic PING = new Traffic.Ping();

    private final Tracer tracer = new Tracer(Network.CATALOGUE);
    private final Network network = new Network()
            .vpc("shop", "192.168.0.0/16")
            .subnet("front", "shop", "192.168.1.0/24", "2001:db8:1:1::/64")
            .subnet("back", "shop", "192.168.2.0/24")
            .subnet("empty", "shop", "192.168.3.0/24")
            .group(
                    "open",
                    "allow in IPv4 any - -",
                    "allow out IPv4 any - -",
                    "allow in IPv6 any - -",
                    "allow out IPv6 any - -")
            .group("mute", "allow out IPv4 any - -")
            .server("web", "front", "192.168.1.10 2001:db8:1:1::10", "open")
            .server("shy", "front", "192.168.1.11", "mute")
            .server("db", "back", "192.168.2.10", "open")
            .nic("spare", "front", "192.168.1.60")
            .eip("door", "198.18.0.1", "web-nic");

    private Flows find(String from, String to, Family family, Traffic traffic) {
        return tracer.flows(network.snapshot(), from, to, family, traffic);
    }

    private List<String> pairs(String from, String to, Family family) {
        if (find(from, to, family, PING) instanceof Flows.Found(List<Flow> flows)) {
            return flows.stream()
                    .map(flow -> name(flow.from()) + " to " + name(flow.to()))
                    .toList();
        }
        throw new AssertionError(find(from, to, family, PING));
    }

    private static String name(Endpoint end) {
        return switch (end) {
            case Endpoint.Internet internet -> "internet";
            case Endpoint.Host(IpAddress address) -> address.toString();
            case Endpoint.OfServer(String id) -> id;
            case Endpoint.OfPort(String id) -> id;
            case Endpoint.OfPublicIp(String id) -> id;
        };
    }

    private Finding survey(String from, String to) {
        if (find(from, to, Family.IPV4, PING) instanceof Flows.Found(List<Flow> flows)) {
            return tracer.survey(network.snapshot(), flows);
        }
        throw new AssertionError(find(from, to, Family.IPV4, PING));
    }

    private void refused(String from, String to, Family family, Class<? extends DomainError> how, String words) {
        assertThat(find(from, to, family, PING)).isInstanceOfSatisfying(Flows.Refused.class, refused -> {
            assertThat(refused.error()).isInstanceOf(how);
            assertThat(refused.error().message()).contains(words);
        });
    }

    @Test
    void aSubnetIsTheNicsAndVirtualIpsInIt() {
        network.vip("float", "front", "192.168.1.50", "web-nic");
        assertThat(pairs("db", "front", Family.IPV4))
                .containsExactlyInAnyOrder("db to web-nic", "db to shy-nic", "db to float");
        assertThat(pairs("internet", "front", Family.IPV6))
                .containsExactlyInAnyOrder("internet to web-nic", "internet to shy-nic");
    }

    @Test
    void nobodySendsToItself() {
        assertThat(pairs("front", "front", Family.IPV4))
                .containsExactlyInAnyOrder("web-nic to shy-nic", "shy-nic to web-nic");
        refused("back", "back", Family.IPV4, DomainError.Invalid.class, "nobody but the sender");
    }

    @Test
    void aBlockIsWhoHasAnAddressInIt() {
        assertThat(pairs("db", "192.168.1.0/28", Family.IPV4))
                .containsExactlyInAnyOrder("db to web-nic", "db to shy-nic");
        assertThat(pairs("internet", "198.18.0.0/24", Family.IPV4)).containsExactly("internet to door");
        assertThat(pairs("internet", "2001:db8::/32", Family.IPV6)).containsExactly("internet to web-nic");
        assertThat(pairs("192.168.1.10/32", "db", Family.IPV4)).containsExactly("web-nic to db");
    }

    @Test
    void aBlockOutsideIsOneHostForEachPartThatIsToldApart() {
        network.group("open", "allow in IPv4 any - 203.0.113.64/26", "allow out IPv4 any - -");
        assertThat(pairs("203.0.113.0/24", "web", Family.IPV4))
                .containsExactly("203.0.113.0 to web", "203.0.113.64 to web", "203.0.113.128 to web");
        Finding finding = survey("203.0.113.0/24", "web");
        assertThat(finding.verdict()).isEqualTo(Verdict.AMBIGUOUS);
        assertThat(finding.arriving()).isOne();
        assertThat(finding.cases()).extracting(Finding.Case::what).containsExactly("203.0.113.64 to web");
        assertThat(survey("203.0.113.64/26", "web").verdict()).isEqualTo(Verdict.REACHABLE);
        assertThat(pairs("web", "0.0.0.0/1", Family.IPV4))
                .contains("web to 0.0.0.0", "web to 10.0.0.0", "web to 11.0.0.0");
    }

    /** Asks again after each answer's remedies. */
    private int rounds(String from, String to) {
        Snapshot snapshot = network.snapshot();
        for (int round = 0; round < 10; round++) {
            if (!(tracer.flows(snapshot, from, to, Family.IPV4, PING) instanceof Flows.Found(List<Flow> flows))) {
                throw new AssertionError(from + " to " + to);
            }
            Finding finding = tracer.survey(snapshot, flows);
            if (finding.verdict() == Verdict.REACHABLE) {
                return round;
            }
            snapshot = WhatIf.with(snapshot, finding.diagnosis().remedies());
        }
        throw new AssertionError("still closed");
    }

    private List<String> remedies(String from, String to) {
        return survey(from, to).diagnosis().remedies().stream()
                .map(Remedy::text)
                .toList();
    }

    @Test
    void aRemedyOpensAllOfTheBlockThatOneRuleKeepsOut() {
        network.group(
                "open",
                "deny in IPv4 any - 203.0.113.64/26 5",
                "deny in IPv4 any - addresses:some 5",
                "allow out IPv4 any - -");
        network.addresses("some", Family.IPV4, "203.0.113.10-203.0.113.23");
        assertThat(remedies("203.0.113.0/24", "web"))
                .containsExactly("Add to security group open a rule with priority 1: allow IPv4 icmp type 8 code 0 from"
                        + " 203.0.113.0/24.");
        assertThat(rounds("203.0.113.0/24", "web")).isOne();
        network.group("open", "allow in IPv4 any - - 9", "deny in IPv4 any - 203.0.113.64/26 5");
        assertThat(remedies("203.0.113.0/24", "web"))
                .containsExactly("Add to security group open a rule with priority 4: allow IPv4 icmp type 8 code 0 from"
                        + " 203.0.113.64/26.");
        assertThat(rounds("203.0.113.0/24", "web")).isOne();
        network.group("open", "allow in IPv4 any - - 9", "deny in IPv4 any - addresses:some 5");
        assertThat(remedies("203.0.113.0/24", "web"))
                .as("a group is not one block")
                .containsExactly("Add to security group open a rule with priority 4: allow IPv4 icmp type 8 code 0 from"
                        + " 203.0.113.0/24.");
        assertThat(rounds("203.0.113.0/24", "web")).isOne();
    }

    @Test
    void aRemedyOpensASubnetAsAWhole() {
        for (int i = 0; i < 12; i++) {
            network.server("n" + i, "back", "192.168.2." + (100 + i), "open");
        }
        network.firewall("wall", true, "front", "allow out IPv4 any - - -");
        network.group("closed", "allow out IPv4 any - -").server("app", "front", "192.168.1.12", "closed");
        assertThat(remedies("back", "app"))
                .containsExactly(
                        "Insert first among the inbound rules of firewall wall: allow IPv4 icmp from 192.168.2.0/24 to"
                                + " 192.168.1.12.",
                        "Add to security group closed a rule with priority 1: allow IPv4 icmp type 8 code 0 from"
                                + " 192.168.2.0/24.");
        assertThat(rounds("back", "app")).isOne();
        assertThat(rounds("192.168.2.96/28", "app")).isOne();
        assertThat(remedies("192.168.0.0/16", "app"))
                .as("no more of it than the subnet of who was traced")
                .last()
                .asString()
                .contains("from 192.168.2.0/24.");
        network.group("closed");
        assertThat(remedies("app", "back")).first().asString().contains("to 192.168.2.0/24.");
        assertThat(rounds("app", "back")).isOne();
    }

    @Test
    void theVerdictIsThatOfAll() {
        Finding finding = survey("back", "front");
        assertThat(finding.verdict()).isEqualTo(Verdict.AMBIGUOUS);
        assertThat(finding.flows()).isEqualTo(2);
        assertThat(finding.trace().to().id()).isEqualTo("shy-nic");
        assertThat(finding.cases()).extracting(Finding.Case::what).containsExactly("db-nic to web-nic");
        assertThat(survey("front", "back").verdict()).isEqualTo(Verdict.REACHABLE);
    }

    @Test
    void anAddressOfTwoVpcsIsTheOneInTheOtherEndsVpc() {
        network.vpc("lab", "192.168.0.0/16")
                .subnet("bench", "lab", "192.168.1.0/24")
                .server("probe", "bench", "192.168.1.10", "open");
        assertThat(pairs("db", "192.168.1.0/24", Family.IPV4))
                .containsExactlyInAnyOrder("db to web-nic", "db to shy-nic");
        assertThat(pairs("probe", "192.168.1.10/32", Family.IPV4)).containsExactly("probe to probe-nic");
        assertThat(pairs("internet", "192.168.1.10/32", Family.IPV4))
                .containsExactlyInAnyOrder("internet to web-nic", "internet to probe-nic");
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        refused("internet", "empty", Family.IPV4, DomainError.Invalid.class, "no NIC is in subnet empty");
        refused("internet", "203.0.113.0/24", Family.IPV4, DomainError.Invalid.class, "one end must be in the cloud");
        refused("front", "2001:db8::/32", Family.IPV4, DomainError.Invalid.class, "to: 2001:db8::/32 is not IPv4");
        refused(
                "192.168.1.5/24",
                "db",
                Family.IPV4,
                DomainError.Invalid.class,
                "from: 192.168.1.5/24 is no CIDR block");
        refused("db", "10.0.0.0/33", Family.IPV4, DomainError.Invalid.class, "to: 10.0.0.0/33");
        refused("10.9.0.0/16", "db", Family.IPV4, DomainError.NotFound.class, "10.9.0.0/16");
        refused("front", "nobody", Family.IPV4, DomainError.NotFound.class, "nobody");
        refused("2001:db8:1:1:8000::/65", "web", Family.IPV6, DomainError.NotFound.class, "2001:db8:1:1:8000::/65");
    }

    @Test
    void moreFlowsThanCanBeAskedAtOnceAreRefused() {
        for (int i = 0; i < 33; i++) {
            network.server("n" + i, "back", "192.168.2." + (100 + i), "open");
        }
        assertThat(find("back", "back", Family.IPV4, PING)).isInstanceOf(Flows.Found.class);
        assertThat(find("back", "back", Family.IPV4, new Traffic.AnyPort(Transport.TCP)))
                .isInstanceOfSatisfying(
                        Flows.Refused.class,
                        refused -> assertThat(refused.error().message()).contains("more than 1000 flows"));
    }
}
