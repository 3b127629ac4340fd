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
        Asked asked = Asked.by(rq);
        List<S> found = found(rq, asked, rows);
        boolean more = found.size() > asked.limit();
        List<S> page =
                !more ? found : asked.reverse() ? found.subList(1, found.size()) : found.subList(0, asked.limit());
        Map<String, Object> answer = new HashMap<>();
        Set<String> fields = new HashSet<>(rq.queries("fields"));
        answer.put(
                name, page.stream().map(row -> columns(wire.apply(row), fields)).toList());
        List<Link> links = links(rq, page, asked.hasNext(more), asked.hasPrevious(more));
        if (!links.isEmpty()) {
            answer.put(name + "_links", links);
        }
        return Answer.ok(answer);
    }

    /**
     * Which page.
     *
     * @param marker the id of the row beside it, which it is after, or in reverse before; blank for the first or last page
     */
    private record Asked(int limit, String marker, boolean reverse) {
        static Asked by(RequestContext rq) {
            boolean reverse = rq.query("page_reverse")
                    .map(text -> text.equalsIgnoreCase("true"))
                    .orElse(false);
            Page page = Page.of(rq);
            return new Asked(page.limit(), page.marker(), reverse);
        }

        boolean isMarked() {
            return !marker.isEmpty();
        }

        /** @param more whether there are rows beyond the page, in the direction it was asked for */
        boolean hasNext(boolean more) {
            return reverse || more;
        }

        boolean hasPrevious(boolean more) {
            return reverse ? more : isMarked();
        }

        /** One more than the page, to know whether there is another. */
        int atMost() {
            return limit + 1;
        }
    }

    /** {@return the rows of the page, and the one beyond it if there is one} */
    private List<S> found(RequestContext rq, Asked asked, Rows<S> rows) {
        Iterator<S> after = rows.from().apply(asked.marker());
        if (asked.isMarked() && !(after.hasNext() && id.apply(after.next()).equals(asked.marker()))) {
            throw Rejected.field("marker", "names no row of this list"); // PAGE-06
        }
        Predicate<S> matches = matches(rq);
        if (!rq.queries("sort_key").isEmpty()) {
            return sorted(asked, rows, matches, new Sorting(rq).by(wire, id));
        }
        return asked.reverse() ? last(asked, rows.from().apply(""), matches) : first(asked.atMost(), after, matches);
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
    private List<S> last(Asked asked, Iterator<S> rows, Predicate<S> matches) {
        Deque<S> last = new ArrayDeque<>();
        while (rows.hasNext()) {
            S row = rows.next();
            if (asked.isMarked() && id.apply(row).compareTo(asked.marker()) >= 0) {
                break;
            }
            if (matches.test(row)) {
                last.add(row);
                if (last.size() > asked.atMost()) {
                    last.remove();
                }
            }
        }
        return List.copyOf(last);
    }

    /** {@return the first of those that match after the marker, or the last before it, in an order of the client's} */
    private static <S> List<S> sorted(Asked asked, Rows<S> rows, Predicate<S> matches, Comparator<S> order) {
        List<S> sorted = first(Integer.MAX_VALUE, rows.from().apply(""), matches);
        if (asked.isMarked()) {
            S at = rows.from().apply(asked.marker()).next();
            sorted.removeIf(row -> asked.reverse() ? order.compare(row, at) >= 0 : order.compare(row, at) <= 0);
        }
        sorted.sort(order);
        int most = Math.min(asked.atMost(), sorted.size());
        return asked.reverse() ? sorted.subList(sorted.size() - most, sorted.size()) : sorted.subList(0, most);
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
