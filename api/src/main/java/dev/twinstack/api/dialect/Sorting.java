package dev.twinstack.api.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.http.Json;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/** The order a native list is asked for: {@code sort_key} may repeat, with a {@code sort_dir} for each. */
final class Sorting {
    private record Key(String field, boolean descending) {}

    private final List<Key> keys = new ArrayList<>();

    /** Ascending is what a key without a direction gets. */
    Sorting(RequestContext rq) {
        List<String> fields = rq.queries("sort_key");
        List<String> directions = rq.queries("sort_dir");
        for (int i = 0; i < fields.size(); i++) {
            String direction = i < directions.size() ? directions.get(i) : "asc";
            if (!direction.equals("asc") && !direction.equals("desc")) {
                throw Rejected.field("sort_dir", "must be asc or desc");
            }
            keys.add(new Key(fields.get(i), direction.equals("desc")));
        }
    }

    /** {@return the order of rows by these fields of what is written of them, and by id where they are the same} */
    <S> Comparator<S> by(Function<S, Object> wire, Function<S, String> id) {
        IdentityHashMap<S, JsonNode> written = new IdentityHashMap<>();
        Comparator<S> order = Comparator.comparing(row -> "");
        for (Key key : keys) {
            Comparator<S> next = (one, other) -> compare(
                    written.computeIfAbsent(one, row -> Json.tree(wire.apply(row)))
                            .path(key.field()),
                    written.computeIfAbsent(other, row -> Json.tree(wire.apply(row)))
                            .path(key.field()));
            order = order.thenComparing(key.descending() ? next.reversed() : next);
        }
        return order.thenComparing(id);
    }

    private static int compare(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.asText().compareTo(other.asText());
    }
}
