package dev.twinstack.emulator.servergroup;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.servergroup.ServerGroupEvent.Closed;
import dev.twinstack.emulator.servergroup.ServerGroupEvent.Joined;
import dev.twinstack.emulator.servergroup.ServerGroupEvent.Left;
import dev.twinstack.emulator.servergroup.ServerGroupEvent.Opened;
import java.util.List;
import org.pcollections.HashTreePSet;

/** What a server group decides: who is in it. ASSUMED: any number of servers; the reference's 16 is an example's. */
public final class ServerGroupRules implements Resource<ServerGroup, ServerGroupCommand, ServerGroupEvent> {
    /** The type of a group's claimants; a name only, as an owner does not know its claimants' package. */
    private static final String SERVER = "server";

    @Override
    public ResourceType<ServerGroup> type() {
        return ServerGroup.TYPE;
    }

    @Override
    public Class<ServerGroupCommand> commands() {
        return ServerGroupCommand.class;
    }

    @Override
    public Class<ServerGroupEvent> events() {
        return ServerGroupEvent.class;
    }

    @Override
    public Decision<ServerGroupEvent> open(ServerGroupCommand command, Context ctx) {
        if (!(command instanceof ServerGroupCommand.Open open)) {
            return Decision.refuse(new NotFound(ServerGroup.TYPE.name(), ctx.id()));
        }
        return open.policies().equals(List.of(ServerGroup.ANTI_AFFINITY))
                ? Decision.persist(new Opened(ctx.id(), open.name(), open.policies(), open.user(), ctx.now()))
                : Decision.refuse(new Invalid(
                        "policy-unknown",
                        "policies",
                        "A server group has one policy, which is " + ServerGroup.ANTI_AFFINITY + "."));
    }

    @Override
    public Decision<ServerGroupEvent> decide(ServerGroup group, ServerGroupCommand command, Context ctx) {
        return switch (command) {
            case ServerGroupCommand.Open open ->
                Decision.refuse(new Conflict("servergroup-exists", "The server group already exists."));
            case ServerGroupCommand.Close close -> Decision.persist(new Closed());
            case ServerGroupCommand.Join(String server) ->
                Decision.grant(group.members().contains(server) ? List.of() : List.of(new Joined(server)), server);
            case ServerGroupCommand.Leave(String server) ->
                Decision.grant(group.members().contains(server) ? List.of(new Left(server)) : List.of(), server);
        };
    }

    @Override
    public ServerGroup opened(ServerGroupEvent first) {
        if (first instanceof Opened opened) {
            return new ServerGroup(
                    opened.id(), opened.name(), opened.policies(), HashTreePSet.empty(), opened.user(), opened.at());
        }
        throw new IllegalStateException("not the first event of a server group: " + first);
    }

    @Override
    public ServerGroup evolve(ServerGroup group, ServerGroupEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + group.id());
            case Joined(String server) -> group.with(group.members().plus(server));
            case Left(String server) -> group.with(group.members().minus(server));
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    @Override
    public List<Claim.Held> held(EntityRef self, ServerGroup group) {
        return group.members().stream()
                .map(server -> new Claim.Held(
                        new EntityRef(self.project(), SERVER, server), new ServerGroupCommand.Leave(server)))
                .toList();
    }
}
