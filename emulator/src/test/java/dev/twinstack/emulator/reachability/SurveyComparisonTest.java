package dev.twinstack.emulator.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.reachability.oracle.Oracle;
import dev.twinstack.emulator.server.Server;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds surveys against the oracle, which is asked for every single thing that a question may mean: all ports that the
 * topology's lines have a number for and those beside them, ICMP messages likewise, and each NIC that may carry each
 * virtual IP. {@code -Dtwinstack.survey.cases} says how many questions are asked.
 */
class SurveyComparisonTest {
    private static final int CASES = Integer.getInteger("twinstack.survey.cases", 6_000);
    private static final long SEED = Long.getLong("twinstack.oracle.seed", 1);
    private static final int QUESTIONS_OF_A_TOPOLOGY = 8;
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final List<Traffic> OPEN = List.of(
            new Traffic.AnyPort(Transport.TCP),
            new Traffic.AnyPort(Transport.TCP),
            new Traffic.AnyPort(Transport.UDP),
            new Traffic.AnyCode(8),
            new Traffic.AnyCode(128),
            new Traffic.OnePort(Transport.TCP, 443),
            new Traffic.AnyProtocol());

    private static final Traffic HTTPS = new Traffic.OnePort(Transport.TCP, 443);
    private static final List<String> BLOCKS =
            List.of("203.0.113.0/24", "198.51.100.0/24", "2a00:1::/64", "2a00:2::/64");

    private final Tracer tracer = new Tracer(Network.CATALOGUE);
    private final Oracle oracle = new Oracle(Network.CATALOGUE, Set.of());

    @Test
    void aSurveySaysWhatTheOracleSaysCaseByCase() {
        Map<Verdict, Integer> seen = new EnumMap<>(Verdict.class);
        int cases = 0;
        for (long seed = SEED; cases < CASES; seed++) {
            Plan plan = RandomPlan.of(seed);
            Snapshot snapshot = plan.network().snapshot();
            List<Snapshot> carried = carried(plan, snapshot);
            for (Flow flow : questions(seed, snapshot)) {
                Finding finding = tracer.survey(snapshot, List.of(flow));
                List<dev.twinstack.emulator.reachability.oracle.Verdict> each = carried.stream()
                        .flatMap(choice ->
                                kinds(plan, flow.traffic()).map(kind -> oracle.verdict(choice, flow.with(kind))))
                        .toList();
                assertThat(agrees(finding.verdict(), each))
                        .as("%s%n%nseed %d: %s%n  oracle: %s%n  engine: %s", plan, seed, flow, each, finding)
                        .isTrue();
                seen.merge(finding.verdict(), 1, Integer::sum);
                cases++;
            }
        }
        System.out.printf("Surveys, from seed %d: %s%n", SEED, seen);
        assertThat(seen.keySet()).containsExactlyInAnyOrder(Verdict.values());
    }

    /** Hosts outside that nobody tells apart are one. */
    @Test
    void aBlockOutsideIsEveryHostInIt() {
        Map<Verdict, Integer> seen = new EnumMap<>(Verdict.class);
        int cases = 0;
        for (long seed = SEED; cases < CASES / 4; seed++) {
            Plan plan = RandomPlan.of(seed);
            Snapshot snapshot = plan.network().snapshot();
            for (Server server : snapshot.all(Server.TYPE)) {
                for (String block : BLOCKS) {
                    boolean inwards = (seed & 1) == 0;
                    String from = inwards ? block : server.id();
                    String to = inwards ? server.id() : block;
                    cases += asks(plan, snapshot, from, to, IpRange.of(block), seen);
                }
            }
        }
        System.out.printf("Surveys of blocks, from seed %d: %s%n", SEED, seen);
        assertThat(seen.keySet()).contains(Verdict.REACHABLE, Verdict.UNREACHABLE, Verdict.AMBIGUOUS);
    }

    /** {@return how many questions were asked} What meets virtual IPs that several carry is the other test's. */
    private int asks(Plan plan, Snapshot snapshot, String from, String to, IpRange block, Map<Verdict, Integer> seen) {
        boolean open =
                snapshot.all(Port.TYPE).stream().anyMatch(port -> port.boundTo().size() > 1);
        if (open
                || !(tracer.flows(snapshot, from, to, block.family(), HTTPS)
                        instanceof Flows.Found(List<Flow> flows))) {
            return 0;
        }
        Finding finding = tracer.survey(snapshot, flows);
        Flow any = flows.getFirst();
        List<dev.twinstack.emulator.reachability.oracle.Verdict> each = Stream.of(0L, 1L, 8L, 9L, 10L, 255L)
                .map(block::address)
                .<Endpoint>map(Endpoint.Host::new)
                .map(host -> new Flow(
                        any.from() instanceof Endpoint.Host ? host : any.from(),
                        any.to() instanceof Endpoint.Host ? host : any.to(),
                        block.family(),
                        HTTPS))
                .map(flow -> oracle.verdict(snapshot, flow))
                .toList();
        assertThat(agrees(finding.verdict(), each))
                .as("%s%n%n%s to %s%n  oracle: %s%n  engine: %s", plan, from, to, each, finding)
                .isTrue();
        seen.merge(finding.verdict(), 1, Integer::sum);
        return 1;
    }

