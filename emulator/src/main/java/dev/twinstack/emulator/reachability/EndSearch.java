package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the ends of one flow. */
final class EndSearch {
    private static final String INTERNET = "internet";

    private final Topology topology;
    private final Family family;
    private final Faces faces;

    EndSearch(Topology topology, Family family) {
        this.topology = topology;
        this.family = family;
        this.faces = new Faces(topology, family);
    }

    /** What a text may mean: one thing, or the reason why not. */
    sealed interface Meaning {}

    record One(Endpoint endpoint) implements Meaning {}

    record No(DomainError error) implements Meaning {}

    Ends find(String from, String to) {
        return switch (from(from, candidates(to))) {
            case No(DomainError error) -> new Ends.Refused(error);
            case One(Endpoint start) ->
                switch (to(to, List.of(start))) {
                    case No(DomainError error) -> new Ends.Refused(error);
                    case One(Endpoint end)
                    when end instanceof Endpoint.Internet && !Flow.inCloud(start) ->
                        new Ends.Refused(invalid("to", "one end must be in the cloud"));
                    case One(Endpoint end) -> new Ends.Found(start, end);
                };
        };
    }

    /**
     * @param others what the other end may be
     */
    Meaning from(String text, List<Endpoint> others) {
        Optional<IpAddress> address = IpAddress.parse(text);
        if (address.isEmpty()) {
            return named(text);
        }
        if (address.get().family() != family) {
            return new No(otherFamily("from", address.get()));
        }
        List<Endpoint> all = at(address.get());
        if (all.isEmpty()) {
            return topology.mayBeOutside(address.get()) ? new One(new Endpoint.Host(address.get())) : unknown(text);
        }
        if (all.size() == 1) {
            return new One(all.getFirst());
        }
        Set<String> near = others.stream().flatMap(this::vpcs).collect(Collectors.toSet());
        return only(
                text,
                all.stream().filter(each -> vpcs(each).anyMatch(near::contains)).toList(),
                all);
    }

    /**
     * @param others what the other end is
     */
    Meaning to(String text, List<Endpoint> others) {
        Optional<IpAddress> address = IpAddress.parse(text);
        if (address.isEmpty()) {
            return named(text);
        }
        if (address.get().family() != family) {
            return new No(otherFamily("to", address.get()));
        }
        List<Endpoint> all = at(address.get());
        List<String> near = others.stream().flatMap(this::vpcs).distinct().toList();
        List<Endpoint> local =
                all.stream().filter(each -> vpcs(each).anyMatch(near::contains)).toList();
        boolean inReach = near.stream()
                .flatMap(vpc -> topology.subnets(vpc).stream())
                .anyMatch(subnet -> Topology.covers(subnet, address.get()));
        if (!local.isEmpty()) {
            return only(text, local, all);
        }
        return all.isEmpty() || inReach ? new One(new Endpoint.Host(address.get())) : only(text, all, all);
    }

    private Meaning named(String text) {
        List<Endpoint> all = candidates(text);
        return all.isEmpty() ? unknown(text) : only(text, all, all);
    }

    private static Meaning unknown(String text) {
        return new No(new DomainError.NotFound("endpoint", text));
    }

    private Meaning only(String text, List<Endpoint> fitting, List<Endpoint> all) {
        if (fitting.size() == 1) {
            return new One(fitting.getFirst());
        }
        return new No(ambiguous(
                text, all.stream().map(each -> Nodes.of(topology, each)).toList()));
    }

    static DomainError ambiguous(String text, List<Node> all) {
        String names = all.stream().map(node -> node.type() + ' ' + node.id()).collect(Collectors.joining(", "));
        return new DomainError.Conflict(
                "endpoint-ambiguous", "\"" + text + "\" may be any of " + names + "; name it by its id.");
    }

    /** An id goes before a name. */
    List<Endpoint> candidates(String text) {
        if (text.equalsIgnoreCase(INTERNET)) {
            return List.of(new Endpoint.Internet());
        }
        Optional<IpAddress> address = IpAddress.parse(text);
        if (address.isPresent()) {
            return at(address.get());
        }
        List<Endpoint> byId = Stream.of(
                        topology.snapshot().find(Server.TYPE, text).map(server -> new Endpoint.OfServer(text)),
                        topology.snapshot().find(Port.TYPE, text).map(port -> new Endpoint.OfPort(text)),
                        topology.snapshot().find(PublicIp.TYPE, text).map(publicIp -> new Endpoint.OfPublicIp(text)))
                .flatMap(Optional::stream)
                .map(Endpoint.class::cast)
                .toList();
        return (byId.isEmpty() ? byName(text) : byId)
                .stream().filter(this::isOwn).toList();
    }

    private List<Endpoint> byName(String name) {
        Index index = topology.index();
        return Stream.of(
                        index.serversNamed(name).stream().map(server -> new Endpoint.OfServer(server.id())),
                        index.portsNamed(name).stream().map(port -> new Endpoint.OfPort(port.id())),
                        index.publicIpsCalled(name).stream().map(publicIp -> new Endpoint.OfPublicIp(publicIp.id())))
                .flatMap(all -> all)
                .map(Endpoint.class::cast)
                .toList();
    }

    /** Of what another project has, only addresses are known here. */
    boolean isOwn(Endpoint endpoint) {
        Set<String> foreign = topology.index().foreignVpcs();
        return foreign.isEmpty()
                || Stream.concat(vpcs(endpoint), gatewayVpc(endpoint)).noneMatch(foreign::contains);
    }

    private Stream<String> gatewayVpc(Endpoint endpoint) {
        return endpoint instanceof Endpoint.OfPublicIp(String id)
                ? topology.gateway(topology.get(PublicIp.TYPE, id)).map(NatGateway::vpc).stream()
                : Stream.empty();
    }

    private List<Endpoint> at(IpAddress address) {
        return Stream.concat(
                        topology.portsAt(address).stream().map(port -> new Endpoint.OfPort(port.id())),
                        topology.publicIpAt(address).stream()
                                .map(publicIp -> new Endpoint.OfPublicIp(publicIp.id()))
                                .filter(this::isOwn))
                .map(Endpoint.class::cast)
                .toList();
    }

    /** {@return the VPC an end is in, or none} */
    Stream<String> vpcs(Endpoint endpoint) {
        return faces.all(endpoint).stream()
                .map(station -> station.subnet().vpc())
                .flatMap(home -> home instanceof Subnet.Home.In(String vpc) ? Stream.of(vpc) : Stream.empty())
                .distinct();
    }

    private DomainError otherFamily(String field, IpAddress address) {
        return invalid(field, address + " is not " + SecurityFilter.words(family));
    }

    static DomainError invalid(String field, String message) {
        return new DomainError.Invalid("invalid-field", field, field + ": " + message);
    }
}
