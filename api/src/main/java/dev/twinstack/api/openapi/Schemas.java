package dev.twinstack.api.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.reference.Operation.Field;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON schemas of documented fields. */
final class Schemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern LIST = Pattern.compile("Array|List|JSONArray|Json Array");
    private static final Pattern CHARACTERS = Pattern.compile("\\[.*]");
    /** The reference's words for formats that JSON schema, or a custom of its users, has a name for. */
    private static final Map<String, String> FORMATS =
            Map.of("uuid", "uuid", "cidr", "cidr", "ipv4/ipv6 cidr", "cidr", "ip", "ip");

    private Schemas() {}

    /** {@return the schema of a request body} What may be left out may also be null. */
    static ObjectNode request(List<Field> fields) {
        ObjectNode body = typed("object");
        for (Field field : fields) {
            ObjectNode schema = place(body, field.name());
            schema.setAll(limited(field));
            if (field.name().endsWith("]")) {
                continue;
            }
            if (field.mandatory()) {
                require(body, field.name());
            } else {
                orNull(schema);
            }
        }
        return body;
    }

    /** {@return the schema of an answer: types only, and anything but the whole may be null or missing} */
    static ObjectNode answer(List<Field> fields) {
        ObjectNode body = typed("object");
        for (Field field : fields) {
            ObjectNode schema = place(body, field.name());
            schema.setAll(typed(field));
            orNull(schema);
        }
        return body;
    }

    private static void orNull(ObjectNode schema) {
        String type = schema.path("type").asText("null");
        if (!type.equals("null")) {
            schema.putArray("type").add(type).add("null");
        }
        if (schema.get("enum") instanceof ArrayNode values) {
            values.addNull();
        }
    }

    static ObjectNode parameter(Field field) {
        ObjectNode schema = limited(field);
        if (schema.get("items") instanceof ObjectNode items && !items.has("type")) {
            items.put("type", "string");
        }
        return schema;
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ObjectNode limited(Field field) {
        ObjectNode schema = typed(field);
        ObjectNode scalar = schema.get("items") instanceof ObjectNode items ? items : schema;
        if (field.values() != null) {
            field.values().forEach(scalar.putArray("enum")::add);
        }
        number(scalar, "minimum", field.min());
        number(scalar, "maximum", field.max());
        number(scalar, "minLength", field.minLength());
        number(scalar, "maxLength", field.maxLength());
        number(schema, "minItems", field.minItems());
        number(schema, "maxItems", field.maxItems());
        if (field.charset() != null) {
            String set = CHARACTERS.matcher(field.charset()).matches() ? field.charset() : "[\\p{L}\\p{N}]";
            scalar.put("pattern", "^" + set + "*$");
        } else if (field.forbid() != null) {
            scalar.put("pattern", "^[^" + field.forbid() + "]*$");
        }
        if (field.absent() != null) {
            schema.set("default", field.absent());
        }
        return schema;
    }

    private static void number(ObjectNode schema, String name, @Nullable Number value) {
        if (value != null) {
            schema.put(name, value.longValue());
        }
    }

    /** {@return the schema of the type that the reference names, such as {@code Array of subnet objects}} */
    private static ObjectNode typed(Field field) {
        String type = field.type();
        if (LIST.matcher(type).lookingAt()) {
            ObjectNode array = typed("array");
            String of = type.replaceFirst("^Array of ", "");
            array.set("items", of.equals(type) ? JSON.objectNode() : typed(scalar(of)));
            return array;
        }
        if (type.equals("Any")) {
            return JSON.objectNode();
        }
        ObjectNode schema = typed(scalar(type));
        String format = field.format() == null ? null : FORMATS.get(field.format());
        if (format != null) {
            schema.put("format", format);
        } else if (field.format() != null) {
            schema.put("description", field.format());
        }
        return schema;
    }

    private static String scalar(String type) {
        return switch (type.replaceFirst("s$", "")) {
            case "String", "string" -> "string";
            case "Integer", "integer", "Long" -> "integer";
            case "Float" -> "number";
            case "Boolean", "boolean" -> "boolean";
            case "Null" -> "null";
            default -> "object";
        };
    }

    /** {@return where a dotted path leads, made on the way} */
    private static ObjectNode place(ObjectNode body, String path) {
        ObjectNode at = body;
        for (String step : path.split("\\.")) {
            String name = step.replace("[]", "");
            at = at.withObjectProperty("properties").withObjectProperty(name);
            if (step.endsWith("[]")) {
                at = at.withObjectProperty("items");
            }
        }
        return at;
    }

    private static void require(ObjectNode body, String path) {
        int dot = path.lastIndexOf('.');
        ObjectNode parent = dot < 0 ? body : place(body, path.substring(0, dot));
        String name = path.substring(dot + 1);
        ArrayNode required = parent.withArrayProperty("required");
        if (required.valueStream().noneMatch(each -> each.textValue().equals(name))) {
            required.add(name);
        }
    }
}