    private static List<Flow> questions(long seed, Snapshot snapshot) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomFlows flows = new RandomFlows(snapshot, random);
        return Stream.generate(flows::next)
                .filter(flow -> !mayComeByVirtualIp(snapshot, flow.to()))
                .map(flow -> flow.with(OPEN.get(random.nextInt(OPEN.size()))))
                .limit(QUESTIONS_OF_A_TOPOLOGY)
                .toList();
    }

    /** Of a server that is asked for, only its own NICs carry the virtual IPs on them, whoever else might. */
    private static boolean mayComeByVirtualIp(Snapshot snapshot, Endpoint to) {
        return to instanceof Endpoint.OfServer(String id)
                && snapshot.find(Server.TYPE, id).orElseThrow().nics().stream()
                        .anyMatch(nic -> snapshot.all(Port.TYPE).stream()
                                .anyMatch(port -> port.boundTo().size() > 1
                                        && port.boundTo().contains(nic)));
    }

    /** {@return the topology once for each choice of a NIC that works for each virtual IP} */
    private static List<Snapshot> carried(Plan plan, Snapshot snapshot) {
        List<Plan> plans = List.of(plan);
        for (int line = 0; line < plan.lines().size(); line++) {
            List<String> word = List.of(plan.lines().get(line).split(" ", -1));
            if (word.getFirst().equals("vip")) {
                plans = bound(plans, line, working(snapshot, word.getLast()));
            }
        }
        return plans.stream().map(each -> each.network().snapshot()).toList();
    }

    private static List<Plan> bound(List<Plan> plans, int line, List<String> nics) {
        if (nics.size() < 2) {
            return plans;
        }
        return plans.stream()
                .flatMap(plan -> nics.stream().map(nic -> {
                    List<String> lines = new ArrayList<>(plan.lines());
                    String vip = lines.get(line);
                    lines.set(line, vip.substring(0, vip.lastIndexOf(' ') + 1) + nic);
                    return new Plan(lines);
                }))
                .toList();
    }

    private static List<String> working(Snapshot snapshot, String nics) {
        return Stream.of(nics.split(",", -1))
                .filter(nic -> snapshot.find(Port.TYPE, nic)
                        .filter(Port::adminStateUp)
                        .filter(port -> port.device() instanceof Port.Device.OfServer(String server, var _)
                                && snapshot.find(Server.TYPE, server)
                                        .filter(Server::isRunning)
                                        .isPresent())
                        .isPresent())
                .toList();
    }

    private static Stream<Traffic> kinds(Plan plan, Traffic traffic) {
        return switch (traffic) {
            case Traffic.AnyProtocol any ->
                Stream.of(
                                Stream.of(any),
                                ports(plan, Transport.TCP),
                                ports(plan, Transport.UDP),
                                IntStream.of(0, 1, 7, 8, 9, 128, 129, 255)
                                        .boxed()
                                        .flatMap(SurveyComparisonTest::codes))
                        .flatMap(all -> all);
            case Traffic.AnyPort(Transport transport) -> ports(plan, transport);
            case Traffic.AnyCode(int type) -> codes(type);
            case Traffic.OnePort one -> Stream.of(one);
            case Traffic.Ping one -> Stream.of(one);
            case Traffic.Icmp one -> Stream.of(one);
        };
    }

    private static Stream<Traffic> codes(int type) {
        return IntStream.of(0, 1, 2, 255).mapToObj(code -> new Traffic.Icmp(type, code));
    }

    private static Stream<Traffic> ports(Plan plan, Transport transport) {
        Set<Integer> ports = new TreeSet<>(Set.of(1, Traffic.HIGHEST_PORT));
        plan.lines().stream()
                .filter(line -> line.startsWith("rule") || line.startsWith("firewall-rule") || line.startsWith("dnat"))
                .flatMap(line -> NUMBER.matcher(line).results())
                .map(number -> Integer.parseInt(number.group()))
                .forEach(port -> ports.addAll(List.of(port - 1, port, port + 1)));
        return ports.stream()
                .filter(port -> port >= 1 && port <= Traffic.HIGHEST_PORT)
                .map(port -> new Traffic.OnePort(transport, port));
    }

    private static boolean agrees(Verdict verdict, List<dev.twinstack.emulator.reachability.oracle.Verdict> each) {
        long arriving = each.stream()
                .filter(dev.twinstack.emulator.reachability.oracle.Verdict::reachable)
                .count();
        return switch (verdict) {
            case REACHABLE -> arriving == each.size();
            case AMBIGUOUS -> arriving > 0 && arriving < each.size();
            case UNREACHABLE -> arriving == 0 && !each.stream().allMatch(SurveyComparisonTest::isOnlyUnseen);
            case UNDETERMINED ->
                arriving == 0
                        && each.stream().anyMatch(one -> one.blockers().contains(Disposition.NEXT_HOP_NOT_EMULATED));
        };
    }

    private static boolean isOnlyUnseen(dev.twinstack.emulator.reachability.oracle.Verdict verdict) {
        return verdict.blockers().equals(List.of(Disposition.NEXT_HOP_NOT_EMULATED));
    }
}
