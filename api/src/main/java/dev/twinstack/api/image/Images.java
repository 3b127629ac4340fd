package dev.twinstack.api.image;

import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.region.Catalogue;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Images in IMS v2 and Glance v2. They have a prefix of their own, as the root's version document is another service's.
 * Source: IMS API reference, "Querying Images" and "Native OpenStack APIs".
 */
public final class Images {
    private static final Errors ERRORS = Errors.of("IMG.0005", "IMG.0027", "IMG.0005");
    private static final int PAGE = 500;

    public static final List<Endpoint> ENDPOINTS = List.of(
            Ecs.get("GlanceListVersions", "/image", ERRORS, Images::versions).with(Endpoint.Access.ANYBODY),
            Ecs.get("GlanceShowVersion", "/image/v2", ERRORS, Images::versions).with(Endpoint.Access.ANYBODY),
            Ecs.get("ListImages", "/image/v2/cloudimages", ERRORS, Images::list),
            Ecs.get("GlanceListImages", "/image/v2/images", ERRORS, Images::listNative),
            Ecs.get("GlanceShowImage", "/image/v2/images/{image_id}", ERRORS, Images::show));

    private Images() {}

    private record Link(String rel, String href) {}

    private record Version(String id, String status, List<Link> links) {}

    private static CompletionStage<Answer> versions(RequestContext rq) {
        List<Link> links = List.of(new Link("self", rq.baseUrl() + "/image/v2/"));
        return Answer.ok(Map.of(
                        "versions",
                        List.of(
                                new Version("v2.9", "CURRENT", links),
                                new Version("v2.2", "SUPPORTED", links),
                                new Version("v2.0", "SUPPORTED", links))))
                .now();
    }

    private static List<ImageWire> all(RequestContext rq) {
        return Catalogue.of(rq.cloud().settings().region()).images().stream()
                .map(ImageWire::of)
                .toList();
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return Answer.ok(Map.of("images", page(rq))).now();
    }

    private static CompletionStage<Answer> listNative(RequestContext rq) {
        List<ImageWire> page = page(rq);
        Map<String, Object> answer = new HashMap<>();
        answer.put("images", page);
        answer.put("first", "/v2/images");
        answer.put("schema", "/v2/schemas/images");
        if (!page.isEmpty() && page.size() == limit(rq)) {
            answer.put("next", "/v2/images?marker=" + page.getLast().id() + "&limit=" + limit(rq));
        }
        return Answer.ok(answer).now();
    }

    private static List<ImageWire> page(RequestContext rq) {
        Stream<ImageWire> rows = all(rq).stream().filter(ImageFilter.of(rq)).sorted(order(rq));
        String marker = rq.query("marker").orElse("");
        if (!marker.isEmpty()) {
            rows = rows.dropWhile(image -> !image.id().equals(marker)).skip(1);
        }
        return rows.limit(limit(rq)).toList();
    }

    /** Newest first unless told otherwise; the id decides between equals. */
    private static Comparator<ImageWire> order(RequestContext rq) {
        Function<ImageWire, String> key = switch (rq.query("sort_key").orElse("created_at")) {
            case "name" -> ImageWire::name;
            case "id" -> ImageWire::id;
            case "status" -> ImageWire::status;
            case "container_format" -> ImageWire::containerFormat;
            case "disk_format" -> ImageWire::diskFormat;
            case "updated_at" -> ImageWire::updatedAt;
            default -> ImageWire::createdAt;
        };
        Comparator<ImageWire> order = Comparator.comparing(key);
        return (rq.query("sort_dir").orElse("desc").equals("asc") ? order : order.reversed())
                .thenComparing(ImageWire::id);
    }

    private static int limit(RequestContext rq) {
        return rq.query("limit")
                .map(text -> {
                    if (!text.matches("[0-9]{1,9}")) {
                        throw Rejected.field("limit", "must be a whole number");
                    }
                    return Math.min(Integer.parseInt(text), PAGE);
                })
                .orElse(PAGE);
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        String id = rq.path("image_id");
        return all(rq).stream()
                .filter(image -> image.id().equals(id))
                .findFirst()
                .map(image -> Answer.ok(image).now())
                .orElseThrow(() -> Rejected.notFound("image", id));
    }
}
