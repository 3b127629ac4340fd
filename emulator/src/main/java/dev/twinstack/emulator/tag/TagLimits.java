package dev.twinstack.emulator.tag;

import dev.twinstack.emulator.kernel.DomainError.Invalid;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the tags of one kind of resource may be. Where the field tables and the error table (which says 36 and 43 for
 * all) differ, the field tables count (TAG-05).
 *
 * @param most tags per resource
 * @param keyLength in characters, at least one
 * @param valueLength in characters, from none
 * @param keyCharacters what a key may be made of
 * @param valueCharacters what a value may be made of
 */
public record TagLimits(int most, int keyLength, int valueLength, Pattern keyCharacters, Pattern valueCharacters) {
    private static final int MOST = 20;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@-]*");
    private static final Pattern NARROW = Pattern.compile("[A-Za-z0-9_-]*");
    private static final Pattern UNPUNCTUATED = Pattern.compile("[^\\x00-\\x1f=*<>,|/\\\\]*");

    /** Of VPCs and subnets (TAG-01, TAG-03). */
    public static final TagLimits NETWORK = new TagLimits(MOST, 128, 255, PLAIN, PLAIN);
    /** Of EIPs (TAG-01, TAG-04). */
    public static final TagLimits PUBLIC_IP = new TagLimits(MOST, 36, 43, PLAIN, PLAIN);
    /** Of what v3 tags: security groups, network ACLs, address groups (TAG-06). */
    public static final TagLimits V3 = new TagLimits(
            MOST, 128, 255, Pattern.compile("[A-Za-z0-9_.:+@=-]*"), Pattern.compile("[A-Za-z0-9_:+@=-]*"));

    /** Of NAT gateways. Source: NAT Gateway API reference, "Adding Tags of a NAT Gateway". */
    public static final TagLimits NAT_GATEWAY = new TagLimits(MOST, 36, 43, UNPUNCTUATED, UNPUNCTUATED);
    /** Of volumes. Source: EVS API reference, "Batch Adding Tags for the Specified EVS Disk". */
    public static final TagLimits VOLUMES = new TagLimits(10, 36, 43, NARROW, NARROW);
    /** Of log groups and streams. Source: LTS API reference, "Creating a Log Group". */
    public static final TagLimits LOGS = new TagLimits(
            MOST,
            128,
            255,
            Pattern.compile("(?!_)[\\p{L}\\p{N} _.:=+@-]*"),
            Pattern.compile("[\\p{L}\\p{N} _.:/=+@-]*"));

    /** {@return what is wrong with this tag, if anything} */
    Optional<Invalid> objection(Tag tag) {
        if (tag.key().isEmpty() || length(tag.key()) > keyLength) {
            return invalid("key", tag.key(), "must be 1 to " + keyLength + " characters long");
        }
        if (length(tag.value()) > valueLength) {
            return invalid("value", tag.value(), "must be at most " + valueLength + " characters long");
        }
        if (!keyCharacters.matcher(tag.key()).matches()) {
            return invalid("key", tag.key(), "may hold only " + keyCharacters);
        }
        if (!valueCharacters.matcher(tag.value()).matches()) {
            return invalid("value", tag.value(), "may hold only " + valueCharacters);
        }
        return Optional.empty();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static Optional<Invalid> invalid(String field, String text, String why) {
        return Optional.of(new Invalid("tag-invalid", field, "The tag " + field + " \"" + text + "\" " + why + "."));
    }
}
