package dev.twinstack.api.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Json;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * A native list: filters by any known field (several values of one are alternatives), then a page in ascending order of
 * id, or as {@code sort_key} and {@code sort_dir} say, with links. Filters nobody knows are ignored, as the cloud does.
 * Source: API reference, "Pagination"; that it sorts is from clients' tests.
 *
 * @param name of the list in the answer, such as {@code ports}
 * @param id by which rows are ordered and marked
 * @param filters by query parameter: whether a row has this value
 * @param wire the row as it is written; called for the rows of the page only
 */
public record NeutronList<S>(
        String name, Function<S, String> id, Map<String, BiPredicate<S, String>> filters, Function<S, Object> wire) {
    private record Link(String rel, String href) {}

    /**
     * The rows there are, in ascending order of id.
     *
     * @param from those from an id on, itself included if it is one; all from a blank one
     */
    public record Rows<S>(Function<String, Iterator<S>> from) {}

    /**
     * {@return the page the request asks for}
     *
     * @param rows all there are, in ascending order of id
     */
    public Answer answer(RequestContext rq, Iterable<S> rows) {
        return answer(rq, new Rows<>(marker -> {
            Iterator<S> all = rows.iterator();
            if (marker.isEmpty()) {
                return all;
            }
            Spliterator<S> ordered = Spliterators.spliteratorUnknownSize(all, Spliterator.ORDERED);
            return StreamSupport.stream(ordered, false)
                    .dropWhile(row -> id.apply(row).compareTo(marker) < 0)
                    .iterator();
        }));
    }

    /** {@return the page the request asks for} Looks at no more rows than it needs, which is all of them to sort them. */
    public Answer answer(RequestContext rq, Rows<S> rows) {
        boolean reverse = rq.query("page_reverse")
                .map(text -> text.equalsIgnoreCase("true"))
                .orElse(false);
        int limit = Page.of(rq).limit();
        String marker = rq.query("marker").orElse("");
        Iterator<S> after = rows.from().apply(marker);
        if (!marker.isEmpty() && !(after.hasNext() && id.apply(after.next()).equals(marker))) {
            throw Rejected.field("marker", "names no row of this list"); // PAGE-06
        }
        Predicate<S> matches = matches(rq);
        // One more than the page, to know whether there is another.
        List<S> rest;
        if (!rq.queries("sort_key").isEmpty()) {
            rest = sorted(limit + 1, rows, marker, matches, new Sorting(rq).by(wire, id), reverse);
        } else {
            rest = reverse ? last(limit + 1, rows.from().apply(""), marker, matches) : first(limit + 1, after, matches);
        }
        boolean more = rest.size() > limit;
        List<S> page = !more ? rest : reverse ? rest.subList(1, rest.size()) : rest.subList(0, limit);
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

    private static <S> List<S> first(int count, Iterator<S> rows, Predicate<S> matches) {
        List<S> first = new ArrayList<>();
        while (first.size() < count && rows.hasNext()) {
            S row = rows.next();
            if (matches.test(row)) {
                first.add(row);
            }
        }
        return first;
    }

    /** {@return the last of those that match before the marker; of all, if it is blank} */
    private List<S> last(int count, Iterator<S> rows, String marker, Predicate<S> matches) {
        Deque<S> last = new ArrayDeque<>();
        while (rows.hasNext()) {
            S row = rows.next();
            if (!marker.isEmpty() && id.apply(row).compareTo(marker) >= 0) {
                break;
            }
            if (matches.test(row)) {
                last.add(row);
                if (last.size() > count) {
                    last.remove();
                }
            }
        }
        return List.copyOf(last);
    }

    /** {@return the first of those that match after the marker, or the last before it, in an order of the client's} */
    private static <S> List<S> sorted(
            int count, Rows<S> rows, String marker, Predicate<S> matches, Comparator<S> order, boolean reverse) {
        List<S> sorted = first(Integer.MAX_VALUE, rows.from().apply(""), matches);
        if (!marker.isEmpty()) {
            S at = rows.from().apply(marker).next();
            sorted.removeIf(row -> reverse ? order.compare(row, at) >= 0 : order.compare(row, at) <= 0);
        }
        sorted.sort(order);
        int most = Math.min(count, sorted.size());
        return reverse ? sorted.subList(sorted.size() - most, sorted.size()) : sorted.subList(0, most);
    }

    private Predicate<S> matches(RequestContext rq) {
        Predicate<S> matches = row -> true;
        for (Map.Entry<String, List<String>> asked : rq.query().entrySet()) {
            BiPredicate<S, String> filter = filters.get(asked.getKey());
            if (filter != null) {
                List<String> values = asked.getValue();
                matches = matches.and(row -> values.stream().anyMatch(value -> filter.test(row, value)));
            }
        }
        return matches;
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
