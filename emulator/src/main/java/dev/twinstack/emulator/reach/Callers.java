package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.reachability.Step;
import dev.twinstack.emulator.reachability.Step.Ruling;
import dev.twinstack.emulator.reachability.Trace;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.server.Server;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who can reach an end. */
public final class Callers {
    private final Tracer tracer;
    private final Snapshot snapshot;
    private final Endpoint to;
    private final Traffic traffic;

    private Callers(Tracer tracer, Snapshot snapshot, Endpoint to, Traffic traffic) {
        this.tracer = tracer;
        this.snapshot = snapshot;
        this.to = to;
        this.traffic = traffic;
    }

    /**
     * {@return what becomes of traffic to an end, for each family: from every server of the project but itself, each NIC of
     * those that have several, and the Internet; and from parts of the Internet that fare differently as some rule names
     * them}
     */
    public static List<Caller> of(
            Tracer tracer, Snapshot snapshot, Endpoint to, Collection<Family> families, Traffic traffic) {
        Callers callers = new Callers(tracer, snapshot, to, traffic);
        return families.stream()
                .flatMap(family -> Stream.concat(callers.inside(family).stream(), callers.outside(family).stream()))
                .toList();
    }

    private List<Caller> inside(Family family) {
        return snapshot.all(Server.TYPE).stream()
                .filter(server -> !isItself(server))
                .flatMap(Callers::ends)
                .toList()
                .parallelStream()
                .map(end -> trace(end, family))
                .map(trace -> new Caller(trace.from(), trace))
                .toList();
    }

    private boolean isItself(Server server) {
        return to.equals(new Endpoint.OfServer(server.id()))
                || to instanceof Endpoint.OfPort(String port) && server.nics().contains(port);
    }

    private static Stream<Endpoint> ends(Server server) {
        Stream<Endpoint> nics =
                server.nics().size() > 1 ? server.nics().stream().map(Endpoint.OfPort::new) : Stream.empty();
        return Stream.concat(Stream.of(new Endpoint.OfServer(server.id())), nics);
    }

    private List<Caller> outside(Family family) {
        if (to instanceof Endpoint.Internet) {
            return List.of();
        }
        RuleSet rules = RuleSet.into(snapshot, Takers.of(snapshot, to), family);
        Clients clients = Clients.of(rules, Clients.outside(snapshot, family));
        Trace atLarge = trace(new Endpoint.Internet(), family);
        List<Caller> callers = new ArrayList<>(List.of(new Caller(Node.INTERNET, atLarge)));
        for (Clients.Piece piece : clients.named()) {
            Trace trace = trace(piece.host(), family);
            if (!isDecidedAlike(trace, atLarge)) {
                String addresses = piece.addresses().label();
                callers.add(new Caller(new Node(Node.INTERNET.type(), addresses, addresses), trace));
            }
        }
        return callers;
    }

    private Trace trace(Endpoint from, Family family) {
        return tracer.trace(snapshot, new Flow(from, to, family, traffic));
    }

    private static boolean isDecidedAlike(Trace one, Trace other) {
        return Reason.of(one).equals(Reason.of(other));
    }

    /** What decided, without the words about it. */
    private record Reason(Disposition disposition, Node resource, String rule) {
        static Reason of(Trace trace) {
            Step decision = trace.decidedBy();
            Optional<Ruling> rule = decision.rule();
            return new Reason(
                    trace.disposition(),
                    decision.resource(),
                    rule.map(Ruling::id).orElse(""));
        }
    }
}
