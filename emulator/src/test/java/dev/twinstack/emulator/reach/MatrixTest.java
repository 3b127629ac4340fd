package dev.twinstack.emulator.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.reachability.Plan;
import dev.twinstack.emulator.reachability.RandomPlan;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MatrixTest {
    private static final Tracer TRACER = new Tracer(Catalogue.of(RegionSettings.of("eu-de")));
    private static final int TOPOLOGIES = 80;

    private static Plan crowded(long seed) {
        Plan plan = RandomPlan.of(seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<String> more = new ArrayList<>();
        List<String> subnets = plan.lines().stream()
                .filter(line -> line.startsWith("subnet v0"))
                .toList();
        for (int i = 0; i < 14; i++) {
            String[] subnet = subnets.get(random.nextInt(subnets.size())).split(" ", -1);
            String block = subnet[5].replace(".0/24", "");
            String six = subnet.length > 6 ? "," + subnet[6].replace("::/64", "::" + (200 + i)) : "";
            more.add("nic more%d-nic %s %s.%d%s g%d".formatted(i, subnet[1], block, 200 + i, six, random.nextInt(2)));
            more.add("server more" + i + " assigns more" + i + "-nic");
            if (random.nextInt(9) == 0) {
                more.add((random.nextBoolean() ? "stopped more%d" : "unfiltered more%d-nic").formatted(i));
            }
            if (random.nextInt(9) == 0) {
                more.add("rule g0 %s in IPv4 any - %s.%d/32 1"
                        .formatted(random.nextBoolean() ? "allow" : "deny", block, 200 + i));
            }
        }
        return plan.and(more);
    }

    /** The one that asks about everything. */
    private static Disposition trace(Snapshot snapshot, Port from, Port to, Family family, Traffic traffic) {
        return TRACER.trace(
                        snapshot,
                        new Flow(new Endpoint.OfPort(from.id()), new Endpoint.OfPort(to.id()), family, traffic))
                .disposition();
    }

    @Test
    void itIsWhatSingleTracesSay() {
        long reachable = 0;
        long asked = 0;
        for (long seed = 1; seed <= TOPOLOGIES; seed++) {
            Plan plan = crowded(seed);
            Snapshot snapshot = plan.snapshot();
            for (Vpc vpc : snapshot.all(Vpc.TYPE)) {
                List<Port> nics = Matrix.nics(snapshot, vpc.id());
                Matrix matrix =
                        Matrix.of(TRACER, snapshot, nics, List.of(Family.values()), NamedServices.of(snapshot, nics));
                for (int sheet = 0; sheet < matrix.size(); sheet++) {
                    for (int from = 0; from < nics.size(); from++) {
                        for (int to = 0; to < nics.size(); to++) {
                            if (from != to) {
                                assertThat(matrix.disposition(sheet, from, to))
                                        .as(
                                                "seed %d: IPv%d %s from %s to %s%n%s",
                                                seed,
                                                matrix.family(sheet).version(),
                                                matrix.traffic(sheet).label(),
                                                nics.get(from).id(),
                                                nics.get(to).id(),
                                                plan)
                                        .isEqualTo(trace(
                                                snapshot,
                                                nics.get(from),
                                                nics.get(to),
                                                matrix.family(sheet),
                                                matrix.traffic(sheet)));
                                asked++;
                            }
                        }
                    }
                    reachable += matrix.reachable(sheet);
                }
            }
        }
        assertThat(reachable).isBetween(asked / 5, asked * 4 / 5);
    }

    @Test
    void thirtyNicsOfTwoKindsTakeFourTracesForEachService() {
        Snapshot snapshot = alike(30).snapshot();
        List<Port> nics = Matrix.nics(snapshot, "v");
        Likeness likeness = Likeness.of(snapshot, nics, Family.IPV4);
        assertThat(nics).hasSize(30);
        assertThat(nics.stream().map(likeness::kind).distinct()).hasSize(2);
        Matrix matrix = Matrix.of(
                TRACER, snapshot, nics, List.of(Family.IPV4), List.of(new Traffic.OnePort(Transport.TCP, 443)));
        assertThat(matrix.reachable(0)).isEqualTo(30 * 29L);
    }

    private static Plan alike(int count) {
        List<String> lines = new ArrayList<>(List.of(
                "vpc v 10.0.0.0/16",
                "group g",
                "rule g allow in IPv4 tcp 443 - 1",
                "rule g allow out IPv4 any - - 1",
                "rule g allow in IPv4 tcp 22 10.0.2.0/24 1",
                "subnet one v - gateway 10.0.1.0/24",
                "subnet two v - gateway 10.0.2.0/24"));
        IntStream.range(0, count).forEach(i -> {
            lines.add("nic n%03d %s 10.0.%d.%d g".formatted(i, i % 2 == 0 ? "one" : "two", 1 + i % 2, 10 + i / 2));
            lines.add("server s%03d assigns n%03d".formatted(i, i));
        });
        return new Plan(lines);
    }

    @Test
    void servicesAreThoseThatRulesName() {
        Snapshot snapshot = alike(2).and(List.of(
                        "rule g allow in IPv6 udp 53 - 1",
                        "rule g allow in IPv4 tcp 8000-9000 - 1",
                        "rule g allow in IPv4 tcp 1-65535 - 1",
                        "firewall f up one",
                        "firewall-rule f allow in IPv4 tcp - - 443,8443",
                        "group other",
                        "rule other allow in IPv4 tcp 3306 - 1"))
                .snapshot();
        assertThat(NamedServices.of(snapshot, Matrix.nics(snapshot, "v")).stream()
                        .map(Service::written))
                .containsExactly("icmp", "tcp", "tcp/22", "tcp/443", "tcp/8000", "tcp/8443", "udp/53");
    }

    @Test
    void aServiceIsReadAsItIsWritten() {
        assertThat(Stream.of("tcp/443", "udp/53", "udp", "icmp", "icmp/3", "icmp/3/4", "any")
                        .map(text -> Service.written(Service.parse(text).orElseThrow())))
                .containsExactly("tcp/443", "udp/53", "udp", "icmp", "icmp/3", "icmp/3/4", "any");
        assertThat(Stream.of(
                                "",
                                "tcp/0",
                                "tcp/65536",
                                "icmp/256",
                                "icmp/3/256",
                                "icmp/",
                                "tcp/",
                                "sctp/1",
                                "TCP/1",
                                "tcp/99999")
                        .map(Service::parse))
                .allMatch(Optional::isEmpty);
    }
}
