package dev.twinstack.api.tag;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.tag.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which resources a query by tags asks for: those that have every key with one of its values (TAG-11), and one of the
 * names.
 *
 * @param tags none for any
 * @param names all of which a resource's name must be (TAG-12); none for any
 */
public record TagQuery(List<Wanted> tags, List<String> names) {
    private static final int MOST_VALUES = 10;
    private static final Text VALUE = Text.upTo(255);
    private static final Text MATCH_KEY = Text.oneOf("resource_name");

    public TagQuery {
        tags = List.copyOf(tags);
        names = List.copyOf(names);
    }

    /**
     * @param values alternatives; none for any value
     */
    public record Wanted(String key, Set<String> values) {
        public Wanted {
            values = Set.copyOf(values);
        }

        boolean isIn(Tags tags) {
            return tags.value(key)
                    .filter(value -> values.isEmpty() || values.contains(value))
                    .isPresent();
        }
    }

    /**
     * How much a query may ask for.
     *
     * @param keyLength in characters (TAG-16)
     */
    public record Limits(int keys, int keyLength) {
        private static final int KEYS = 20;

        /** Of VPCs and subnets; the error table says 10 keys, the field tables 20 (TAG-11). */
        public static final Limits NETWORK = new Limits(KEYS, 128);

        public static final Limits PUBLIC_IP = new Limits(KEYS, 127);
    }

    /** {@return the query in {@code {"tags": [{"key", "values"}], "matches": [{"key", "value"}]}}} */
    public static TagQuery of(Body body, Limits limits) {
        List<Wanted> tags =
                body.objects("tags").stream().map(tag -> wanted(tag, limits)).toList();
        if (tags.size() > limits.keys()) {
            throw Rejected.field(body.path("tags"), "may hold at most " + limits.keys() + " keys");
        }
        if (tags.stream().map(Wanted::key).distinct().count() < tags.size()) {
            throw Rejected.field(body.path("tags"), "names a key twice");
        }
        return new TagQuery(tags, names(body));
    }

    private static Wanted wanted(Body tag, Limits limits) {
        Text key = new Text(1, limits.keyLength(), VALUE.pattern(), VALUE.meaning());
        if (tag.value("values").isEmpty()) {
            throw Rejected.field(tag.path("values"), "is required");
        }
        List<String> values = tag.texts("values", VALUE);
        if (values.size() > MOST_VALUES) {
            throw Rejected.field(tag.path("values"), "may hold at most " + MOST_VALUES + " values");
        }
        Set<String> distinct = new HashSet<>(values);
        if (distinct.size() < values.size()) {
            throw Rejected.field(tag.path("values"), "names a value twice");
        }
        return new Wanted(tag.text("key", key), distinct);
    }

    private static List<String> names(Body body) {
        List<Body> matches = body.objects("matches");
        if (body.value("matches").filter(JsonNode::isEmpty).isPresent()) {
            throw Rejected.field(body.path("matches"), "must hold a match");
        }
        return matches.stream()
                .map(match -> {
                    match.text("key", MATCH_KEY);
                    return match.text("value", VALUE);
                })
                .toList();
    }

    /** ASSUMED: names match as a whole; check by searching for the beginning of one. */
    boolean matches(String name, Tags its) {
        return tags.stream().allMatch(wanted -> wanted.isIn(its))
                && names.stream().allMatch(name::equals);
    }
}
