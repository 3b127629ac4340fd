package dev.twinstack.api.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** One event of a stream of server-sent events. Of the lines only what a twin sends is known. */
record ServerSentEvent(String id, String name, String data) {
    private static final String ID = "id: ";
    private static final String NAME = "event: ";
    private static final String DATA = "data: ";

    /** {@return the next whole event; empty when the lines end} A comment is none. */
    static Optional<ServerSentEvent> next(Iterator<String> lines) {
        String id = "";
        String name = "";
        List<String> data = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(ID)) {
                id = line.substring(ID.length());
            } else if (line.startsWith(NAME)) {
                name = line.substring(NAME.length());
            } else if (line.startsWith(DATA)) {
                data.add(line.substring(DATA.length()));
            } else if (line.isEmpty() && !data.isEmpty()) {
                return Optional.of(new ServerSentEvent(id, name, String.join("\n", data)));
            }
        }
        return Optional.empty();
    }
}
