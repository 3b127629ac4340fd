package dev.twinstack.emulator.history;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Ends;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.reachability.Flows;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Both ends of a flow, as they are to be found at every revision of a project. */
record Aim(String project, End from, End to, Family family, Traffic traffic) {
    private static final String INTERNET = "internet";
    private static final Set<String> TYPES =
            Set.of(Server.TYPE.name(), Port.TYPE.name(), PublicIp.TYPE.name(), Subnet.TYPE.name());

    /** An end of the flow. */
    sealed interface End {
        /** {@return what it was called in the question} */
        String text();

        /** {@return what finds it at other revisions} */
        String key();
    }

    /** What has the name or id now. */
    record Thing(String text, String id) implements End {
        @Override
        public String key() {
            return id;
        }
    }

    /** Nothing has it now; it may be the id of what is no more. */
    record Lost(String text) implements End {
        @Override
        public String key() {
            return text;
        }
    }

    /** An address, of whatever has it at a revision, or the Internet. */
    record Place(String text) implements End {
        @Override
        public String key() {
            return text;
        }
    }

    /** A block of addresses, of whatever has them at a revision. */
    record Block(String text, String key) implements End {}

    /** What comes of looking for the ends. */
    sealed interface Result {}

    record Taken(Aim aim) implements Result {}

    record Refused(DomainError error) implements Result {}

    static Result of(Tracer tracer, Snapshot present, FlowQuestion question) {
        Family family = question.family();
        return switch (tracer.flows(present, question.from(), question.to(), family, question.traffic())) {
            case Flows.Refused(DomainError error) when !isForNow(error) -> new Refused(error);
            case Flows.Refused _, Flows.Found _ ->
                switch (end(tracer, present, question.from(), family)) {
                    case No(DomainError error) -> new Refused(error);
                    case Yes(End from) ->
                        switch (end(tracer, present, question.to(), family)) {
                            case No(DomainError error) -> new Refused(error);
                            case Yes(End to) ->
                                new Taken(new Aim(present.project(), from, to, family, question.traffic()));
                        };
                };
        };
    }

    /** Whom a text stands for comes and goes. */
    private static boolean isForNow(DomainError error) {
        return error instanceof DomainError.NotFound || error.reason().equals(Flows.NOBODY);
    }

    private sealed interface Found {}

    private record Yes(End end) implements Found {}

    private record No(DomainError error) implements Found {}

    private static Found end(Tracer tracer, Snapshot present, String text, Family family) {
        if (text.equalsIgnoreCase(INTERNET) || IpAddress.parse(text).isPresent()) {
            return new Yes(new Place(text));
        }
        Optional<IpRange> block = IpRange.parse(text);
        if (block.isPresent()) {
            return new Yes(new Block(text, block.get().toString()));
        }
        Optional<Subnet> subnet = tracer.subnet(present, text, family);
        if (subnet.isPresent()) {
            return new Yes(new Thing(text, subnet.get().id()));
        }
        return switch (tracer.find(present, text, INTERNET, family)) {
            case Ends.Found(Endpoint found, var _) -> new Yes(new Thing(text, id(found)));
            case Ends.Refused(DomainError.NotFound _) -> new Yes(new Lost(text));
            case Ends.Refused(DomainError error) -> new No(error);
        };
    }

    private static String id(Endpoint named) {
        return switch (named) {
            case Endpoint.OfServer(String id) -> id;
            case Endpoint.OfPort(String id) -> id;
            case Endpoint.OfPublicIp(String id) -> id;
            case Endpoint.Host(IpAddress address) -> address.toString();
            case Endpoint.Internet internet -> INTERNET;
        };
    }

    /** {@return the flows as they are then, or the end that is not there} */
    Flows flows(Tracer tracer, View view) {
        if (Stream.of(from, to).anyMatch(end -> isSeveral(end, view.own()))) {
            return tracer.flows(view.horizon(), from.key(), to.key(), family, traffic);
        }
        return switch (ends(tracer, view)) {
            case Ends.Found(Endpoint start, Endpoint end) ->
                new Flows.Found(List.of(new Flow(start, end, family, traffic)));
            case Ends.Refused(DomainError error) -> new Flows.Refused(error);
        };
    }

    private Ends ends(Tracer tracer, View view) {
        if (from instanceof Place || to instanceof Place) {
            return tracer.find(view.horizon(), from.key(), to.key(), family);
        }
        return endpoint(view.own(), from)
                .flatMap(start -> endpoint(view.own(), to).<Ends>map(end -> new Ends.Found(start, end)))
                .orElseGet(() -> new Ends.Refused(new DomainError.NotFound("endpoint", from.key())));
    }

    private static boolean isSeveral(End end, Snapshot snapshot) {
        return switch (end) {
            case Block block -> true;
            case Place place -> false;
            case Thing(var _, String id) -> snapshot.find(Subnet.TYPE, id).isPresent();
            case Lost(String id) -> snapshot.find(Subnet.TYPE, id).isPresent();
        };
    }

    /** {@return the ends that are ids and that a snapshot does not have} */
    Stream<End> absent(Snapshot snapshot) {
        return Stream.of(from, to)
                .filter(end -> !(end instanceof Place) && !isSeveral(end, snapshot))
                .filter(end -> endpoint(snapshot, end).isEmpty());
    }

    private static Optional<Endpoint> endpoint(Snapshot snapshot, End end) {
        String id = end.key();
        return Stream.<Optional<Endpoint>>of(
                        snapshot.find(Server.TYPE, id).map(server -> new Endpoint.OfServer(id)),
                        snapshot.find(Port.TYPE, id).map(port -> new Endpoint.OfPort(id)),
                        snapshot.find(PublicIp.TYPE, id).map(publicIp -> new Endpoint.OfPublicIp(id)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** {@return the ends that an entity is, or was, or whose address it has} */
    Stream<End> are(EntityRef entity, Snapshot snapshot) {
        return TYPES.contains(entity.type())
                ? Stream.of(from, to).filter(end -> is(end, entity, snapshot))
                : Stream.empty();
    }

    private boolean is(End end, EntityRef entity, Snapshot snapshot) {
        return switch (end) {
            case Thing thing -> entity.project().equals(project) && entity.id().equals(thing.id());
            case Lost lost -> entity.project().equals(project) && entity.id().equals(lost.text());
            case Place place ->
                IpAddress.parse(place.text())
                        .filter(address -> has(snapshot, entity, address::equals))
                        .isPresent();
            case Block block ->
                IpRange.parse(block.key())
                        .filter(range -> has(snapshot, entity, range::contains))
                        .isPresent();
        };
    }

    private static boolean has(Snapshot snapshot, EntityRef entity, Predicate<IpAddress> wanted) {
        return snapshot.find(entity).stream().flatMap(state -> addresses(state)).anyMatch(wanted);
    }

    private static Stream<IpAddress> addresses(Object state) {
        return switch (state) {
            case Port port -> Stream.of(Family.values()).flatMap(family -> port.address(family).stream());
            case PublicIp publicIp ->
                Stream.concat(
                        Stream.of(publicIp.address()),
                        publicIp.nat64() instanceof PublicIp.Nat64.At(IpAddress address)
                                ? Stream.of(address)
                                : Stream.empty());
            default -> Stream.empty();
        };
    }
}
