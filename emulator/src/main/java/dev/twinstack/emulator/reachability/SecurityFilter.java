package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Step.Ruling;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.Direction;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the security groups of a NIC make of a new flow. Source: user guide, "Security Groups"; SG-08…SG-28. */
final class SecurityFilter {
    /** The number comes first; at equal numbers deny beats allow (SG-08, SG-09). */
    private static final Comparator<Candidate> ORDER = Comparator.<Candidate>comparingInt(
                    candidate -> candidate.rule().priority())
            .thenComparing(candidate -> candidate.rule().action() == Rule.Action.ALLOW);

    private static final int ECHO_REQUEST = 8;
    private static final int ECHO_REQUEST_V6 = 128;

    private record Candidate(SecurityGroup group, Rule rule) {}

    private final Topology topology;
    private final Family family;
    private final Traffic traffic;

    SecurityFilter(Topology topology, Family family, Traffic traffic) {
        this.topology = topology;
        this.family = family;
        this.traffic = traffic;
    }

    /** Takes a flow through a NIC's groups, and {@code onward} if they let it. */
    Trace pass(Way way, Node here, Port nic, Direction direction, Peer peer, Function<Way, Trace> onward) {
        Step.Filter filter = judge(nic, direction, peer);
        Way judged = way.at(here, filter);
        return filter.allowed()
                ? onward.apply(judged.answered(here, tracked(filter)))
                : judged.end(Disposition.DENIED_BY_SECURITY_GROUP, remedies(filter, direction, peer));
    }

    private static Step.Filter tracked(Step.Filter question) {
        Node resource = question.resource();
        return question.ruling().id().isEmpty()
                ? question
                : new Step.Filter(
                        resource,
                        new Ruling("", "tracked connection"),
                        true,
                        "Security group " + resource.label() + " lets the answers pass, as it knows the connection.",
                        List.of("SG-13"));
    }

    /** A rule at a lower number goes before the one that denied; nothing goes before number 1 (SG-08, SG-09). */
    private List<Remedy> remedies(Step.Filter denial, Direction direction, Peer peer) {
        Optional<SecurityGroup> group =
                topology.snapshot().find(SecurityGroup.TYPE, denial.resource().id());
        if (group.isEmpty()) {
            return List.of(); // a port in no group: which to join is for its owner to choose
        }
        int priority = group.get()
                .rule(denial.ruling().id())
                .map(denying -> denying.priority() - 1)
                .orElse(Rule.FIRST_PRIORITY);
        return List.of(
                priority < Rule.FIRST_PRIORITY
                        ? new Remedy.RemoveGroupRule(
                                group.get().id(), denial.ruling().id())
                        : new Remedy.AllowInGroup(group.get().id(), allowing(direction, peer, priority)));
    }

    private Rule allowing(Direction direction, Peer peer, int priority) {
        return new Rule(
                "",
                direction,
                family,
                protocol(),
                switch (traffic) {
                    case Traffic.AnyProtocol any -> new PortRange.All();
                    case Traffic.Ping ping ->
                        new PortRange.IcmpCode(family == Family.IPV4 ? ECHO_REQUEST : ECHO_REQUEST_V6, 0);
                    case Traffic.AnyPort any -> new PortRange.All();
                    case Traffic.OnePort(var _, int port) -> new PortRange.Range(port, port);
                },
                switch (peer) {
                    case Peer.Somewhere somewhere -> new Remote.Anything();
                    case Peer.At(IpAddress address, var _) ->
                        new Remote.Prefix(IpRange.host(address).toString(), IpRange.host(address));
                },
                Rule.Action.ALLOW,
                priority,
                "",
                Instant.EPOCH);
    }

    private String protocol() {
        return switch (traffic) {
            case Traffic.AnyProtocol any -> "";
            case Traffic.Ping ping -> family == Family.IPV4 ? "icmp" : "icmpv6";
            case Traffic.AnyPort(Transport transport) -> transport.word();
            case Traffic.OnePort(Transport transport, int port) -> transport.word();
        };
    }

    /**
     * {@return what happens to the flow at a NIC}
     *
     * @param peer whom it comes from (ingress) or goes to (egress)
     */
    Step.Filter judge(Port nic, Direction direction, Peer peer) {
        Node port = Nodes.of(nic);
        if (!nic.portSecurity()) {
            return unfiltered(port, "Port security of " + port.label() + " is off: nothing is filtered.", "PORT-11");
        }
        if (nic.disableSecurityGroups()) {
            return unfiltered(port, "Security groups are disabled on " + port.label() + ".", "PORT-12");
        }
        List<SecurityGroup> groups = topology.groups(nic);
        return groups.stream()
                .flatMap(group -> group.rules().stream().map(rule -> new Candidate(group, rule)))
                .filter(candidate -> matches(candidate.rule(), direction, peer))
                .min(ORDER)
                .map(candidate -> decided(candidate, direction, peer))
                .orElseGet(() -> refused(port, groups, direction, peer));
    }

    private static Step.Filter unfiltered(Node port, String text, String cite) {
        return new Step.Filter(port, new Ruling("", "not filtered"), true, text, List.of(cite));
    }

    private Step.Filter decided(Candidate candidate, Direction direction, Peer peer) {
        boolean allowed = candidate.rule().action() == Rule.Action.ALLOW;
        Node group = Nodes.of(candidate.group());
        String words = words(candidate.rule(), peer);
        String text = "Security group " + group.label() + (allowed ? " allows " : " denies ") + what(direction, peer)
                + ": " + words + ".";
        return new Step.Filter(
                group,
                new Ruling(candidate.rule().id(), words),
                allowed,
                text,
                allowed ? cites("SG-16") : cites("SG-09"));
    }

