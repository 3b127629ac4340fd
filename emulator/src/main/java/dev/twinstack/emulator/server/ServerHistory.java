package dev.twinstack.emulator.server;

import dev.twinstack.emulator.server.Server.Nic;
import dev.twinstack.emulator.server.Server.Power;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.server.ServerEvent.Closed;
import dev.twinstack.emulator.server.ServerEvent.Ipv6EnabledInGuest;
import dev.twinstack.emulator.server.ServerEvent.NicsAdded;
import dev.twinstack.emulator.server.ServerEvent.NicsRemoved;
import dev.twinstack.emulator.server.ServerEvent.Opened;
import dev.twinstack.emulator.server.ServerEvent.StoredNic;
import dev.twinstack.emulator.server.ServerEvent.Switched;
import dev.twinstack.emulator.server.ServerEvent.Updated;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** How a server's events make its state. */
final class ServerHistory {
    private ServerHistory() {}

    static Server opened(ServerEvent first) {
        if (!(first instanceof Opened opened)) {
            throw new IllegalStateException("not the first event of a server: " + first);
        }
        return new Server(
                opened.id(), opened.spec(), nics(opened.nics(), false), Power.ACTIVE, opened.at(), opened.at());
    }

    private static List<Nic> nics(List<StoredNic> stored, boolean hotPlugged) {
        return stored.stream()
                .map(nic -> new Nic(nic.port(), nic.made(), hotPlugged, false))
                .toList();
    }

    static Server evolve(Server server, ServerEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + server.id());
            case NicsAdded(List<StoredNic> nics, Instant at) ->
                with(
                        server,
                        Stream.concat(server.interfaces().stream(), nics(nics, server.isRunning()).stream())
                                .toList(),
                        at);
            case NicsRemoved(List<String> ports, Instant at) ->
                with(
                        server,
                        server.interfaces().stream()
                                .filter(nic -> !ports.contains(nic.port()))
                                .toList(),
                        at);
            case Updated updated ->
                new Server(
                        server.id(),
                        spec(server.spec(), updated),
                        server.interfaces(),
                        server.power(),
                        server.createdAt(),
                        updated.at());
            case Switched(Power power, Instant at) -> switched(server, power, at);
            case Ipv6EnabledInGuest(List<String> ports, Instant at) ->
                with(
                        server,
                        server.interfaces().stream()
                                .map(nic -> ports.contains(nic.port()) ? enabled(nic) : nic)
                                .toList(),
                        at);
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    private static Nic enabled(Nic nic) {
        return new Nic(nic.port(), nic.made(), nic.hotPlugged(), true);
    }

    /** At the next boot no NIC is hot-plugged any more. */
    private static Server switched(Server server, Power power, Instant at) {
        List<Nic> nics = server.interfaces().stream()
                .map(nic -> new Nic(nic.port(), nic.made(), false, nic.ipv6Enabled()))
                .toList();
        return new Server(server.id(), server.spec(), nics, power, server.createdAt(), at);
    }

    private static Server with(Server server, List<Nic> nics, Instant at) {
        return new Server(server.id(), server.spec(), nics, server.power(), server.createdAt(), at);
    }

    private static Spec spec(Spec spec, Updated updated) {
        return new Spec(
                updated.name(),
                updated.description(),
                spec.flavor(),
                spec.image(),
                spec.availabilityZone(),
                spec.vpc(),
                spec.keyName(),
                spec.userData(),
                updated.metadata(),
                updated.tags(),
                spec.volumes());
    }
}
