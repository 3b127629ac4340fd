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
    /** Of flows in one answer, some seconds' worth: an end is asked for each stretch of ports by each kind of client. */
    public static final long MOST_FLOWS = 1_000_000;

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
    public static Exposures of(Tracer tracer, Snapshot snapshot) {
        Exposure exposure = new Exposure(tracer, snapshot);
        Exposures all = exposure.at(exposure.addresses().toList(), MOST_FLOWS);
        return new Exposures(
                all.exposed().stream()
                        .filter(exposed -> !exposed.openings().isEmpty())
                        .toList(),
                all.leftOut());
    }

    /** {@return what gets in at these ends, over these families} */
    public static Exposures of(Tracer tracer, Snapshot snapshot, List<Endpoint> ends, Collection<Family> families) {
        return of(tracer, snapshot, ends, families, MOST_FLOWS);
    }

    /**
     * @param most of flows that are asked about
     */
    static Exposures of(Tracer tracer, Snapshot snapshot, List<Endpoint> ends, Collection<Family> families, long most) {
        return new Exposure(tracer, snapshot)
                .at(
                        ends.stream()
                                .flatMap(end -> families.stream().map(family -> new Address(end, family)))
                                .toList(),
                        most);
    }

    private record Address(Endpoint end, Family family) {}

    /** {@return what gets in at those of the addresses, in order, whose flows are not too many together} */
    private Exposures at(List<Address> addresses, long most) {
        List<Long> flows = addresses.parallelStream()
                .map(address -> asking(address).flows())
                .toList();
        List<Address> within = new ArrayList<>();
        List<Exposures.LeftOut> leftOut = new ArrayList<>();
        long left = most;
        for (int i = 0; i < addresses.size(); i++) {
            Address address = addresses.get(i);
            if (flows.get(i) <= left) {
                within.add(address);
                left -= flows.get(i);
            } else {
                leftOut.add(new Exposures.LeftOut(address.end(), node(address), address.family()));
            }
        }
        return new Exposures(
                within.parallelStream().map(address -> at(asking(address))).toList(), leftOut);
    }

    private Node node(Address address) {
        return tracer.trace(
                        snapshot, flow(new Endpoint.Internet(), address.end(), address.family(), new Service.Ping()))
                .to();
    }

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

    /** What there is to ask about an address. */
    private record Asking(Address address, Takers takers, List<Service> services, Clients clients) {
        long flows() {
            return services.size() * (clients.named().size() + 1L);
        }
    }

    private Asking asking(Address address) {
        Family family = address.family();
        Takers takers = Takers.of(snapshot, address.end());
        RuleSet rules = RuleSet.into(snapshot, takers, family);
        Clients clients = Clients.of(rules, outside.getOrDefault(family, AddressSet.none(family)));
        return new Asking(address, takers, rules.services(), clients);
    }

    private Exposed at(Asking asking) {
        Endpoint end = asking.address().end();
        Family family = asking.address().family();
        Set<Node> guests = new LinkedHashSet<>();
        List<Opening> openings = new ArrayList<>();
        for (Service service : asking.services()) {
            opening(end, family, service, asking.clients(), guests).ifPresent(found -> append(openings, found));
        }
        return new Exposed(
                end,
                node(asking.address()),
                family,
                publicAddresses(end, family, asking.takers()),
                List.copyOf(guests),
                openings);
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
