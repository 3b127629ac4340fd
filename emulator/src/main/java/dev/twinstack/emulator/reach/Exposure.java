package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.AddressSet;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpSpan;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.reachability.Trace;
import dev.twinstack.emulator.reachability.Tracer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the Internet can get to. Exact: each stretch of ports begins and ends where some rule does, and a host of each
 * block that a rule names is asked about beside one that no rule names.
 */
public final class Exposure {
    private final Tracer tracer;
    private final Snapshot snapshot;
    private final Map<Family, AddressSet> outside = new EnumMap<>(Family.class);

    private Exposure(Tracer tracer, Snapshot snapshot) {
        this.tracer = tracer;
        this.snapshot = snapshot;
        for (Family family : Family.values()) {
            outside.put(family, Clients.outside(snapshot, family));
        }
    }

    /** {@return every public address of the project that something gets in at} EIPs first, then IPv6 addresses. */
    public static List<Exposed> of(Tracer tracer, Snapshot snapshot) {
        Exposure exposure = new Exposure(tracer, snapshot);
        return exposure.addresses().toList().parallelStream()
                .map(address -> exposure.at(address.end(), address.family()))
                .filter(exposed -> !exposed.openings().isEmpty())
                .toList();
    }

    /** {@return what gets in at these ends, over these families} */
    public static List<Exposed> of(Tracer tracer, Snapshot snapshot, List<Endpoint> ends, Collection<Family> families) {
        Exposure exposure = new Exposure(tracer, snapshot);
        return ends.parallelStream()
                .flatMap(end -> families.stream().map(family -> exposure.at(end, family)))
                .toList();
    }

    private record Address(Endpoint end, Family family) {}

    private Stream<Address> addresses() {
        Stream<Address> eips = snapshot.all(PublicIp.TYPE).stream()
                .flatMap(publicIp -> Stream.of(Family.values())
                        .filter(family -> at(publicIp, family).isPresent())
                        .map(family -> new Address(new Endpoint.OfPublicIp(publicIp.id()), family)));
        Stream<Address> ports = snapshot.all(Port.TYPE).stream()
                .filter(Exposure::isPublic)
                .map(port -> new Address(new Endpoint.OfPort(port.id()), Family.IPV6));
        return Stream.concat(eips, ports);
    }

    private static Optional<IpAddress> at(PublicIp publicIp, Family family) {
        return switch (family) {
            case IPV4 -> Optional.of(publicIp.address());
            case IPV6 ->
                publicIp.nat64() instanceof PublicIp.Nat64.At(IpAddress address)
                        ? Optional.of(address)
                        : Optional.empty();
        };
    }

    private static boolean isPublic(Port port) {
        return port.ipv6().isPresent() && port.ipv6Bandwidth() instanceof Port.Ipv6Bandwidth.In;
    }

    private Exposed at(Endpoint end, Family family) {
        Takers takers = Takers.of(snapshot, end);
        RuleSet rules = RuleSet.into(snapshot, takers, family);
        Clients clients = Clients.of(rules, outside.getOrDefault(family, AddressSet.none(family)));
        Set<Node> guests = new LinkedHashSet<>();
        List<Opening> openings = new ArrayList<>();
        for (Service service : rules.services()) {
            opening(end, family, service, clients, guests).ifPresent(found -> append(openings, found));
        }
        Node node = tracer.trace(snapshot, flow(new Endpoint.Internet(), end, family, new Service.Ping()))
                .to();
        return new Exposed(end, node, family, publicAddresses(end, family, takers), List.copyOf(guests), openings);
    }

    private static void append(List<Opening> openings, Opening next) {
        if (!openings.isEmpty()
                && openings.getLast().continues(next)
                && next.service() instanceof Service.PortStretch(var _, var _, int last)) {
            openings.add(openings.removeLast().until(last));
        } else {
            openings.add(next);
        }
    }

    private Optional<Opening> opening(Endpoint end, Family family, Service service, Clients clients, Set<Node> guests) {
        Set<Grant> grants = new LinkedHashSet<>();
        List<IpSpan> in = new ArrayList<>();
        List<IpSpan> out = new ArrayList<>();
        List<Endpoint> examples = new ArrayList<>();
        Trace atLarge = tracer.trace(snapshot, flow(new Endpoint.Internet(), end, family, service));
        boolean everybody = clients.unnamed() && atLarge.reachable();
        if (everybody) {
            note(atLarge, grants, guests);
            examples.add(new Endpoint.Internet());
        }
        for (Clients.Piece piece : clients.named()) {
            Trace trace = tracer.trace(snapshot, flow(piece.host(), end, family, service));
            (trace.reachable() ? in : out).addAll(piece.addresses().spans());
            if (trace.reachable()) {
                note(trace, grants, guests);
                examples.add(piece.host());
            }
        }
        AddressSet who = everybody ? AddressSet.of(family, out).complement() : AddressSet.of(family, in);
        return examples.stream().findFirst().map(example -> new Opening(service, who, example, List.copyOf(grants)));
    }

    private static void note(Trace trace, Set<Grant> grants, Set<Node> guests) {
        grants.addAll(Grant.of(trace));
        guests.add(trace.hops().getLast().node());
    }

    private static Flow flow(Endpoint from, Endpoint to, Family family, Service service) {
        return new Flow(from, to, family, service.traffic());
    }

    private List<IpAddress> publicAddresses(Endpoint end, Family family, Takers takers) {
        Set<String> eips = new LinkedHashSet<>();
        List<IpAddress> own = new ArrayList<>();
        if (end instanceof Endpoint.OfPublicIp(String id)) {
            eips.add(id);
        } else {
            for (Port port : takers.ports()) {
                if (port.eip() instanceof Port.Eip.Bound(String id)) {
                    eips.add(id);
                }
                if (family == Family.IPV6 && isPublic(port)) {
                    port.ipv6().ifPresent(own::add);
                }
            }
            takers.dnatRules().forEach(rule -> eips.add(rule.publicIp()));
        }
        return Stream.concat(
                        eips.stream()
                                .flatMap(id -> snapshot.find(PublicIp.TYPE, id).stream())
                                .flatMap(publicIp -> at(publicIp, family).stream()),
                        own.stream())
                .toList();
    }
}
