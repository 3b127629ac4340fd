package dev.twinstack.api.publicip;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import java.util.List;

/**
 * Which columns of its rows a v3 EIP call shows: those its {@code fields} name, or the usual ones (PAGE-11).
 *
 * @param hidden what is shown only if it is asked for
 * @param asked none for the usual ones
 */
record Columns(List<String> hidden, List<String> asked) {
    /**
     * @param known what may be asked for
     * @throws Rejected if the request names another column
     */
    static Columns of(RequestContext rq, List<String> known, List<String> hidden) {
        List<String> asked = rq.queries("fields");
        asked.stream().filter(field -> !known.contains(field)).findFirst().ifPresent(field -> {
            throw Rejected.field("fields", field + " is none of " + known);
        });
        return new Columns(hidden, asked);
    }

    ObjectNode of(ObjectNode row) {
        return asked.isEmpty() ? row.remove(hidden) : row.retain(asked);
    }
}
