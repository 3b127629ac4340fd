package dev.twinstack.api.image;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which images a list asks for; several values of one parameter are alternatives. Source: IMS API reference, "Querying
 * Images".
 */
final class ImageFilter {
    /** By query parameter: the field it is compared with. */
    private static final Map<String, Function<ImageWire, Object>> FIELDS = Map.ofEntries(
            Map.entry("id", ImageWire::id),
            Map.entry("name", ImageWire::name),
            Map.entry("status", ImageWire::status),
            Map.entry("visibility", ImageWire::visibility),
            Map.entry("protected", ImageWire::isProtected),
            Map.entry("owner", ImageWire::owner),
            Map.entry("min_disk", ImageWire::minDisk),
            Map.entry("min_ram", ImageWire::minRam),
            Map.entry("disk_format", ImageWire::diskFormat),
            Map.entry("container_format", ImageWire::containerFormat),
            Map.entry("virtual_env_type", ImageWire::virtualEnvType),
            Map.entry("hw_firmware_type", ImageWire::hwFirmwareType),
            Map.entry("__imagetype", ImageWire::imageType),
            Map.entry("__image_source_type", ImageWire::sourceType),
            Map.entry("__isregistered", ImageWire::registered),
            Map.entry("__os_type", ImageWire::osType),
            Map.entry("__os_bit", ImageWire::osBit),
            Map.entry("__os_version", ImageWire::osVersion),
            Map.entry("__platform", ImageWire::platform),
            Map.entry("__support_kvm", ImageWire::supportKvm),
            Map.entry("__whole_image", image -> false));

    private static final Pattern MOMENT = Pattern.compile("(?:(gte|gt|lte|lt|eq|neq):)?(.+)");

    private ImageFilter() {}

    static Predicate<ImageWire> of(RequestContext rq) {
        return image -> rq.query().entrySet().stream()
                .allMatch(asked -> asked.getValue().stream()
                        .anyMatch(value -> value.isEmpty() || matches(image, asked.getKey(), value)));
    }

    private static boolean matches(ImageWire image, String parameter, String value) {
        Function<ImageWire, Object> field = FIELDS.get(parameter);
        if (field != null) {
            Object own = field.apply(image);
            return own instanceof Boolean
                    ? own.toString().equalsIgnoreCase(value)
                    : own.toString().equals(value);
        }
        return switch (parameter) {
            case "tag" -> image.tags().contains(value);
            case "size_min" -> image.size() >= number(parameter, value);
            case "size_max" -> number(parameter, value) == 0 || image.size() <= number(parameter, value);
            case "created_at" -> at(parameter, value, Instant.parse(image.createdAt()));
            case "updated_at" -> at(parameter, value, Instant.parse(image.updatedAt()));
            // What is no property is how to list, or for clouds with more kinds of images; a property none has finds
            // none.
            default -> !parameter.startsWith("__");
        };
    }

    private static long number(String field, String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Rejected.field(field, "must be a whole number");
        }
        return Long.parseLong(text);
    }

    /** {@return whether a moment is as asked, such as {@code lt:2018-10-28T10:00:00Z}} */
    private static boolean at(String field, String asked, Instant moment) {
        Matcher parts = MOMENT.matcher(asked);
        if (!parts.matches()) {
            throw Rejected.field(field, "is no time");
        }
        int order = moment.compareTo(instant(field, parts.group(2)));
        String operator = parts.group(1) == null ? "eq" : parts.group(1);
        return switch (operator) {
            case "gt" -> order > 0;
            case "gte" -> order >= 0;
            case "lt" -> order < 0;
            case "lte" -> order <= 0;
            case "neq" -> order != 0;
            default -> order == 0;
        };
    }

    private static Instant instant(String field, String text) {
        try {
            return LocalDateTime.parse(text.replace(' ', 'T').replaceAll("Z$", ""))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException malformed) {
            throw Rejected.field(field, "is no time such as lt:2018-10-28T10:00:00Z");
        }
    }
}
