package dev.twinstack.api.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.twinstack.emulator.inventory.Change;
import dev.twinstack.emulator.kernel.EventSerializer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One change on the wire.
 *
 * @param at by the twin's clock; by the machine's, when it was written, if it was read from the journal
 * @param event its name in the journal, such as {@code subnet.opened}
 * @param sequence of the event among those of its resource: from 1, without gaps
 * @param operation that made it; null if no request did
 * @param detail the event as it is stored; null if it was made known to nobody
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WireChange(
        long revision,
        String at,
        String event,
        String type,
        String id,
        long sequence,
        @Nullable String operation,
        @Nullable String requestId,
        @Nullable RawValue detail) {
    /** What an event is called that the entity could not tell of. */
    static final String UNTOLD = "untold";

    static WireChange of(Change change, EventSerializer events) {
        return switch (change.what()) {
            case Change.Untold untold -> of(change, UNTOLD, null, null, null);
            case Change.Happened(var event, var cause) ->
                of(
                        change,
                        events.name(event),
                        cause.asked() ? cause.operation() : null,
                        cause.asked() ? cause.request() : null,
                        new RawValue(new String(events.write(event), StandardCharsets.UTF_8)));
        };
    }

    private static WireChange of(
            Change change,
            String event,
            @Nullable String operation,
            @Nullable String requestId,
            @Nullable RawValue detail) {
        return new WireChange(
                change.revision(),
                change.at().toString(),
                event,
                change.entity().type(),
                change.entity().id(),
                change.sequenceNr(),
                operation,
                requestId,
                detail);
    }
}
