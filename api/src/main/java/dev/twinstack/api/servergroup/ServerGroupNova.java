package dev.twinstack.api.servergroup;

import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.servergroup.ServerGroup;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Server groups in native Nova. Source: ECS API reference, native "ECS Group Management". */
public final class ServerGroupNova {
    private static final String ALL = "/v2.1/{project_id}/os-server-groups";
    private static final String ONE = ALL + "/{server_group_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Nova.post("NovaCreateServerGroup", ALL, ServerGroupNova::create),
            Nova.get("NovaListServerGroups", ALL, ServerGroupNova::list),
            Nova.get("NovaShowServerGroup", ONE, ServerGroupNova::show),
            Nova.delete("NovaDeleteServerGroup", ONE, ServerGroupNova::delete));

    private ServerGroupNova() {}

    private record Wire(
            String id,
            String name,
            List<String> policies,
            List<String> members,
            Map<String, String> metadata,
            String projectId,
            String userId) {}

    private static Wire wire(RequestContext rq, ServerGroup group) {
        return new Wire(
                group.id(),
                group.name(),
                group.policies(),
                ServerGroups.members(group),
                Map.of(),
                rq.project(),
                group.user());
    }

    private static Answer answer(RequestContext rq, ServerGroup group) {
        return Answer.ok(Map.of("server_group", wire(rq, group)));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        return ServerGroups.create(rq).thenApply(group -> answer(rq, group));
    }

    /** Oldest first, as Nova lists them. */
    private static CompletionStage<Answer> list(RequestContext rq) {
        long limit = number(rq, "limit", Integer.MAX_VALUE);
        long offset = number(rq, "offset", 0);
        return rq.read(snapshot -> Answer.ok(Map.of(
                "server_groups",
                snapshot.all(ServerGroup.TYPE).stream()
                        .sorted(Comparator.comparing(ServerGroup::createdAt).thenComparing(ServerGroup::id))
                        .skip(offset)
                        .limit(limit)
                        .map(group -> wire(rq, group))
                        .toList())));
    }

    private static long number(RequestContext rq, String name, long absent) {
        return rq.query(name)
                .map(text -> {
                    if (!text.matches("[0-9]{1,9}")) {
                        throw Rejected.field(name, "must be a whole number");
                    }
                    return Long.parseLong(text);
                })
                .orElse(absent);
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(ServerGroup.TYPE, rq.path("server_group_id")).thenApply(group -> answer(rq, group));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return ServerGroups.delete(rq, rq.path("server_group_id")).thenApply(gone -> Answer.noContent());
    }
}
