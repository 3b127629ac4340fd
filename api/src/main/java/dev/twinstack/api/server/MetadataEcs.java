package dev.twinstack.api.server;

import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.ServerCommand;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A server's metadata in ECS v1. Source: ECS API reference, "Updating ECS Metadata". */
public final class MetadataEcs {
    private static final String PATH = ServerEcs.ONE + "/metadata";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Ecs.post("UpdateServerMetadata", PATH, EcsErrors.ALL, MetadataEcs::update),
            Ecs.delete("DeleteServerMetadata", PATH + "/{key}", EcsErrors.ALL, MetadataEcs::delete));

    private MetadataEcs() {}

    /** The answer repeats what was set. */
    private static CompletionStage<Answer> update(RequestContext rq) {
        Map<String, String> set = Metadata.of(rq.body().object("metadata"));
        return rq.ask(Server.TYPE, rq.path("server_id"), new ServerCommand.ChangeMetadata(set, Set.of()))
                .thenApply(server -> Answer.ok(Map.of("metadata", set)));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        ServerCommand remove = new ServerCommand.ChangeMetadata(Map.of(), Set.of(rq.path("key")));
        return rq.ask(Server.TYPE, rq.path("server_id"), remove).thenApply(server -> Answer.noContent());
    }
}
