package dev.twinstack.api.servergroup;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.ServerCommand;
import dev.twinstack.emulator.servergroup.ServerGroup;
import dev.twinstack.emulator.servergroup.ServerGroupCommand;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What both dialects do with server groups alike. */
final class ServerGroups {
    private static final Text NAME = new Text(1, 255, Text.ID.pattern(), Text.ID.meaning());

    private ServerGroups() {}

    static CompletionStage<ServerGroup> create(RequestContext rq) {
        Body group = rq.body().object("server_group");
        ServerGroupCommand open = new ServerGroupCommand.Open(
                group.text("name", NAME),
                group.texts("policies", Text.oneOf(ServerGroup.ANTI_AFFINITY)),
                rq.caller().userId());
        return rq.ask(ServerGroup.TYPE, UUID.randomUUID().toString(), open);
    }

    /** The members are let go first, so that none names a group that is no more. */
    static CompletionStage<ServerGroup> delete(RequestContext rq, String id) {
        return rq.find(ServerGroup.TYPE, id).thenCompose(group -> {
            CompletionStage<?> all = CompletableFuture.completedStage(group);
            for (String member : members(group)) {
                // One that has left, or is gone, since we looked is as good.
                all = all.thenCompose(
                        done -> rq.entities().ask(rq.ref(Server.TYPE, member), new ServerCommand.LeaveGroup(id)));
            }
            return all.thenCompose(done -> rq.ask(ServerGroup.TYPE, id, new ServerGroupCommand.Close()));
        });
    }

    /** {@return the ids of its members, always in the same order} */
    static List<String> members(ServerGroup group) {
        return group.members().stream().sorted().toList();
    }
}
