package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.EndSearch.ambiguous;
import static dev.twinstack.emulator.reachability.EndSearch.invalid;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the flows that a question is about. */
final class FlowSearch {
    /** Of flows; many more would keep others waiting. */
    private static final int MOST = 20_000;

    /** The same, where each flow stands for several itself. */
    private static final int MOST_OPEN = 1_000;

    private final Topology topology;
    private final Family family;
    private final EndSearch search;

    FlowSearch(Topology topology, Family family) {
        this.topology = topology;
        this.family = family;
        this.search = new EndSearch(topology, family);
    }

    /** What one text means. */
    private sealed interface Side {}

    private record Single(String text) implements Side {}

    private record InSubnet(Subnet subnet) implements Side {}

    private record InBlock(IpRange block) implements Side {}

    private record Wrong(DomainError error) implements Side {}

    /** Whom one text stands for, if it does. */
    private sealed interface Crowd {}

    private record Of(List<Endpoint> members) implements Crowd {}

    private record Nobody(DomainError error) implements Crowd {}

    Flows find(String from, String to, Traffic traffic) {
        Side start = side("from", from);
        Side end = side("to", to);
        if (start instanceof Single && end instanceof Single) {
            return switch (search.find(from, to)) {
                case Ends.Found(Endpoint one, Endpoint other) ->
                    new Flows.Found(List.of(new Flow(one, other, family, traffic)));
                case Ends.Refused(DomainError error) -> new Flows.Refused(error);
            };
        }
        return switch (crowd("from", start, candidates(end))) {
            case Nobody(DomainError error) -> new Flows.Refused(error);
            case Of(List<Endpoint> froms) ->
                switch (crowd("to", end, froms)) {
                    case Nobody(DomainError error) -> new Flows.Refused(error);
                    case Of(List<Endpoint> tos) -> between(start, froms, end, tos, traffic);
                };
        };
    }

    /** {@return the subnet that a text stands for, if it does} */
    Optional<Subnet> subnet(String text) {
        return named(text) instanceof InSubnet(Subnet subnet) ? Optional.of(subnet) : Optional.empty();
    }

    private Flows between(Side start, List<Endpoint> froms, Side end, List<Endpoint> tos, Traffic traffic) {
        int most = Scale.of(traffic).isEmpty() ? MOST : MOST_OPEN;
        if ((long) froms.size() * tos.size() > most) {
            return new Flows.Refused(refusal(
                    Flows.TOO_MANY,
                    "to",
                    froms.size() + " ends times " + tos.size() + " are more than " + most + " flows; ask for fewer ends"
                            + (most == MOST ? "" : ", or for one port")));
        }
        List<Flow> flows = froms.stream()
                .flatMap(from -> tos.stream()
                        .filter(to -> !to.equals(from) && (Flow.inCloud(from) || Flow.inCloud(to)))
                        .map(to ->
                                new Flow(from, to, family, traffic, new Breadth(whole(start, from), whole(end, to)))))
                .toList();
        if (!flows.isEmpty()) {
            return new Flows.Found(flows);
        }
        boolean outside = froms.stream().noneMatch(Flow::inCloud);
        return new Flows.Refused(
                outside
                        ? invalid("to", "one end must be in the cloud")
                        : refusal(Flows.NOBODY, "to", "there is nobody but the sender itself"));
    }

    private static DomainError refusal(String reason, String field, String message) {
        return new DomainError.Invalid(reason, field, field + ": " + message);
    }

    /** {@return the block that an end stands for} A NIC stands for no more of it than is in its subnet. */
    private List<IpRange> whole(Side side, Endpoint member) {
        return switch (side) {
            case Single single -> List.of();
            case Wrong wrong -> List.of();
            case InSubnet(Subnet subnet) -> ranges(subnet);
            case InBlock(IpRange block) ->
                member instanceof Endpoint.OfPort(String port)
                        ? ranges(topology.get(
                                        Subnet.TYPE,
                                        topology.get(Port.TYPE, port).subnet()))
                                .stream()
                                .map(range -> range.prefixLength() > block.prefixLength() ? range : block)
                                .toList()
                        : List.of(block);
        };
    }

    private List<IpRange> ranges(Subnet subnet) {
        return subnet.segment(family).map(Subnet.Segment::range).stream().toList();
    }

    private Side side(String field, String text) {
        Optional<IpRange> block = IpRange.parse(text);
        if (block.isPresent()) {
            return block.get().family() == family
                    ? new InBlock(block.get())
                    : new Wrong(invalid(field, text + " is not " + SecurityFilter.words(family)));
        }
        int slash = text.indexOf('/');
        if (slash > 0 && IpAddress.parse(text.substring(0, slash)).isPresent()) {
            return new Wrong(
                    invalid(field, text + " is no CIDR block: its prefix is too long, or bits after it are set"));
        }
        return named(text);
    }

