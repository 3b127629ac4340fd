package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.Disposition.BLACKHOLE;
import static dev.twinstack.emulator.reachability.Disposition.DENIED_BY_FIREWALL;
import static dev.twinstack.emulator.reachability.Disposition.DENIED_BY_SECURITY_GROUP;
import static dev.twinstack.emulator.reachability.Disposition.ISOLATED_VPCS;
import static dev.twinstack.emulator.reachability.Disposition.NOT_IN_SHARED_BANDWIDTH;
import static dev.twinstack.emulator.reachability.Disposition.NO_EIP;
import static dev.twinstack.emulator.reachability.Disposition.NO_RETURN_ROUTE;
import static dev.twinstack.emulator.reachability.Disposition.PORT_NOT_ATTACHED;
import static dev.twinstack.emulator.reachability.Disposition.SERVER_STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Traffic.OnePort;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that stops a flow, and what takes it away. */
class DiagnosisTest {
    private static final Traffic HTTPS = new OnePort(Transport.TCP, 443);
    private static final Tracer TRACER = new Tracer(Network.CATALOGUE);

    private final Network network = new Network()
            .vpc("shop", "192.168.0.0/16")
            .subnet("front", "shop", "192.168.1.0/24", "2001:db8:1:1::/64")
            .subnet("back", "shop", "192.168.2.0/24", "2001:db8:1:2::/64")
            .vpc("bank", "10.0.0.0/16")
            .subnet("vault", "bank", "10.0.1.0/24", "2001:db8:2:1::/64")
            .group("out", "allow out IPv4 any - -", "allow out IPv6 any - -")
            .group("none")
            .group("strict", "deny in IPv4 tcp 443 - 1", "deny in IPv6 tcp 443 - 5", "allow in IPv4 any - - 9")
            .server("web", "front", "192.168.1.10 2001:db8:1:1::10", "out")
            .server("db", "back", "192.168.2.10 2001:db8:1:2::10", "none")
            .server("safe", "back", "192.168.2.11 2001:db8:1:2::11", "strict")
            .server("gold", "vault", "10.0.1.10 2001:db8:2:1::10", "none");

    private Flow flow(String from, String to, Family family) {
        Ends.Found ends = (Ends.Found) Ends.find(network.snapshot(), from, to, family);
        return new Flow(ends.from(), ends.to(), family, HTTPS);
    }

    private Diagnosis diagnosis(String from, String to, Family family) {
        return Diagnosis.of(TRACER, network.snapshot(), flow(from, to, family));
    }

    /** All remedies together open the way, and without any one of them it stays closed. */
    private void eachIsNeeded(String from, String to, Family family, Disposition... expected) {
        Diagnosis diagnosis = diagnosis(from, to, family);
        assertThat(diagnosis.blockers()).extracting(Blocker::disposition).containsExactly(expected);
        assertThat(diagnosis.complete()).isTrue();
        assertThat(diagnosis.remedies()).hasSameSizeAs(expected);
        Flow flow = flow(from, to, family);
        assertThat(TRACER.trace(WhatIf.with(network.snapshot(), diagnosis.remedies()), flow)
                        .reachable())
                .isTrue();
        for (Remedy left : diagnosis.remedies()) {
            List<Remedy> others = new ArrayList<>(diagnosis.remedies());
            others.remove(left);
            assertThat(TRACER.trace(WhatIf.with(network.snapshot(), others), flow)
                            .reachable())
                    .as("without %s", left)
                    .isFalse();
        }
    }

