package dev.twinstack.api.tag;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.tag.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which resources a query by tags asks for: those that have every key with one of its values (TAG-11), and one of the
 * names.
 *
 * @param tags all of which a resource must have; none for any
 * @param any one of which it must have; none for any
 * @param not none of which it may have
 * @param notAll not all of which it may have; none for any
 * @param names all of which a resource's name must be (TAG-12); none for any
 * @param namesInPart whether a name need only hold them, in any case
 */
public record TagQuery(
        List<Wanted> tags,
        List<Wanted> any,
        List<Wanted> not,
        List<Wanted> notAll,
        List<String> names,
        boolean namesInPart) {
    private static final int MOST_VALUES = 10;
    private static final Text VALUE = Text.upTo(255);
    private static final Text MATCH_KEY = Text.oneOf("resource_name");

    public TagQuery {
        tags = List.copyOf(tags);
        any = List.copyOf(any);
        not = List.copyOf(not);
        notAll = List.copyOf(notAll);
        names = List.copyOf(names);
    }

    /**
     * @param values alternatives; none for any value. One that begins with an asterisk is a part of a value.
     */
    public record Wanted(String key, Set<String> values) {
        public Wanted {
            values = Set.copyOf(values);
        }

        boolean isIn(Tags tags) {
            return tags.value(key)
                    .filter(value -> values.isEmpty() || values.stream().anyMatch(wanted -> matches(wanted, value)))
                    .isPresent();
        }

        private static boolean matches(String wanted, String value) {
            return wanted.startsWith("*") ? value.contains(wanted.substring(1)) : wanted.equals(value);
        }
    }

    /**
     * How much a query may ask for.
     *
     * @param keyLength in characters (TAG-16)
     * @param full whether it may ask for any of some tags, for none of them, and for parts of names
     */
    public record Limits(int keys, int keyLength, boolean full) {
        private static final int KEYS = 20;

        /** Only tags that are all there, and whole names. */
        public Limits(int keys, int keyLength) {
            this(keys, keyLength, false);
        }

        /** Of VPCs and subnets; the error table says 10 keys, the field tables 20 (TAG-11). */
        public static final Limits NETWORK = new Limits(KEYS, 128);

        public static final Limits PUBLIC_IP = new Limits(KEYS, 127);

        /** Source: NAT Gateway API reference, "Querying NAT Gateways by Tag". */
        public static final Limits NAT_GATEWAY = new Limits(KEYS, 127, true);
    }

    /** {@return the query in {@code {"tags": [{"key", "values"}], "matches": [{"key", "value"}]}}} */
    public static TagQuery of(Body body, Limits limits) {
        return new TagQuery(
                list(body, "tags", limits),
                limits.full() ? list(body, "tags_any", limits) : List.of(),
                limits.full() ? list(body, "not_tags", limits) : List.of(),
                limits.full() ? list(body, "not_tags_any", limits) : List.of(),
                names(body),
                limits.full());
    }

    private static List<Wanted> list(Body body, String field, Limits limits) {
        List<Wanted> tags =
                body.objects(field).stream().map(tag -> wanted(tag, limits)).toList();
        if (tags.size() > limits.keys()) {
            throw Rejected.field(body.path(field), "may hold at most " + limits.keys() + " keys");
        }
        if (tags.stream().map(Wanted::key).distinct().count() < tags.size()) {
            throw Rejected.field(body.path(field), "names a key twice");
        }
        return tags;
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

    boolean matches(String name, Tags its) {
        return tags.stream().allMatch(wanted -> wanted.isIn(its))
                && (any.isEmpty() || any.stream().anyMatch(wanted -> wanted.isIn(its)))
                && not.stream().noneMatch(wanted -> wanted.isIn(its))
                && (notAll.isEmpty() || notAll.stream().anyMatch(wanted -> !wanted.isIn(its)))
                && names.stream().allMatch(wanted -> isNamed(wanted, name));
    }

    /** ASSUMED: where the reference says nothing, names match as a whole; check by searching for the beginning of one. */
    private boolean isNamed(String wanted, String name) {
        return namesInPart && !wanted.isEmpty()
                ? name.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT))
                : name.equals(wanted);
    }
}
