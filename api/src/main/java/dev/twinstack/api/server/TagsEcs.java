package dev.twinstack.api.server;

import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.ServerCommand;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A server's tags in ECS v1. Source: ECS API reference, "Tag Management". */
public final class TagsEcs {
    private static final String TAGS = "/v1/{project_id}/cloudservers/{server_id}/tags";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Ecs.get("ShowServerTags", TAGS, EcsErrors.ALL, TagsEcs::show),
            Ecs.post("BatchCreateServerTags", TAGS + "/action", EcsErrors.ALL, TagsEcs::change));

    private TagsEcs() {}

    private record Tag(String key, String value) {}

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(Server.TYPE, rq.path("server_id"))
                .thenApply(server -> Answer.ok(Map.of(
                        "tags",
                        server.spec().tags().entrySet().stream()
                                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                                .sorted(java.util.Comparator.comparing(Tag::key))
                                .toList())));
    }

    private static CompletionStage<Answer> change(RequestContext rq) {
        Body body = rq.body();
        boolean create = body.text("action", Text.oneOf("create", "delete")).equals("create");
        Map<String, String> set = new HashMap<>();
        Set<String> remove = new HashSet<>();
        for (Body tag : body.objects("tags")) {
            String key = tag.text("key", new Text(1, 36, Text.ID.pattern(), Text.ID.meaning()));
            String value = tag.text("value", Text.upTo(43), "");
            if (create) {
                set.put(key, value);
            } else {
                remove.add(key);
            }
        }
        return rq.ask(Server.TYPE, rq.path("server_id"), new ServerCommand.ChangeTags(set, remove))
                .thenApply(after -> Answer.noContent());
    }
}
