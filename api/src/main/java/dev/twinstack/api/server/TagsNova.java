package dev.twinstack.api.server;

import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.ServerCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * A server's tags in native Nova, where a tag is one word: the key of what ECS v1 knows as key and value. Source: ECS API
 * reference, native "Tag Management".
 */
public final class TagsNova {
    private static final String ALL = ServerNova.ONE + "/tags";
    private static final String ONE = ALL + "/{tag}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Nova.get("NovaListServerTags", ALL, TagsNova::list),
            Nova.put("NovaReplaceServerTags", ALL, TagsNova::replace),
            Nova.delete("NovaDeleteServerTags", ALL, TagsNova::deleteAll),
            Nova.get("NovaShowServerTag", ONE, TagsNova::show),
            Nova.put("NovaAddServerTag", ONE, TagsNova::add),
            Nova.delete("NovaDeleteServerTag", ONE, TagsNova::delete));

    private static final int MOST = 50;
    private static final Text TAG =
            new Text(1, 80, Pattern.compile("[A-Za-z0-9_-]*"), "letters, digits, hyphens and underscores");

    private TagsNova() {}

    private static CompletionStage<Server> ask(RequestContext rq, ServerCommand command) {
        return rq.ask(Server.TYPE, rq.path("server_id"), command);
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return ServerNova.one(
                rq,
                (snapshot, server) -> Answer.ok(
                        Map.of("tags", ServerNova.view(rq, snapshot, server).tags())));
    }

    private static CompletionStage<Answer> replace(RequestContext rq) {
        List<String> words = rq.body().texts("tags", TAG);
        Map<String, String> tags = new HashMap<>();
        words.forEach(word -> tags.put(word, ""));
        return ask(rq, new ServerCommand.ReplaceTags(tags, MOST)).thenApply(server -> Answer.ok(Map.of("tags", words)));
    }

    private static CompletionStage<Answer> deleteAll(RequestContext rq) {
        return ask(rq, new ServerCommand.ReplaceTags(Map.of(), MOST)).thenApply(server -> Answer.noContent());
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return ServerNova.one(rq, (snapshot, server) -> {
            tagged(rq, server);
            return Answer.noContent();
        });
    }

    private static void tagged(RequestContext rq, Server server) {
        if (!server.spec().tags().containsKey(rq.path("tag"))) {
            throw Rejected.notFound("tag", rq.path("tag"));
        }
    }

    private static CompletionStage<Answer> add(RequestContext rq) {
        String tag = rq.path("tag");
        if (!TAG.pattern().matcher(tag).matches() || tag.length() > TAG.max()) {
            throw Rejected.field("tag", "must be up to " + TAG.max() + ' ' + TAG.meaning());
        }
        return rq.find(Server.TYPE, rq.path("server_id")).thenCompose(before -> {
            boolean there = before.spec().tags().containsKey(tag);
            return there
                    ? Answer.noContent().now()
                    : ask(rq, new ServerCommand.ChangeTags(Map.of(tag, ""), Set.of(), MOST))
                            .thenApply(after -> Answer.of(201, Answer.NONE));
        });
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.find(Server.TYPE, rq.path("server_id")).thenCompose(before -> {
            tagged(rq, before);
            return ask(rq, new ServerCommand.ChangeTags(Map.of(), Set.of(rq.path("tag")), MOST))
                    .thenApply(after -> Answer.noContent());
        });
    }
}
