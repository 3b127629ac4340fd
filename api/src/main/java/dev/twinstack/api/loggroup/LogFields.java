package dev.twinstack.api.loggroup;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.tag.Tag;
import dev.twinstack.emulator.tag.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Fields that log groups and log streams share. */
final class LogFields {
    static final int LONGEST_TTL = 365;

    private static final Text TAG = Text.upTo(255);
    private static final Text NAME = new Text(
            1,
            64,
            Pattern.compile("(?![._])[A-Za-z0-9_.-]*(?<!\\.)"),
            "letters, digits, underscores (_), hyphens (-) and periods (.), and not begin with a period or underscore"
                    + " or end with a period");

    private LogFields() {}

    static String name(Body body, String field) {
        return body.text(field, NAME);
    }

    /** {@return the {@code ttl_in_days}, which must be there} */
    static int ttl(Body body) {
        return body.maybeInteger("ttl_in_days", 1, LONGEST_TTL)
                .orElseThrow(() -> Rejected.field("ttl_in_days", "is required"));
    }

    static List<Tag> tags(Body body) {
        return body.objects("tags").stream()
                .map(tag -> new Tag(tag.text("key", TAG), tag.text("value", TAG)))
                .toList();
    }

    /** {@return the tags as LTS shows them: values by key} */
    static Map<String, String> wire(Tags tags) {
        Map<String, String> values = new LinkedHashMap<>();
        tags.all().forEach(tag -> values.put(tag.key(), tag.value()));
        return values;
    }
}
