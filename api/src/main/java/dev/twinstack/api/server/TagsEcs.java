package dev.twinstack.api.server;

import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.ServerCommand;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/** Servers' tags in ECS v1. Source: ECS API reference, "Tag Management". */
public final class TagsEcs {
    private static final String OF_SERVER = ServerEcs.ONE + "/tags";
    private static final String FOUND = "/resource_instances/action";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Ecs.get("ShowServerTags", OF_SERVER, EcsErrors.ALL, TagsEcs::show),
            Ecs.post("BatchCreateServerTags", OF_SERVER + "/action", EcsErrors.ALL, TagsEcs::change),
            Ecs.get("ListServerTags", ServerEcs.ALL + "/tags", EcsErrors.ALL, TagsEcs::list),
            Ecs.post("ListServersByTag", ServerEcs.ALL + FOUND, EcsErrors.ALL, TagsEcs::find),
            Ecs.post("QueryServersByTag", "/v1/{project_id}/servers" + FOUND, EcsErrors.ALL, TagsEcs::find));

    private static final int LARGEST_PAGE = 1000;

    private TagsEcs() {}

    private record Tag(String key, String value) {}

    private record Values(String key, List<String> values) {}

    private record Resource(String resourceId, String resourceName, List<Tag> tags) {}

    private static List<Tag> tags(Server server) {
        return server.spec().tags().entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .sorted(Comparator.comparing(Tag::key))
                .toList();
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(Server.TYPE, rq.path("server_id")).thenApply(server -> Answer.ok(Map.of("tags", tags(server))));
    }

    /** To delete a tag its key is enough. */
    private static CompletionStage<Answer> change(RequestContext rq) {
        Body body = rq.body();
        boolean create = body.text("action", Text.oneOf("create", "delete")).equals("create");
        Map<String, String> set = new HashMap<>();
        Set<String> remove = new HashSet<>();
        for (Body tag : body.objects("tags")) {
            String key = tag.text("key", PlanEcs.TAG_KEY);
            String value = tag.text("value", PlanEcs.TAG_VALUE, "");
            if (create) {
                set.put(key, value);
            } else {
                remove.add(key);
            }
        }
        if (set.isEmpty() && remove.isEmpty()) {
            throw Rejected.field("tags", "is required");
        }
        return rq.ask(Server.TYPE, rq.path("server_id"), new ServerCommand.ChangeTags(set, remove, PlanEcs.MOST_TAGS))
                .thenApply(after -> Answer.noContent());
    }

    /** {@return every key in the project, with every value it has somewhere} */
    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> {
            Map<String, Set<String>> values = new TreeMap<>();
            snapshot.all(Server.TYPE)
                    .forEach(server -> server.spec()
                            .tags()
                            .forEach((key, value) -> values.computeIfAbsent(key, first -> new TreeSet<>())
                                    .add(value)));
            return Answer.ok(Map.of(
                    "tags",
                    values.entrySet().stream()
                            .map(entry -> new Values(entry.getKey(), List.copyOf(entry.getValue())))
                            .toList()));
        });
    }

    /** What a search asks of the tags: a key, and one of these values; any if there are none. */
    private record Wanted(String key, List<String> values) {
        static Wanted of(Body body) {
            return new Wanted(body.text("key", Text.upTo(127)), body.texts("values", Text.upTo(255)));
        }

        boolean met(Server server) {
            String value = server.spec().tags().get(key);
            return value != null && (values.isEmpty() || values.contains(value));
        }
    }

    private static CompletionStage<Answer> find(RequestContext rq) {
        Body body = rq.body();
        boolean count = body.text("action", Text.oneOf("filter", "count")).equals("count");
        List<Wanted> tags = body.objects("tags").stream().map(Wanted::of).toList();
        List<Wanted> without = body.objects("not_tags").stream().map(Wanted::of).toList();
        List<String> names = body.objects("matches").stream().map(TagsEcs::name).toList();
        int limit = Loose.integer(body, "limit", 0, LARGEST_PAGE, LARGEST_PAGE);
        int offset = Loose.integer(body, "offset", 0, Integer.MAX_VALUE, 0);
        return rq.read(snapshot -> {
            List<Server> found = snapshot.all(Server.TYPE).stream()
                    .filter(server -> tags.stream().allMatch(tag -> tag.met(server))
                            && without.stream().noneMatch(tag -> tag.met(server))
                            && names.stream().allMatch(server.name()::contains))
                    .toList();
            return Answer.ok(
                    count
                            ? Map.of("total_count", found.size())
                            : Map.of(
                                    "total_count",
                                    found.size(),
                                    "resources",
                                    found.stream()
                                            .skip(offset)
                                            .limit(limit)
                                            .map(server -> new Resource(server.id(), server.name(), tags(server)))
                                            .toList()));
        });
    }

    private static String name(Body match) {
        match.text("key", Text.oneOf("resource_name"));
        return match.text("value", Text.upTo(255));
    }
}
