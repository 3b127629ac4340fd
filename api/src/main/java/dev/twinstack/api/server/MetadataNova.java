package dev.twinstack.api.server;

import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.ServerCommand;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A server's metadata in native Nova: what its owner wrote. Source: ECS API reference, native "Metadata Management". */
public final class MetadataNova {
    private static final String ALL = ServerNova.ONE + "/metadata";
    private static final String ONE = ALL + "/{key}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Nova.get("NovaListServerMetadata", ALL, MetadataNova::list),
            Nova.post("NovaUpdateServerMetadata", ALL, MetadataNova::update),
            Nova.put("NovaReplaceServerMetadata", ALL, MetadataNova::replace),
            Nova.get("NovaShowServerMetadata", ONE, MetadataNova::show),
            Nova.put("NovaSetServerMetadata", ONE, MetadataNova::set),
            Nova.delete("NovaDeleteServerMetadata", ONE, MetadataNova::delete));

    private MetadataNova() {}

    private static Answer all(Server server) {
        return Answer.ok(Map.of("metadata", server.spec().metadata()));
    }

    private static Answer one(RequestContext rq, Server server) {
        String key = rq.path("key");
        String value = server.spec().metadata().get(key);
        if (value == null) {
            throw Rejected.notFound("metadata", key);
        }
        return Answer.ok(Map.of("meta", Map.of(key, value)));
    }

    private static CompletionStage<Server> ask(RequestContext rq, ServerCommand command) {
        return rq.ask(Server.TYPE, rq.path("server_id"), command);
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return ServerNova.one(rq, (snapshot, server) -> all(server));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Map<String, String> set = Metadata.of(rq.body().object("metadata"));
        return ask(rq, new ServerCommand.ChangeMetadata(set, Set.of())).thenApply(MetadataNova::all);
    }

    private static CompletionStage<Answer> replace(RequestContext rq) {
        Map<String, String> all = Metadata.of(rq.body().object("metadata"));
        return ask(rq, new ServerCommand.ReplaceMetadata(all)).thenApply(MetadataNova::all);
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return ServerNova.one(rq, (snapshot, server) -> one(rq, server));
    }

    private static CompletionStage<Answer> set(RequestContext rq) {
        Map<String, String> meta = Metadata.of(rq.body().object("meta"));
        if (!meta.keySet().equals(Set.of(rq.path("key")))) {
            throw Rejected.field("meta", "must hold the key of the URL, and no other");
        }
        return ask(rq, new ServerCommand.ChangeMetadata(meta, Set.of())).thenApply(server -> one(rq, server));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        String key = rq.path("key");
        return rq.find(Server.TYPE, rq.path("server_id")).thenCompose(server -> {
            if (!server.spec().metadata().containsKey(key)) {
                throw Rejected.notFound("metadata", key);
            }
            return ask(rq, new ServerCommand.ChangeMetadata(Map.of(), Set.of(key)))
                    .thenApply(after -> Answer.noContent());
        });
    }
}
