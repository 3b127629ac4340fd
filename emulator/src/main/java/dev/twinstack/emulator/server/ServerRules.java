package dev.twinstack.emulator.server;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.server.Server.Order;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.server.Server.Stage;
import dev.twinstack.emulator.servergroup.ServerGroup;
import dev.twinstack.emulator.servergroup.ServerGroupCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a server decides: its NICs as a whole in {@link NicRules}, its disks in {@link DiskRules}, its settings in
 * {@link Changes}, when it may be changed at all here. Each address is its port's and its subnet's matter.
 */
public final class ServerRules implements Resource<Server, ServerCommand, ServerEvent> {
    /**
     * How long a deleted server can still be asked for. ASSUMED: the cloud shows it as DELETED until its clean-up is
     * done; clients that poll once after deleting rely on it. Check by polling a server that is being deleted.
     */
    static final Duration SHOWN_DELETED = Duration.ofSeconds(2);

    private final Catalogue catalogue;
    private final NicRules nicRules;
    private final Changes changes;

    public ServerRules(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.nicRules = new NicRules(catalogue);
        this.changes = new Changes(catalogue);
    }

    @Override
    public ResourceType<Server> type() {
        return Server.TYPE;
    }

    @Override
    public Class<ServerCommand> commands() {
        return ServerCommand.class;
    }

    @Override
    public Class<ServerEvent> events() {
        return ServerEvent.class;
    }

    @Override
    public Decision<ServerEvent> open(ServerCommand command, Context ctx) {
        if (!(command instanceof ServerCommand.Open open)) {
            return Decision.refuse(new NotFound(Server.TYPE.name(), ctx.id()));
        }
        Optional<DomainError> error = specError(open.spec())
                .or(() -> nicRules.errorOfNew(open.spec(), open.nics()))
                .or(() -> DiskRules.errorOfNew(open.disks()));
        if (error.isPresent()) {
            return Decision.refuse(error.orElseThrow());
        }
        List<Claim> claims = new ArrayList<>(NicRules.claims(open.spec(), open.nics(), ctx.self()));
        claims.addAll(DiskRules.claims(open.spec(), open.disks(), ctx.self()));
        if (!open.group().isEmpty()) {
            claims.add(membership(ctx.self(), open.group()));
        }
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        return nicRules.granted(open.spec(), open.nics(), ctx)
                .or(() -> DiskRules.granted(open.disks(), ctx))
                .<Decision<ServerEvent>>map(Decision::refuse)
                .orElseGet(() -> Decision.persist(opened(open, ctx)));
    }

    private static List<ServerEvent> opened(ServerCommand.Open open, Context ctx) {
        Order order = open.order();
        List<ServerEvent> events = new ArrayList<>();
        Spec spec = DiskRules.booting(open.spec(), open.disks(), ctx);
        events.add(new ServerEvent.Opened(ctx.id(), spec, NicRules.stored(open.nics()), ctx.now()));
        if (!open.disks().isEmpty()) {
            events.add(new ServerEvent.DisksAttached(DiskRules.placed(open.disks()), ctx.now()));
        }
        if (!order.equals(Order.UNKNOWN)) {
            events.add(new ServerEvent.Ordered(
                    order.user(),
                    order.reservation(),
                    order.launchIndex(),
                    order.tenancy(),
                    order.enterpriseProject(),
                    order.releasedEip()));
        }
        if (!open.group().isEmpty()) {
            events.add(new ServerEvent.GroupJoined(open.group(), ctx.now()));
        }
        if (!open.autoRecovery()) {
            events.add(new ServerEvent.AutoRecoverySet(false, ctx.now()));
        }
        return events;
    }

    static Claim membership(EntityRef server, String group) {
        return ServerGroupCommand.join(server.sibling(ServerGroup.TYPE, group), server.id());
    }

    private Optional<DomainError> specError(Spec spec) {
        if (!catalogue.hasZone(spec.availabilityZone())) {
            return Optional.of(new Invalid(
                    "zone-unknown",
                    "availability_zone",
                    "The availability zone " + spec.availabilityZone() + " does not exist."));
        }
        return changes.flavorError(spec.flavor())
                .or(() -> changes.imageError(spec.image()))
                .or(() -> Changes.metadataError(spec.metadata()));
    }

