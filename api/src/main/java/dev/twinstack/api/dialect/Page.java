package dev.twinstack.api.dialect;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.ResourceType;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which rows of a list a request asks for.
 *
 * @param marker rows start after this id (PAGE-02); blank for the first page
 */
public record Page(int limit, String marker) {
    public static final int MOST = 2000;

    /** {@return the page that {@code limit} (0 to 2000, PAGE-01) and {@code marker} of a v1 or v3 request name} */
    public static Page of(RequestContext request) {
        int limit = request.query("limit").map(Page::limit).orElse(MOST);
        return new Page(limit, request.query("marker").orElse(""));
    }

    /** {@return all that comes after the marker} For answers that say whether there is a further page. */
    public Page unlimited() {
        return new Page(Integer.MAX_VALUE, marker);
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > MOST) {
            throw Rejected.field("limit", "must be a whole number from 0 to " + MOST);
        }
        return Integer.parseInt(text);
    }

    /** {@return the rows of this page among all of a type that match, in ascending order of id} */
    public <S> List<S> of(Snapshot snapshot, ResourceType<S> type, Predicate<S> matches) {
        Collection<S> rows = marker.isEmpty() ? snapshot.all(type) : snapshot.after(type, marker);
        return rows.stream().filter(matches).limit(limit).toList();
    }
}
