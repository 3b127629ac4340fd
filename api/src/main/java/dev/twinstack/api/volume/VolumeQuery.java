package dev.twinstack.api.volume;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.http.Json;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.region.VolumeType;
import dev.twinstack.emulator.volume.Volume;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which volumes a list asks for, and in which order: by default the newest first. Source: EVS API reference, "Querying
 * Details About All Disks" of both families.
 */
record VolumeQuery(RequestContext rq, Predicate<Volume> filter, Comparator<Volume> order, int limit, int offset) {
    private static final int MOST = 1000;
    private static final String OWN_SERVICE = "EVS";
    private static final String ALL_PROJECTS = "all_granted_eps";

    /**
     * @param count how many match, on whichever page
     * @param more whether further ones follow those of the page
     */
    private record Rows(List<Volume> page, int count, boolean more) {}

    static VolumeQuery of(RequestContext rq) {
        return new VolumeQuery(
                rq,
                filter(rq),
                order(rq),
                number(rq, "limit", 1, MOST, MOST),
                number(rq, "offset", 0, Integer.MAX_VALUE, 0));
    }

    /** {@return the page, with a link to the next one if there is one} */
    Map<String, Object> answer(Snapshot snapshot, Function<Volume, Object> wire) {
        return answer(rows(snapshot), wire);
    }

    /** {@return the same, with the number of all that match} */
    Map<String, Object> counted(Snapshot snapshot, Function<Volume, Object> wire) {
        Rows rows = rows(snapshot);
        Map<String, Object> answer = answer(rows, wire);
        answer.put("count", rows.count());
        return answer;
    }

    private Map<String, Object> answer(Rows rows, Function<Volume, Object> wire) {
        Map<String, Object> answer = new HashMap<>();
        answer.put("volumes", rows.page().stream().map(wire).toList());
        if (rows.more()) {
            String last = rows.page().getLast().id();
            answer.put("volumes_links", List.of(new VolumeWire.Link(next(last), "next")));
        }
        return answer;
    }

    private Rows rows(Snapshot snapshot) {
        List<Volume> matching =
                snapshot.all(Volume.TYPE).stream().filter(filter).sorted(order).toList();
        int first = Math.min(after(snapshot, matching) + offset, matching.size());
        int last = Math.min(first + limit, matching.size());
        return new Rows(matching.subList(first, last), matching.size(), last < matching.size());
    }

    /** {@return how many of the rows the marker leaves out} */
    private int after(Snapshot snapshot, List<Volume> matching) {
        String marker = rq.query("marker").orElse("");
        if (marker.isEmpty()) {
            return 0;
        }
        Volume last = snapshot.find(Volume.TYPE, marker)
                .orElseThrow(() -> VolumeBody.invalid("marker-invalid", "marker", "names no volume"));
        return (int)
                matching.stream().filter(row -> order.compare(row, last) <= 0).count();
    }

    private String next(String marker) {
        Map<String, List<String>> query = new TreeMap<>(rq.query());
        query.remove("offset");
        query.put("marker", List.of(marker));
        String text = query.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(value -> entry.getKey() + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&"));
        return rq.baseUrl() + rq.request().getUri().path() + '?' + text;
    }

    private static int number(RequestContext rq, String name, int min, int max, int absent) {
        return rq.query(name)
                .map(text -> {
                    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
                        throw VolumeBody.invalid(
                                "limit-invalid", name, "must be a whole number from " + min + " to " + max);
                    }
                    return Integer.parseInt(text);
                })
                .orElse(absent);
    }

    private static Comparator<Volume> order(RequestContext rq) {
        String key = rq.query("sort_key").orElse("created_at");
        Comparator<Volume> order = switch (key) {
            case "created_at" -> Comparator.comparing(Volume::createdAt);
            case "id" -> Comparator.comparing(Volume::id);
            case "status" -> Comparator.comparing(volume -> volume.status(rq.moment()));
            case "size" -> Comparator.comparingInt(volume -> volume.spec().size());
            default ->
                throw VolumeBody.invalid("sort-key-invalid", "sort_key", "must be id, status, size or created_at");
        };
        Comparator<Volume> total = order.thenComparing(Volume::id);
        return switch (rq.query("sort_dir").orElse("desc")) {
            case "asc" -> total;
            case "desc" -> total.reversed();
            default -> throw VolumeBody.invalid("sort-dir-invalid", "sort_dir", "must be asc or desc");
        };
    }

    private static Predicate<Volume> filter(RequestContext rq) {
        List<Predicate<Volume>> filters = new ArrayList<>();
        equal(rq, "name", Volume::name, filters);
        equal(rq, "status", volume -> volume.status(rq.moment()), filters);
        equal(rq, "availability_zone", volume -> volume.spec().availabilityZone(), filters);
        equal(rq, "multiattach", volume -> Boolean.toString(volume.spec().multiattach()), filters);
        equal(rq, "service_type", volume -> OWN_SERVICE, filters);
        if (!rq.query("enterprise_project_id").orElse(ALL_PROJECTS).equals(ALL_PROJECTS)) {
            equal(rq, "enterprise_project_id", volume -> volume.spec().enterpriseProject(), filters);
        }
        equal(rq, "dedicated_storage_id", volume -> "", filters);
        equal(rq, "dedicated_storage_name", volume -> "", filters);
        given(rq, "server_id", server -> volume -> volume.attachments().containsKey(server), filters);
        given(rq, "volume_type_id", type -> ofType(rq, type), filters);
        given(rq, "metadata", VolumeQuery::marked, filters);
        if (rq.query("ids").isPresent()) {
            given(rq, "ids", VolumeQuery::among, filters);
        } else {
            equal(rq, "id", Volume::id, filters);
        }
        return filters.stream().reduce(Predicate::and).orElse(volume -> true);
    }

    private static void equal(
            RequestContext rq, String parameter, Function<Volume, String> field, List<Predicate<Volume>> filters) {
        given(rq, parameter, value -> volume -> field.apply(volume).equals(value), filters);
    }

    private static void given(
            RequestContext rq,
            String parameter,
            Function<String, Predicate<Volume>> filter,
            List<Predicate<Volume>> filters) {
        rq.query(parameter).filter(value -> !value.isEmpty()).map(filter).ifPresent(filters::add);
    }

    private static Predicate<Volume> ofType(RequestContext rq, String id) {
        Set<String> names = VolumeBody.catalogue(rq).volumeTypes().stream()
                .filter(type -> type.id().equals(id))
                .map(VolumeType::name)
                .collect(Collectors.toSet());
        return volume -> names.contains(volume.spec().type());
    }

    /** {@return whether a volume is among those named: {@code ['id1','id2']}} */
    private static Predicate<Volume> among(String list) {
        Set<String> ids =
                new HashSet<>(List.of(list.replaceAll("[\\[\\]'\"\\s]", "").split(",", -1)));
        return volume -> ids.contains(volume.id());
    }

    /** {@return whether a volume has these entries: {@code {'key':'value'}}, with quotes of either kind} */
    private static Predicate<Volume> marked(String dictionary) {
        Map<String, String> wanted = new HashMap<>();
        try {
            JsonNode node = Json.read(dictionary.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            node.properties()
                    .forEach(
                            entry -> wanted.put(entry.getKey(), entry.getValue().asText()));
            if (!node.isObject()) {
                throw Rejected.field("metadata", "must be an object");
            }
        } catch (Rejected malformed) {
            throw VolumeBody.invalid("metadata-filter-invalid", "metadata", "must be such as {'key':'value'}");
        }
        return volume -> volume.spec().metadata().entrySet().containsAll(wanted.entrySet());
    }
}