    /** An id goes before a name; a name has to be one thing's only. */
    private Side named(String text) {
        Optional<Subnet> byId = topology.snapshot().find(Subnet.TYPE, text).filter(this::isOwn);
        if (byId.isPresent()) {
            return new InSubnet(byId.get());
        }
        List<Subnet> subnets = topology.snapshot().all(Subnet.TYPE).stream()
                .filter(subnet -> subnet.name().equals(text) && isOwn(subnet))
                .toList();
        if (subnets.isEmpty()) {
            return new Single(text);
        }
        List<Endpoint> others = search.candidates(text);
        if (others.isEmpty() && subnets.size() == 1) {
            return new InSubnet(subnets.getFirst());
        }
        boolean isId =
                others.stream().anyMatch(each -> Nodes.of(topology, each).id().equals(text));
        return isId
                ? new Single(text)
                : new Wrong(ambiguous(
                        text,
                        Stream.concat(
                                        others.stream().map(each -> Nodes.of(topology, each)),
                                        subnets.stream().map(Nodes::of))
                                .toList()));
    }

    private boolean isOwn(Subnet subnet) {
        return !(subnet.vpc() instanceof Subnet.Home.In(String vpc)
                && topology.index().foreignVpcs().contains(vpc));
    }

    /** {@return what a side may be, before it is known what the other one is} */
    private List<Endpoint> candidates(Side side) {
        return switch (side) {
            case Single(String text) -> search.candidates(text);
            case InSubnet(Subnet subnet) -> members(subnet);
            case InBlock(IpRange block) -> members(block);
            case Wrong wrong -> List.of();
        };
    }

    private Crowd crowd(String field, Side side, List<Endpoint> others) {
        return switch (side) {
            case Wrong(DomainError error) -> new Nobody(error);
            case InSubnet(Subnet subnet) -> {
                List<Endpoint> members = members(subnet);
                yield members.isEmpty()
                        ? new Nobody(refusal(
                                Flows.NOBODY,
                                field,
                                "no NIC is in subnet " + Nodes.of(subnet).label()))
                        : new Of(members);
            }
            case InBlock(IpRange block) -> {
                List<Endpoint> members = nearest(members(block), others);
                yield members.isEmpty() ? elsewhere(field, block) : new Of(members);
            }
            case Single(String text) ->
                switch (field.equals("from") ? search.from(text, others) : search.to(text, others)) {
                    case EndSearch.One(Endpoint endpoint) -> new Of(List.of(endpoint));
                    case EndSearch.No(DomainError error) -> new Nobody(error);
                };
        };
    }

    /** NICs count whether or not they have the family; a virtual IP is only one address. */
    private List<Endpoint> members(Subnet subnet) {
        return ports(port -> port.subnet().equals(subnet.id())
                        && (!port.isVip() || port.address(family).isPresent()))
                .toList();
    }

    private List<Endpoint> members(IpRange block) {
        Stream<Endpoint> publicIps = topology.snapshot().all(PublicIp.TYPE).stream()
                .filter(publicIp -> !(publicIp.binding() instanceof PublicIp.Binding.Unbound))
                .filter(publicIp -> Topology.address(publicIp, family)
                        .filter(block::contains)
                        .isPresent())
                .<Endpoint>map(publicIp -> new Endpoint.OfPublicIp(publicIp.id()))
                .filter(search::isOwn);
        return Stream.concat(
                        ports(port ->
                                port.address(family).filter(block::contains).isPresent()),
                        publicIps)
                .toList();
    }

    private Stream<Endpoint> ports(Predicate<Port> chosen) {
        return topology.snapshot().all(Port.TYPE).stream()
                .filter(port -> port.isVip() || port.device() instanceof Port.Device.OfServer)
                .filter(chosen)
                .map(port -> new Endpoint.OfPort(port.id()));
    }

    /** {@return the same without those whose address one in the other end's VPC has too} */
    private List<Endpoint> nearest(List<Endpoint> members, List<Endpoint> others) {
        Set<String> vpcs = others.stream().flatMap(search::vpcs).collect(Collectors.toSet());
        Set<IpAddress> near = members.stream()
                .filter(member -> search.vpcs(member).anyMatch(vpcs::contains))
                .flatMap(member -> address(member).stream())
                .collect(Collectors.toSet());
        return members.stream()
                .filter(member -> search.vpcs(member).anyMatch(vpcs::contains)
                        || address(member).filter(near::contains).isEmpty())
                .toList();
    }

    private Optional<IpAddress> address(Endpoint member) {
        return member instanceof Endpoint.OfPort(String id)
                ? topology.get(Port.TYPE, id).address(family)
                : Optional.empty();
    }

    /** Nothing sends from an address inside that nothing has. */
    private Crowd elsewhere(String field, IpRange block) {
        List<Endpoint> hosts = new Hosts(topology.snapshot())
                .of(block).stream()
                        .filter(address -> field.equals("to") || topology.mayBeOutside(address))
                        .<Endpoint>map(Endpoint.Host::new)
                        .toList();
        return hosts.isEmpty() ? new Nobody(new DomainError.NotFound("endpoint", block.toString())) : new Of(hosts);
    }
}