    private Step.Filter refused(Node port, List<SecurityGroup> groups, Direction direction, Peer peer) {
        Node resource = groups.isEmpty() ? port : Nodes.of(groups.getFirst());
        String names = groups.isEmpty()
                ? port.label() + " is in no security group, so nothing"
                : "No rule of "
                        + String.join(
                                ", ", groups.stream().map(SecurityGroup::name).toList());
        return new Step.Filter(
                resource,
                new Ruling("", "what no rule allows is refused"),
                false,
                names + " allows " + what(direction, peer) + ".",
                cites("SG-12"));
    }

    private List<String> cites(String rule) {
        return family == Family.IPV6 ? List.of(rule, "SEED-20") : List.of(rule);
    }

    private String what(Direction direction, Peer peer) {
        return words(family)
                + ' '
                + traffic.label()
                + (direction == Direction.INGRESS ? " from " : " to ")
                + peer.label();
    }

    static String words(Family family) {
        return family == Family.IPV4 ? "IPv4" : "IPv6";
    }

    private boolean matches(Rule rule, Direction direction, Peer peer) {
        return rule.direction() == direction
                && rule.ethertype() == family
                && matchesTraffic(rule)
                && switch (rule.remote()) {
                    case Remote.Anything anything -> true;
                    case Remote.Prefix(var _, var range) -> peer.isIn(range);
                    case Remote.Group(String group) -> peer.isMemberOf(group);
                    case Remote.AddressGroup(String addresses) ->
                        topology.entry(addresses, peer).isPresent();
                };
    }

    /** A rule without protocol is about every protocol (SG-22). */
    private boolean matchesTraffic(Rule rule) {
        if (rule.protocol().isEmpty()) {
            return true;
        }
        return switch (traffic) {
            case Traffic.AnyProtocol any -> false;
            case Traffic.Ping ping -> isIcmp(rule.protocol()) && matchesEcho(rule.ports());
            case Traffic.AnyPort(Transport transport) ->
                transport.isNamed(rule.protocol()) && isEveryPort(rule.ports());
            case Traffic.OnePort(Transport transport, int port) ->
                transport.isNamed(rule.protocol()) && matchesPort(rule.ports(), port);
        };
    }

    /** For IPv6, {@code icmp} stands for ICMPv6 as well: v1 rules have no other word for it (SG-22). */
    private boolean isIcmp(String protocol) {
        return switch (protocol) {
            case "icmp" -> true;
            case "1" -> family == Family.IPV4;
            case "icmpv6", "58" -> family == Family.IPV6;
            default -> false;
        };
    }

    /** A ping is an echo request, code 0 (SG-21). */
    private boolean matchesEcho(PortRange ports) {
        int echo = family == Family.IPV4 ? ECHO_REQUEST : ECHO_REQUEST_V6;
        return switch (ports) {
            case PortRange.All all -> true;
            case PortRange.IcmpType(int type) -> type == echo;
            case PortRange.IcmpCode(int type, int code) -> type == echo && code == 0;
            case PortRange.Range range -> false;
            case PortRange.Several several -> false;
        };
    }

    private static boolean isEveryPort(PortRange ports) {
        int covered = 0;
        for (PortRange.Range range : ranges(ports)) {
            if (range.min() <= covered + 1) {
                covered = Math.max(covered, range.max());
            }
        }
        return covered == Traffic.HIGHEST_PORT;
    }

    private static boolean matchesPort(PortRange ports, int port) {
        return ranges(ports).stream().anyMatch(range -> range.min() <= port && port <= range.max());
    }

    /** {@return the ports as ranges, the one that begins lowest first; none for ICMP messages} */
    private static List<PortRange.Range> ranges(PortRange ports) {
        return switch (ports) {
            case PortRange.All all -> List.of(new PortRange.Range(1, Traffic.HIGHEST_PORT));
            case PortRange.Range range -> List.of(range);
            case PortRange.Several(List<PortRange.Range> several) ->
                several.stream()
                        .sorted(Comparator.comparingInt(PortRange.Range::min))
                        .toList();
            case PortRange.IcmpType icmp -> List.of();
            case PortRange.IcmpCode icmp -> List.of();
        };
    }

    /** {@return the rule in words} Of an address group it names the entry that the peer is in. */
    private String words(Rule rule, Peer peer) {
        String protocol = rule.protocol().isEmpty() ? "any protocol" : rule.protocol();
        String ports = switch (rule.ports()) {
            case PortRange.All all -> "";
            case PortRange.Range range -> ' ' + range.toText();
            case PortRange.Several several -> ' ' + several.toText();
            case PortRange.IcmpType(int type) -> " type " + type;
            case PortRange.IcmpCode(int type, int code) -> " type " + type + " code " + code;
        };
        String remote = switch (rule.remote()) {
            case Remote.Anything anything -> "anywhere";
            case Remote.Prefix(String verbatim, var _) -> verbatim;
            case Remote.Group(String id) ->
                "security group "
                        + topology.snapshot()
                                .find(SecurityGroup.TYPE, id)
                                .map(SecurityGroup::name)
                                .orElse(id);
            case Remote.AddressGroup(String id) ->
                topology.snapshot()
                                .find(AddressGroup.TYPE, id)
                                .map(group -> "IP address group " + group.name())
                                .orElse(id)
                        + topology.entry(id, peer)
                                .map(entry -> " (" + entry.verbatim() + ')')
                                .orElse("");
        };
        return (rule.action() == Rule.Action.ALLOW ? "allow " : "deny ") + words(rule.ethertype()) + ' ' + protocol
                + ports + (rule.direction() == Direction.INGRESS ? " from " : " to ") + remote + ", priority "
                + rule.priority();
    }
}