    @Test
    void whatArrivesHasNoBlockers() {
        Diagnosis diagnosis = diagnosis("web", "192.168.1.10", Family.IPV4);
        assertThat(diagnosis.trace().reachable()).isTrue();
        assertThat(diagnosis.blockers()).isEmpty();
        assertThat(diagnosis.complete()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void allOfThemAreFoundInTheOrderTheyAreMet(Family family) {
        network.firewall("wall", false, "front").firewall("gate", true, "back").stopped("db");
        eachIsNeeded(
                "web",
                "db",
                family,
                DENIED_BY_FIREWALL,
                DENIED_BY_FIREWALL,
                DENIED_BY_FIREWALL,
                SERVER_STOPPED,
                DENIED_BY_SECURITY_GROUP);
    }

    @Test
    void aRuleThatDeniesIsOutrankedOrDeleted() {
        eachIsNeeded("web", "safe", Family.IPV4, DENIED_BY_SECURITY_GROUP);
        assertThat(diagnosis("web", "safe", Family.IPV4).blockers().getFirst().remedies())
                .containsExactly(new Remedy.RemoveGroupRule("strict", "strict-1"));
        eachIsNeeded("web", "safe", Family.IPV6, DENIED_BY_SECURITY_GROUP);
        assertThat(diagnosis("web", "safe", Family.IPV6).blockers().getFirst().remedies())
                .singleElement()
                .satisfies(remedy -> assertThat(remedy.text())
                        .isEqualTo("Add to security group strict a rule with priority 4: allow IPv6 tcp 443 from"
                                + " 2001:db8:1:1::10/128."));
    }

    @Test
    void theInternetIsReachedByAnEipOrASharedBandwidth() {
        eachIsNeeded("db", "internet", Family.IPV4, DENIED_BY_SECURITY_GROUP, NO_EIP);
        eachIsNeeded("db", "internet", Family.IPV6, DENIED_BY_SECURITY_GROUP, NOT_IN_SHARED_BANDWIDTH);
        eachIsNeeded("internet", "db", Family.IPV4, NO_EIP, DENIED_BY_SECURITY_GROUP);
        eachIsNeeded("internet", "db", Family.IPV6, NOT_IN_SHARED_BANDWIDTH, DENIED_BY_SECURITY_GROUP);
    }

    @Test
    void twoVpcsNeedAPeeringAndRoutesBothWays() {
        eachIsNeeded(
                "web", "gold", Family.IPV4, ISOLATED_VPCS, ISOLATED_VPCS, DENIED_BY_SECURITY_GROUP, NO_RETURN_ROUTE);
        assertThat(diagnosis("web", "gold", Family.IPV4).blockers())
                .flatExtracting(Blocker::remedies)
                .extracting(remedy -> remedy.getClass().getSimpleName())
                .containsExactly("Peer", "RouteOverPeering", "AllowInGroup", "RouteOverPeering");
    }

    /** Another would be refused (PEER-07), and a route over it leads nowhere yet (PEER-02). */
    @Test
    void ofTwoVpcsWhosePeeringWaitsNothingIsToBeDoneHere() {
        network.requested("waits", "shop", Vpc.TYPE.ref("p2", "bank"));
        assertThat(diagnosis("web", "gold", Family.IPV4).blockers().getFirst().remedies())
                .isEmpty();
    }

    @Test
    void ipv6OfTwoVpcsMeetsOnTheInternet() {
        eachIsNeeded("web", "gold", Family.IPV6, ISOLATED_VPCS, NOT_IN_SHARED_BANDWIDTH, DENIED_BY_SECURITY_GROUP);
    }

    @Test
    void whatIsBetterLeftAloneIsNotRemedied() {
        network.routes("shop", Network.route("0.0.0.0/0", RouteType.ECS, "gone"));
        Diagnosis diagnosis = diagnosis("web", "internet", Family.IPV4);
        assertThat(diagnosis.blockers()).extracting(Blocker::disposition).containsExactly(BLACKHOLE, NO_EIP);
        assertThat(diagnosis.remedies()).containsExactly(new Remedy.BindEip("web-nic"));
    }

    @Test
    void whatSomebodyHasToChooseHasNoRemedy() {
        network.nic("spare", "back", "192.168.2.12", "out");
        Diagnosis diagnosis = diagnosis("web", "spare", Family.IPV4);
        assertThat(diagnosis.complete()).isFalse();
        assertThat(diagnosis.blockers()).singleElement().satisfies(blocker -> {
            assertThat(blocker.disposition()).isEqualTo(PORT_NOT_ATTACHED);
            assertThat(blocker.remedies()).isEmpty();
        });
    }
}
