package dev.twinstack.api.servergroup;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.ServerCommand;
import dev.twinstack.emulator.servergroup.ServerGroup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Server groups in ECS v1. Source: ECS API reference, "ECS Group Management". */
public final class ServerGroupEcs {
    private static final Errors ERRORS = Errors.of("Ecs.0005", "Ecs.0313", "Ecs.0000")
            .on("server-not-found", 404, "Ecs.0114")
            .on("server-running", 400, "Ecs.0100")
            .on("server-resized", 400, "Ecs.0100")
            .on("server-locked", 400, "Ecs.0605");

    private static final String ALL = "/v1/{project_id}/cloudservers/os-server-groups";
    private static final String ONE = ALL + "/{server_group_id}";
    private static final int LARGEST_PAGE = 1000;

    public static final List<Endpoint> ENDPOINTS = List.of(
            Ecs.post("CreateServerGroup", ALL, ERRORS, ServerGroupEcs::create),
            Ecs.get("ListServerGroups", ALL, ERRORS, ServerGroupEcs::list),
            Ecs.get("ShowServerGroup", ONE, ERRORS, ServerGroupEcs::show),
            Ecs.delete("DeleteServerGroup", ONE, ERRORS, ServerGroupEcs::delete),
            Ecs.post("AddServerGroupMember", ONE + "/action", ERRORS, ServerGroupEcs::act));

    private ServerGroupEcs() {}

    private record Wire(
            String id, String name, List<String> policies, List<String> members, Map<String, String> metadata) {
        static Wire of(ServerGroup group) {
            return new Wire(group.id(), group.name(), group.policies(), ServerGroups.members(group), Map.of());
        }
    }

    private record PageInfo(String nextMarker) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Page(List<Wire> serverGroups, @Nullable PageInfo pageInfo) {}

    private static CompletionStage<Answer> create(RequestContext rq) {
        return ServerGroups.create(rq).thenApply(ServerGroupEcs::answer);
    }

    private static Answer answer(ServerGroup group) {
        return Answer.ok(Map.of("server_group", Wire.of(group)));
    }

    /** In ascending order of id; where there may be more, the last one is named as the next marker. */
    private static CompletionStage<Answer> list(RequestContext rq) {
        int limit = rq.query("limit").map(ServerGroupEcs::limit).orElse(LARGEST_PAGE);
        String marker = rq.query("marker").orElse("");
        return rq.read(snapshot -> {
            List<Wire> page = snapshot.after(ServerGroup.TYPE, marker).stream()
                    .limit(limit)
                    .map(Wire::of)
                    .toList();
            boolean full = page.size() == limit && !page.isEmpty();
            return Answer.ok(new Page(page, full ? new PageInfo(page.getLast().id()) : null));
        });
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > LARGEST_PAGE) {
            throw Rejected.field("limit", "must be a whole number from 0 to " + LARGEST_PAGE);
        }
        return Integer.parseInt(text);
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(ServerGroup.TYPE, rq.path("server_group_id")).thenApply(ServerGroupEcs::answer);
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return ServerGroups.delete(rq, rq.path("server_group_id")).thenApply(gone -> Answer.noContent());
    }

    /** One of {@code add_member} and {@code remove_member}. */
    private static CompletionStage<Answer> act(RequestContext rq) {
        String group = rq.path("server_group_id");
        Body body = rq.body();
        boolean add = body.has("add_member");
        String server = body.object(add ? "add_member" : "remove_member").text("instance_uuid", Text.ID);
        ServerCommand command = add ? new ServerCommand.JoinGroup(group) : new ServerCommand.LeaveGroup(group);
        return rq.find(ServerGroup.TYPE, group)
                .thenCompose(found -> rq.ask(Server.TYPE, server, command))
                .thenApply(done -> Answer.ok(Answer.NONE));
    }
}
