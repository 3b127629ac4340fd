package dev.twinstack.emulator.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Plan;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.RegionSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallersTest {
    private static final Tracer TRACER = new Tracer(Catalogue.of(RegionSettings.of("eu-de")));

    private static final Snapshot SNAPSHOT = new Plan(List.of(
                    "vpc v 10.0.0.0/16",
                    "group web",
                    "rule web allow out IPv4 any - - 1",
                    "rule web allow out IPv6 any - - 1",
                    "group db",
                    "rule db allow in IPv4 tcp 3306 group:web 5",
                    "rule db allow in IPv4 tcp 3306 203.0.113.0/24 5",
                    "rule db deny in IPv4 tcp 3306 203.0.113.128/25 4",
                    "subnet one v - gateway 10.0.1.0/24 2001:db8:0:1::/64",
                    "nic web-nic one 10.0.1.5,2001:db8:0:1::5 web",
                    "server web assigns web-nic",
                    "nic two-a one 10.0.1.6 db",
                    "nic two-b one 10.0.1.7 web",
                    "server two assigns two-a,two-b",
                    "nic db-nic one 10.0.1.8,2001:db8:0:1::8 db",
                    "server db assigns db-nic",
                    "eip out 198.18.0.1 db-nic"))
            .snapshot();

    private static List<String> words(Family... families) {
        return Callers.of(
                        TRACER,
                        SNAPSHOT,
                        new Endpoint.OfServer("db"),
                        List.of(families),
                        new Traffic.OnePort(Transport.TCP, 3306))
                .stream()
                .map(caller -> caller.node().id() + " " + caller.reaches() + " "
                        + caller.trace().decidedBy().resource().id()
                        + caller.trace()
                                .decidedBy()
                                .rule()
                                .map(rule -> " " + rule.id())
                                .orElse(""))
                .toList();
    }

    @Test
    void serversAndNicsAndPartsOfTheInternetAreTold() {
        assertThat(words(Family.IPV4))
                .containsExactly(
                        "two false db ",
                        "two-a false db ",
                        "two-b true db db-1",
                        "web true db db-1",
                        "internet false db ",
                        "203.0.113.0/25 true db db-2",
                        "203.0.113.128/25 false db db-3");
    }

    @Test
    void eachFamilyIsAskedAboutOnItsOwn() {
        assertThat(words(Family.IPV6))
                .containsExactly(
                        "two false two-a",
                        "two-a false two-a",
                        "two-b false two-b",
                        "web false db ",
                        "internet false db-nic");
        assertThat(words(Family.IPV4, Family.IPV6)).hasSize(12);
    }
}