    @Override
    public Decision<ServerEvent> decide(Server server, ServerCommand command, Context ctx) {
        Optional<DomainError> barred = barred(server, command);
        if (barred.isPresent()) {
            return Decision.refuse(barred.orElseThrow());
        }
        return switch (command) {
            case ServerCommand.Open open ->
                Decision.refuse(new Conflict("server-exists", "The server already exists."));
            case ServerCommand.AddNics add -> nicRules.add(server, add.nics(), ctx);
            case ServerCommand.RemoveNics remove -> NicRules.remove(server, remove.ports(), ctx);
            case ServerCommand.AttachVolume attach -> DiskRules.attach(server, attach, ctx);
            case ServerCommand.DetachVolume(String volume) -> DiskRules.detach(server, volume, ctx);
            case ServerCommand.Update update -> Changes.update(server, update, ctx);
            case ServerCommand.ChangeMetadata change ->
                Changes.metadata(server, Changes.changed(server.spec().metadata(), change.set(), change.remove()), ctx);
            case ServerCommand.ReplaceMetadata replace -> Changes.metadata(server, replace.metadata(), ctx);
            case ServerCommand.ChangeTags change ->
                Changes.tags(
                        server,
                        Changes.changed(server.spec().tags(), change.set(), change.remove()),
                        change.most(),
                        ctx);
            case ServerCommand.ReplaceTags replace -> Changes.tags(server, replace.tags(), replace.most(), ctx);
            case ServerCommand.Switch change ->
                change.power() == server.power()
                        ? Decision.nothing()
                        : Decision.persist(new ServerEvent.Switched(change.power(), ctx.now()));
            case ServerCommand.Reboot reboot -> Changes.reboot(server, reboot.hard(), ctx);
            case ServerCommand.Resize resize -> changes.resize(server, resize.flavor(), ctx);
            case ServerCommand.ConfirmResize confirm ->
                Changes.verified(server, new ServerEvent.ResizeConfirmed(ctx.now()));
            case ServerCommand.RevertResize revert ->
                Changes.verified(server, new ServerEvent.ResizeReverted(ctx.now()));
            case ServerCommand.ChangeFlavor change -> changes.flavor(server, change.flavor(), ctx);
            case ServerCommand.Rebuild rebuild -> changes.rebuild(server, rebuild, ctx);
            case ServerCommand.JoinGroup join -> Changes.joinGroup(server, join.group(), ctx);
            case ServerCommand.LeaveGroup leave -> Changes.leaveGroup(server, leave.group(), ctx);
            case ServerCommand.SetAutoRecovery set ->
                set.on() == server.autoRecovery()
                        ? Decision.nothing()
                        : Decision.persist(new ServerEvent.AutoRecoverySet(set.on(), ctx.now()));
            case ServerCommand.Lock lock ->
                server.locked() ? Decision.nothing() : Decision.persist(new ServerEvent.Locked(ctx.now()));
            case ServerCommand.Unlock unlock ->
                server.locked() ? Decision.persist(new ServerEvent.Unlocked(ctx.now())) : Decision.nothing();
            case ServerCommand.EnableIpv6InGuest enable -> Changes.enableIpv6(server, ctx);
            case ServerCommand.Close(boolean withData) -> DiskRules.close(server, withData, ctx);
            case ServerCommand.Recall recall -> Decision.nothing();
        };
    }

    /**
     * {@return why a command may not be carried out now, whatever it asks} A lock bars all that changes what the server
     * is; a resize that waits for its confirmation bars all but that and deleting the server.
     */
    private static Optional<DomainError> barred(Server server, ServerCommand command) {
        if (!changesServer(command)) {
            return Optional.empty();
        }
        if (server.locked()) {
            return Optional.of(new Conflict("server-locked", "The server " + server.id() + " is locked."));
        }
        boolean settling = command instanceof ServerCommand.ConfirmResize
                || command instanceof ServerCommand.RevertResize
                || command instanceof ServerCommand.Close;
        return server.stage() instanceof Stage.Resized && !settling
                ? Optional.of(new Conflict(
                        "server-resized",
                        "The server " + server.id() + " is in status VERIFY_RESIZE; confirm or revert that first."))
                : Optional.empty();
    }

    /** {@return whether a lock is meant to keep this out} What people write on a server is not among it. */
    private static boolean changesServer(ServerCommand command) {
        return switch (command) {
            case ServerCommand.Open open -> false;
            case ServerCommand.Update update -> false;
            case ServerCommand.ChangeTags change -> false;
            case ServerCommand.ReplaceTags replace -> false;
            case ServerCommand.Lock lock -> false;
            case ServerCommand.Unlock unlock -> false;
            case ServerCommand.LeaveGroup leave -> false;
            case ServerCommand.EnableIpv6InGuest enable -> false;
            case ServerCommand.Recall recall -> false;
            case ServerCommand.AddNics add -> true;
            case ServerCommand.RemoveNics remove -> true;
            case ServerCommand.AttachVolume attach -> true;
            case ServerCommand.DetachVolume detach -> true;
            case ServerCommand.ChangeMetadata change -> true;
            case ServerCommand.ReplaceMetadata replace -> true;
            case ServerCommand.Switch change -> true;
            case ServerCommand.Reboot reboot -> true;
            case ServerCommand.Resize resize -> true;
            case ServerCommand.ConfirmResize confirm -> true;
            case ServerCommand.RevertResize revert -> true;
            case ServerCommand.ChangeFlavor change -> true;
            case ServerCommand.Rebuild rebuild -> true;
            case ServerCommand.JoinGroup join -> true;
            case ServerCommand.SetAutoRecovery set -> true;
            case ServerCommand.Close close -> true;
        };
    }

    @Override
    public Decision<ServerEvent> gone(Server last, ServerCommand command, Context ctx) {
        boolean shown = command instanceof ServerCommand.Recall
                && last.stage() instanceof Stage.Deleted(var at)
                && ctx.now().isBefore(at.plus(SHOWN_DELETED));
        return shown ? Decision.grant(List.of(), last) : Decision.refuse(new NotFound(Server.TYPE.name(), ctx.id()));
    }

    @Override
    public Server opened(ServerEvent first) {
        return ServerHistory.opened(first);
    }

    @Override
    public Server evolve(Server server, ServerEvent event) {
        return ServerHistory.evolve(server, event);
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, Server server) {
        List<Claim.Hold> holds = new ArrayList<>(NicRules.holds(self, server));
        holds.addAll(DiskRules.holds(self, server));
        if (!server.group().isEmpty()) {
            holds.add(membership(self, server.group()).hold());
        }
        return holds;
    }
}
