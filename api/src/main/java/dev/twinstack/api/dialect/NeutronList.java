package dev.twinstack.api.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Json;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A native list: filters by any known field (several values of one are alternatives), then a page in ascending order of
 * id, with links. Filters nobody knows are ignored, as the cloud does. Source: API reference, "Pagination".
 *
 * @param name of the list in the answer, such as {@code ports}
 * @param id by which rows are ordered and marked
 * @param filters by query parameter: whether a row has this value
 * @param wire the row as it is written; called for the rows of the page only
 */
public record NeutronList<S>(
        String name, Function<S, String> id, Map<String, BiPredicate<S, String>> filters, Function<S, Object> wire) {
    private record Link(String rel, String href) {}

    /** {@return the page the request asks for}
     *
     * @param rows all there are, in ascending order of id
     */
    public Answer answer(RequestContext rq, Iterable<S> rows) {
        boolean reverse = rq.query("page_reverse")
                .map(text -> text.equalsIgnoreCase("true"))
                .orElse(false);
        int limit = Page.of(rq).limit();
        String marker = rq.query("marker").orElse("");
        List<S> matching = matching(rq, rows);
        List<S> rest = new ArrayList<>(matching.stream()
                .filter(row -> marker.isEmpty()
                        || (reverse
                                ? id.apply(row).compareTo(marker) < 0
                                : id.apply(row).compareTo(marker) > 0))
                .toList());
        if (!marker.isEmpty() && !known(rows, marker)) {
            throw Rejected.field("marker", "names no row of this list"); // PAGE-06
        }
        boolean more = rest.size() > limit;
        List<S> page = new ArrayList<>(
                reverse
                        ? rest.subList(Math.max(0, rest.size() - limit), rest.size())
                        : rest.subList(0, Math.min(limit, rest.size())));
        Map<String, Object> answer = new HashMap<>();
        Set<String> fields = new HashSet<>(rq.queries("fields"));
        answer.put(
                name, page.stream().map(row -> columns(wire.apply(row), fields)).toList());
        List<Link> links = links(rq, page, reverse ? !page.isEmpty() : more, reverse ? more : !marker.isEmpty());
        if (!links.isEmpty()) {
            answer.put(name + "_links", links);
        }
        return Answer.ok(answer);
    }

    private boolean known(Iterable<S> rows, String marker) {
        for (S row : rows) {
            if (id.apply(row).equals(marker)) {
                return true;
            }
        }
        return false;
    }

    private List<S> matching(RequestContext rq, Iterable<S> rows) {
        Map<BiPredicate<S, String>, List<String>> asked = new HashMap<>();
        rq.query().forEach((parameter, values) -> {
            BiPredicate<S, String> filter = filters.get(parameter);
            if (filter != null) {
                asked.put(filter, values);
            }
        });
        List<S> matching = new ArrayList<>();
        for (S row : rows) {
            if (asked.entrySet().stream()
                    .allMatch(one -> one.getValue().stream()
                            .anyMatch(value -> one.getKey().test(row, value)))) {
                matching.add(row);
            }
        }
        return matching;
    }

    /** {@return the row with only the {@code fields} asked for} */
    private static Object columns(Object row, Set<String> fields) {
        if (fields.isEmpty()) {
            return row;
        }
        JsonNode tree = Json.tree(row);
        return ((ObjectNode) tree).retain(fields);
    }

    private List<Link> links(RequestContext rq, List<S> page, boolean next, boolean previous) {
        if (page.isEmpty()) {
            return List.of();
        }
        List<Link> links = new ArrayList<>();
        if (next) {
            links.add(new Link("next", href(rq, id.apply(page.getLast()), "")));
        }
        if (previous) {
            links.add(new Link("previous", href(rq, id.apply(page.getFirst()), "&page_reverse=True")));
        }
        return links;
    }

    private static String href(RequestContext rq, String marker, String suffix) {
        StringBuilder href =
                new StringBuilder(rq.baseUrl() + rq.request().getUri().path() + "?");
        rq.query().forEach((parameter, values) -> {
            if (!Set.of("marker", "page_reverse").contains(parameter)) {
                values.forEach(value -> href.append(parameter)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .append('&'));
            }
        });
        return href.append("marker=").append(marker).append(suffix).toString();
    }

    /** {@return one object, with only the {@code fields} the request asks for} */
    public static Answer one(RequestContext rq, String name, Object row) {
        return Answer.ok(Collections.singletonMap(name, columns(row, new HashSet<>(rq.queries("fields")))));
    }
}
