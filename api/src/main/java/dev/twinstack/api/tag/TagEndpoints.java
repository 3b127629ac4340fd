package dev.twinstack.api.tag;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.tag.Tag;
import dev.twinstack.emulator.tag.TagChange;
import dev.twinstack.emulator.tag.Tags;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The tag operations of one kind of resource. {@link #of} makes all six as v2.0 has them; a service that frames them
 * otherwise builds its rows from the handlers. Source: API reference, "VPC Tag Management", "Subnet Tag Management" and
 * "EIP Tag Management".
 */
public final class TagEndpoints {
    private static final Errors ERRORS = Errors.of("VPC.1801", "VPC.2204", "VPC.1801");

    private static final int MOST_ROWS = 1000;
    private static final Text BATCH = Text.oneOf("create", "delete");
    private static final Text QUERY = Text.oneOf("filter", "count");

    private TagEndpoints() {}

    /** A resource that a query found; no kind tells details of its own. */
    private record Found(
            String resourceId,
            String resourceName,
            @Nullable String resourceDetail,
            List<Tag> tags) {}

    private record Values(String key, Collection<String> values) {}

    /**
     * {@return the six operations under a collection, refusing with the codes of the VPC service}
     *
     * @param noun what the operations are about in the SDK's names, such as {@code Subnet} in {@code ShowSubnetTags}
     * @param add the SDK's name of the operation that adds one tag, which follows no pattern
     * @param collection such as {@code /v2.0/{project_id}/subnets}
     */
    public static <S> List<Endpoint> of(String noun, String add, String collection, Tagged<S> kind) {
        String tags = collection + "/{" + kind.parameter() + "}/tags";
        return List.of(
                V1.post(
                        "List" + noun + "sByTags",
                        collection + "/resource_instances/action",
                        ERRORS,
                        rq -> query(rq, kind)),
                V1.get("List" + noun + "Tags", collection + "/tags", ERRORS, rq -> listAll(rq, kind)),
                V1.get("Show" + noun + "Tags", tags, ERRORS, rq -> show(rq, kind)),
                V1.post(add, tags, ERRORS, rq -> add(rq, kind)),
                V1.post("BatchCreate" + noun + "Tags", tags + "/action", ERRORS, rq -> batch(rq, kind)),
                V1.delete("Delete" + noun + "Tag", tags + "/{key}", ERRORS, rq -> delete(rq, kind, "key")));
    }

    /** {@return 200 with the tags of the resource in the path} */
    public static <S> CompletionStage<Answer> show(RequestContext rq, Tagged<S> kind) {
        return rq.find(kind.type(), rq.path(kind.parameter()))
                .thenApply(found ->
                        Answer.ok(Map.of("tags", kind.tags().apply(found).all())));
    }

    /** {@return 204 once the one tag of the body is on the resource} */
    public static <S> CompletionStage<Answer> add(RequestContext rq, Tagged<S> kind) {
        return change(rq, kind, new TagChange.Put(List.of(TagBody.one(rq.body()))));
    }

    /** {@return 204 once the body's {@code action} is done with the body's tags, all or none of them} */
    public static <S> CompletionStage<Answer> batch(RequestContext rq, Tagged<S> kind) {
        Body body = rq.body();
        return body.text("action", BATCH).equals("create") ? put(rq, kind) : remove(rq, kind);
    }

    /** {@return 204 once all the body's tags are on the resource} */
    public static <S> CompletionStage<Answer> put(RequestContext rq, Tagged<S> kind) {
        return change(rq, kind, new TagChange.Put(TagBody.all(rq.body())));
    }

    /** {@return 204 once none of the body's tags is on the resource} */
    public static <S> CompletionStage<Answer> remove(RequestContext rq, Tagged<S> kind) {
        return change(rq, kind, new TagChange.Remove(TagBody.keys(rq.body())));
    }

    /**
     * {@return 204 once the tag is gone} ASSUMED: one that is not there is a 404 for all kinds, as the reference says of
     * network ACLs only (TAG-10); check by deleting a tag twice.
     *
     * @param parameter the path parameter with the key
     */
    public static <S> CompletionStage<Answer> delete(RequestContext rq, Tagged<S> kind, String parameter) {
        return change(rq, kind, new TagChange.RemoveOne(rq.path(parameter)));
    }

    private static <S> CompletionStage<Answer> change(RequestContext rq, Tagged<S> kind, TagChange change) {
        return rq.ask(kind.type(), rq.path(kind.parameter()), kind.retag().apply(change))
                .thenApply(after -> Answer.noContent());
    }

    /** {@return 200 with every key that a resource of the kind has, and its values} */
    public static <S> CompletionStage<Answer> listAll(RequestContext rq, Tagged<S> kind) {
        return rq.read(snapshot -> Answer.ok(Map.of("tags", values(snapshot, kind))));
    }

    /** {@return every key that a resource of the kind has, in order, with its values: {@code {"key", "values"}}} */
    public static <S> List<?> values(Snapshot snapshot, Tagged<S> kind) {
        Map<String, Collection<String>> values = new TreeMap<>();
        for (S resource : snapshot.all(kind.type())) {
            for (Tag tag : kind.tags().apply(resource).all()) {
                values.computeIfAbsent(tag.key(), key -> new TreeSet<>()).add(tag.value());
            }
        }
        return values.entrySet().stream()
                .map(each -> new Values(each.getKey(), each.getValue()))
                .toList();
    }

    /** A page when the body's {@code action} is {@code filter}, else the number only (TAG-13). */
    private static <S> CompletionStage<Answer> query(RequestContext rq, Tagged<S> kind) {
        Body body = rq.body();
        boolean count = body.text("action", QUERY).equals("count");
        TagQuery query = TagQuery.of(body, kind.search());
        int limit = number(body, "limit", 1, MOST_ROWS, MOST_ROWS);
        int offset = number(body, "offset", 0, Integer.MAX_VALUE, 0);
        return rq.read(snapshot ->
                Answer.ok(count ? count(snapshot, kind, query) : page(snapshot, kind, query, limit, offset)));
    }

    /** {@return how many match: {@code {"total_count"}}} */
    public static <S> Map<String, Object> count(Snapshot snapshot, Tagged<S> kind, TagQuery query) {
        return Map.of("total_count", matching(snapshot, kind, query).size());
    }

    /**
     * {@return the matching resources in ascending order of id: {@code {"resources", "total_count"}}}
     *
     * @param offset how many of them to leave out
     */
    public static <S> Map<String, Object> page(
            Snapshot snapshot, Tagged<S> kind, TagQuery query, int limit, int offset) {
        List<S> matching = matching(snapshot, kind, query);
        Map<String, Object> page = new HashMap<>();
        page.put(
                "resources",
                matching.stream()
                        .skip(offset)
                        .limit(limit)
                        .map(found -> found(kind, found))
                        .toList());
        page.put("total_count", matching.size());
        return page;
    }

    private static <S> List<S> matching(Snapshot snapshot, Tagged<S> kind, TagQuery query) {
        return snapshot.all(kind.type()).stream()
                .filter(each ->
                        query.matches(kind.name().apply(each), kind.tags().apply(each)))
                .toList();
    }

    private static <S> Found found(Tagged<S> kind, S resource) {
        Tags tags = kind.tags().apply(resource);
        return new Found(kind.id().apply(resource), kind.name().apply(resource), null, tags.all());
    }

    /** {@return a whole number that may also come as a string (TAG-14)} */
    private static int number(Body body, String name, int min, int max, int absent) {
        JsonNode text = body.value(name).filter(JsonNode::isTextual).orElse(null);
        return text == null
                ? body.integer(name, min, max, absent)
                : number(text.textValue(), body.path(name), min, max);
    }

    private static int number(String text, String field, int min, int max) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            throw Rejected.field(field, "must be a whole number from " + min + " to " + max);
        }
        return Integer.parseInt(text);
    }
}
