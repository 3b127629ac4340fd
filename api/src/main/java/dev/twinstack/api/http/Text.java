package dev.twinstack.api.http;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What a text field may hold.
 *
 * @param min length in characters
 * @param max length in characters
 * @param pattern what all of it must match
 * @param meaning the pattern in words
 */
public record Text(int min, int max, Pattern pattern, String meaning) {
    private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

    /** Up to 64 of letters, digits, underscores, hyphens and periods (NAME-01); may be blank. */
    public static final Text NAME = new Text(
            0, 64, Pattern.compile("[A-Za-z0-9_.-]*"), "letters, digits, underscores (_), hyphens (-) and periods (.)");
    /** The same, not blank. */
    public static final Text NAME_REQUIRED = new Text(1, 64, NAME.pattern(), NAME.meaning());
    /** Up to 255 without angle brackets (NAME-04). */
    public static final Text DESCRIPTION =
            new Text(0, 255, Pattern.compile("[^<>]*", Pattern.DOTALL), "anything but < and >");
    /** An id, or whatever a client takes for one: what it names must exist anyway. */
    public static final Text ID = new Text(1, 255, Pattern.compile("[^|]*", Pattern.DOTALL), "anything but |");

    /** The same, or blank. */
    public static final Text MAYBE_ID = new Text(0, ID.max(), ID.pattern(), ID.meaning());

    public static Text upTo(int max) {
        return new Text(0, max, ANY, "anything");
    }

    /** {@return a text that must be one of these} */
    public static Text oneOf(String... values) {
        return new Text(
                0,
                Integer.MAX_VALUE,
                Pattern.compile(String.join(
                        "|", Arrays.stream(values).map(Pattern::quote).toList())),
                "one of " + String.join(", ", values));
    }

    /**
     * @throws Rejected naming the field
     */
    String check(String field, String value) {
        int length = value.codePointCount(0, value.length());
        if (length < min || length > max) {
            throw Rejected.field(field, "must be " + min + " to " + max + " characters long");
        }
        if (!pattern.matcher(value).matches()) {
            throw Rejected.field(field, "may hold only " + meaning);
        }
        return value;
    }
}
