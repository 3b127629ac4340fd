package dev.twinstack.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Patch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A JSON object of a request, read field by field. Every reader refuses a value of the wrong type or outside its limits
 * with a {@link Rejected} that names the field by its path ({@code subnet.extra_dhcp_opts[0].opt_name}).
 */
public final class Body {
    private final JsonNode node;
    private final String path;

    private Body(JsonNode node, String path) {
        if (!node.isObject()) {
            throw Rejected.field(path.isEmpty() ? "body" : path, "must be an object");
        }
        this.node = node;
        this.path = path;
    }

    public static Body of(byte[] bytes) {
        return new Body(Json.read(bytes), "");
    }

    /** {@return the full path of a field of this object, for messages} */
    public String path(String name) {
        return path.isEmpty() ? name : path + '.' + name;
    }

    /** {@return whether the field is there at all, {@code null} included} */
    public boolean has(String name) {
        return node.has(name);
    }

    public boolean isNull(String name) {
        return node.has(name) && node.get(name).isNull();
    }

    /** {@return the object in a field, which must be there} */
    public Body object(String name) {
        return maybeObject(name).orElseThrow(() -> missing(name));
    }

    /** {@return the object in a field, or empty if it is left out or null} */
    public Optional<Body> maybeObject(String name) {
        return value(name).map(value -> new Body(value, path(name)));
    }

    /** {@return the objects in a list field; none if it is left out or null} */
    public List<Body> objects(String name) {
        return list(name, Body::new);
    }

    /** {@return the field's text, which must be there} */
    public String text(String name, Text limits) {
        return maybeText(name, limits).orElseThrow(() -> missing(name));
    }

    /** {@return the field's text, or {@code absent} if it is left out or null} */
    public String text(String name, Text limits, String absent) {
        return maybeText(name, limits).orElse(absent);
    }

    public Optional<String> maybeText(String name, Text limits) {
        return value(name).map(value -> text(value, path(name), limits));
    }

    public Patch<String> patchText(String name, Text limits) {
        return patch(name, (value, field) -> text(value, field, limits));
    }

    /** {@return the field's text as a patch; left out or null, it is kept} */
    public Patch<String> textOrKeep(String name, Text limits) {
        return maybeText(name, limits).map(Patch::set).orElseGet(Patch::keep);
    }

    /** {@return the texts in a list field; none if it is left out or null} */
    public List<String> texts(String name, Text limits) {
        return list(name, (value, field) -> text(value, field, limits));
    }

    /** {@return the whole number in a field, or {@code absent}} */
    public int integer(String name, int min, int max, int absent) {
        return value(name).map(value -> integer(value, path(name), min, max)).orElse(absent);
    }

    public Optional<Integer> maybeInteger(String name, int min, int max) {
        return value(name).map(value -> integer(value, path(name), min, max));
    }

    public boolean flag(String name, boolean absent) {
        return value(name).map(value -> flag(value, path(name))).orElse(absent);
    }

    public Patch<Boolean> patchFlag(String name) {
        return patch(name, Body::flag);
    }

    public IpAddress address(String name) {
        return maybeAddress(name).orElseThrow(() -> missing(name));
    }

    /** {@return the address in a field; empty if it is left out, null or blank} */
    public Optional<IpAddress> maybeAddress(String name) {
        return filled(name).map(value -> address(value, path(name)));
    }

    public List<IpAddress> addresses(String name) {
        return list(name, Body::address);
    }

    public IpRange range(String name) {
        return maybeRange(name).orElseThrow(() -> missing(name));
    }

    /** {@return the CIDR block in a field; empty if it is left out, null or blank} Host bits are refused. */
    public Optional<IpRange> maybeRange(String name) {
        return filled(name).map(value -> range(value, path(name)));
    }

    /** {@return a field as a patch: left out, null, or read by {@code reader} (value, path)} */
    public <T> Patch<T> patch(String name, BiFunction<JsonNode, String, T> reader) {
        if (!node.has(name)) {
            return Patch.keep();
        }
        return isNull(name) ? Patch.clear() : Patch.set(reader.apply(node.get(name), path(name)));
    }

    /** {@return the elements of a list field, each read by {@code reader} (value, path)} */
    public <T> List<T> list(String name, BiFunction<JsonNode, String, T> reader) {
        List<T> all = new ArrayList<>();
        value(name).ifPresent(value -> {
            if (!value.isArray()) {
                throw Rejected.field(path(name), "must be a list");
            }
            for (int i = 0; i < value.size(); i++) {
                all.add(reader.apply(value.get(i), path(name) + '[' + i + ']'));
            }
        });
        return all;
    }

    public Iterator<String> names() {
        return node.fieldNames();
    }

    /** {@return the raw value, or empty if it is left out or null} */
    public Optional<JsonNode> value(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private Optional<JsonNode> filled(String name) {
        return value(name)
                .filter(value -> !(value.isTextual() && value.textValue().isEmpty()));
    }

    private Rejected missing(String name) {
        return Rejected.field(path(name), "is required");
    }

    public static String text(JsonNode value, String field, Text limits) {
        if (!value.isTextual()) {
            throw Rejected.field(field, "must be a string");
        }
        return limits.check(field, value.textValue());
    }

    private static int integer(JsonNode value, String field, int min, int max) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw Rejected.field(field, "must be a whole number");
        }
        int number = value.intValue();
        if (number < min || number > max) {
            throw Rejected.field(field, "must be from " + min + " to " + max);
        }
        return number;
    }

    private static boolean flag(JsonNode value, String field) {
        if (!value.isBoolean()) {
            throw Rejected.field(field, "must be true or false");
        }
        return value.booleanValue();
    }

    public static IpAddress address(JsonNode value, String field) {
        return IpAddress.parse(text(value, field, Text.upTo(64)))
                .orElseThrow(() -> Rejected.field(field, "is no IP address"));
    }

    public static IpRange range(JsonNode value, String field) {
        return IpRange.parse(text(value, field, Text.upTo(64)))
                .orElseThrow(() -> Rejected.field(field, "is no CIDR block"));
    }
}
