package dev.twinstack.api.http;

import dev.twinstack.emulator.kernel.DomainError;
import java.util.List;

/** How a family of endpoints words what it refuses. */
public interface Dialect {
    /** {@return the refusal in this dialect's envelope} */
    Answer refuse(Errors.Code code, DomainError error);

    /** {@return the envelope for what no resource decided: 401, 404 for a path, 405, 500, 501} */
    Answer fault(int status, String message);

    /** {@return the headers in which answers bear the request's id as OpenStack's services write it} */
    default List<String> requestIdHeaders() {
        return List.of();
    }
}
