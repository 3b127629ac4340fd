package dev.twinstack.emulator.server;

import dev.twinstack.emulator.server.Server.Disk;
import dev.twinstack.emulator.server.Server.Nic;
import dev.twinstack.emulator.server.Server.Order;
import dev.twinstack.emulator.server.Server.Power;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.server.Server.Stage;
import dev.twinstack.emulator.server.ServerEvent.AutoRecoverySet;
import dev.twinstack.emulator.server.ServerEvent.Closed;
import dev.twinstack.emulator.server.ServerEvent.Deleted;
import dev.twinstack.emulator.server.ServerEvent.DiskDetached;
import dev.twinstack.emulator.server.ServerEvent.DisksAttached;
import dev.twinstack.emulator.server.ServerEvent.GroupJoined;
import dev.twinstack.emulator.server.ServerEvent.GroupLeft;
import dev.twinstack.emulator.server.ServerEvent.Ipv6EnabledInGuest;
import dev.twinstack.emulator.server.ServerEvent.Locked;
import dev.twinstack.emulator.server.ServerEvent.NicsAdded;
import dev.twinstack.emulator.server.ServerEvent.NicsRemoved;
import dev.twinstack.emulator.server.ServerEvent.Opened;
import dev.twinstack.emulator.server.ServerEvent.Ordered;
import dev.twinstack.emulator.server.ServerEvent.Rebuilt;
import dev.twinstack.emulator.server.ServerEvent.ResizeConfirmed;
import dev.twinstack.emulator.server.ServerEvent.ResizeReverted;
import dev.twinstack.emulator.server.ServerEvent.Resized;
import dev.twinstack.emulator.server.ServerEvent.StoredNic;
import dev.twinstack.emulator.server.ServerEvent.Switched;
import dev.twinstack.emulator.server.ServerEvent.Unlocked;
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
                        opened.id(), opened.spec(), nics(opened.nics(), false), Power.ACTIVE, opened.at(), opened.at())
                .withDisks(DiskRules.unkept(opened.spec()), opened.at());
    }

    private static List<Nic> nics(List<StoredNic> stored, boolean hotPlugged) {
        return stored.stream()
                .map(nic -> new Nic(nic.port(), nic.made(), hotPlugged, false))
                .toList();
    }

    static Server evolve(Server server, ServerEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + server.id());
            case Ordered ordered ->
                server.with(new Order(
                        ordered.user(),
                        ordered.reservation(),
                        ordered.launchIndex(),
                        ordered.tenancy(),
                        ordered.enterpriseProject(),
                        ordered.releasedEip()));
            case NicsAdded(List<StoredNic> nics, Instant at) ->
                server.with(
                        Stream.concat(server.interfaces().stream(), nics(nics, server.isRunning()).stream())
                                .toList(),
                        at);
            case NicsRemoved(List<String> ports, Instant at) ->
                server.with(
                        server.interfaces().stream()
                                .filter(nic -> !ports.contains(nic.port()))
                                .toList(),
                        at);
            case DisksAttached(List<Disk> disks, Instant at) ->
                server.withDisks(
                        Stream.concat(server.disks().stream(), disks.stream()).toList(), at);
            case DiskDetached(String volume, Instant at) ->
                server.withDisks(
                        server.disks().stream()
                                .filter(disk -> !disk.volume().equals(volume))
                                .toList(),
                        at);
            case Updated updated -> server.with(spec(server.spec(), updated), updated.at());
            case Switched(Power power, Instant at) -> server.booted(at).with(power, at);
            case Resized(String flavor, Instant at) ->
                server.booted(at)
                        .with(server.spec().withFlavor(flavor), at)
                        .with(new Stage.Resized(server.flavor()), at);
            case ResizeConfirmed(Instant at) -> server.with(new Stage.Steady(), at);
            case ResizeReverted(Instant at) -> reverted(server, at);
            case Rebuilt rebuilt ->
                server.with(server.interfaces().stream().map(Nic::reinstalled).toList(), rebuilt.at())
                        .with(spec(server.spec(), rebuilt), rebuilt.at());
            case GroupJoined(String group, Instant at) -> server.inGroup(group, at);
            case GroupLeft(Instant at) -> server.inGroup("", at);
            case AutoRecoverySet(boolean on, Instant at) -> server.recovering(on, at);
            case Locked(Instant at) -> server.locked(true, at);
            case Unlocked(Instant at) -> server.locked(false, at);
            case Ipv6EnabledInGuest(List<String> ports, Instant at) ->
                server.with(
                        server.interfaces().stream()
                                .map(nic -> ports.contains(nic.port()) ? enabled(nic) : nic)
                                .toList(),
                        at);
            case Deleted(Instant at) -> server.with(new Stage.Deleted(at), at);
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    private static Nic enabled(Nic nic) {
        return new Nic(nic.port(), nic.made(), nic.hotPlugged(), true);
    }

    private static Server reverted(Server server, Instant at) {
        if (!(server.stage() instanceof Stage.Resized(String from))) {
            throw new IllegalStateException("nothing to revert: " + server.id());
        }
        return server.booted(at).with(server.spec().withFlavor(from), at).with(new Stage.Steady(), at);
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

    private static Spec spec(Spec spec, Rebuilt rebuilt) {
        return new Spec(
                rebuilt.name(),
                spec.description(),
                spec.flavor(),
                rebuilt.image(),
                spec.availabilityZone(),
                spec.vpc(),
                rebuilt.keyName(),
                rebuilt.userData(),
                rebuilt.metadata(),
                spec.tags(),
                spec.volumes());
    }
}
