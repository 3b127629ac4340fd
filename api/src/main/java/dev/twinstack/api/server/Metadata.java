package dev.twinstack.api.server;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;

/** A server's metadata in a request. Source: ECS API reference, "Metadata Management". */
final class Metadata {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9 _:.-]{1,255}");
    private static final Text VALUE = Text.upTo(255);

    private Metadata() {}

    /** {@return an object whose values are all texts} */
    static Map<String, String> of(Body object) {
        Map<String, String> entries = new HashMap<>();
        for (Iterator<String> keys = object.names(); keys.hasNext(); ) {
            String key = keys.next();
            if (!KEY.matcher(key).matches()) {
                throw Rejected.field(
                        object.path(key),
                        "a key is 1 to 255 letters, digits, spaces, hyphens, underscores, colons and periods");
            }
            entries.put(key, object.text(key, VALUE, ""));
        }
        return entries;
    }
}
