package dev.twinstack.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values for fields: such as their schemas ask for, such as break one thing, and such as nobody should send. */
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern UUID_LIKE =
            Pattern.compile("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");
    /** But for blocks that are wider than a /24. */
    private static final Pattern IPV4 =
            Pattern.compile("\\b(\\d{1,3}\\.\\d{1,3})\\.\\d{1,3}\\.(?!\\d+/(1?\\d|2[0-3])\\b)");

    private static final Pattern PLACE = Pattern.compile("\\{([a-z_0-9]+)}");
    private static final String OTHER = "other_";
    private static final int[] LENGTHS = {0, 37, 65, 129, 256, 1_025, 9_000, 70_000};
    private static final List<String> ODD = List.of(
            "",
            " ",
            "\t\n",
            "\u0000",
            "null",
            "true",
            "0",
            "-1",
            "../../etc/passwd",
            "a|b",
            "'; DROP TABLE x; --",
            "<script>",
            "%00%2f",
            "\uFEFF",
            "\u202Eabc",
            "Ünïcödé 東京 \uD83D\uDE80",
            "\uD800",
            "${jndi:x}",
            "0.0.0.0/0",
            "::/0",
            "999.1.1.1/33",
            "fe80::1%eth0",
            "10.0.0.0/08",
            "1e9",
            "NaN",
            "2024-02-30T25:61:61Z");

    private final Random random;
    private final Pool own;
    private final Pool others;
    private final boolean isNative;
    private final boolean mild;

    /**
     * @param others ids of a project that is not the caller's
     * @param isNative whether it is Neutron that is called
     * @param mild whether only ids are wanted that may be valid
     */
    Values(Random random, Pool own, Pool others, boolean isNative, boolean mild) {
        this.random = random;
        this.own = own;
        this.others = others;
        this.isNative = isNative;
        this.mild = mild;
    }

    boolean isMild() {
        return mild;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** {@return mostly an id of the caller's that fits the name; now and then another's, one of another kind, or none} */
    String id(String name) {
        double kind = random.nextDouble();
        if (mild || kind < 0.92) {
            return own.like(name, isNative, random)
                    .orElseGet(() -> UUID.randomUUID().toString());
        }
        if (kind < 0.95) {
            return others.like(name, isNative, random).orElse("another-s");
        }
        return kind < 0.98 ? own.any(random).orElse("none") : pick(ODD);
    }

    private String of(String place) {
        return place.startsWith(OTHER)
                ? others.like(place.substring(OTHER.length()), isNative, random).orElse("none")
                : id(place);
    }

    String odd() {
        return chance(0.3) ? "x".repeat(LENGTHS[random.nextInt(LENGTHS.length)]) : pick(ODD);
    }

    /** {@return a value the schema allows} */
    JsonNode valid(JsonNode schema, String name) {
        if (schema.has("enum")) {
            return pick(schema.get("enum").valueStream().toList());
        }
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> {
                ArrayNode list = JSON.arrayNode();
                int size = Math.max(schema.path("minItems").asInt(0), random.nextInt(3));
                for (int i = 0; i < size; i++) {
                    list.add(valid(schema.path("items"), name));
                }
                yield list;
            }
            case "integer" -> {
                int min = schema.path("minimum").asInt(0);
                int max = schema.path("maximum").asInt(name.contains("port") ? 65_535 : 100);
                yield JSON.numberNode(random.nextInt(min, Math.max(min, max) + 1));
            }
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> JSON.textNode(text(schema, name));
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.get(0).textValue() : type.asText("string");
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::textValue).toList();
        schema.path("properties").properties().forEach(field -> {
            if (required.contains(field.getKey()) || chance(0.25)) {
                object.set(field.getKey(), valid(field.getValue(), field.getKey()));
            }
        });
        return object;
    }

    private String text(JsonNode schema, String name) {
        String format = schema.path("format").asText();
        if (name.endsWith("id")
                || name.endsWith("ids")
                || format.equals("uuid")
                || own.like(name, isNative, random).isPresent()) {
            return id(name);
        }
        if (format.equals("cidr") || name.matches(".*(cidr|cidrs|destination|prefix|prefixes|ip_set).*")) {
            return range();
        }
        if (format.equals("ip") || name.matches(".*(ip|address|gateway|nexthop|dns|nameservers).*")) {
            return address();
        }
        int most = schema.path("maxLength").asInt(20);
        return "fuzz" + (most < 12 ? "" : "-" + random.nextInt(1_000));
    }

    private String range() {
        return switch (random.nextInt(6)) {
            case 0 -> "10." + random.nextInt(4) + ".0.0/16";
            case 1 -> "2001:db8:" + Integer.toHexString(random.nextInt(65_536)) + "::/64";
            case 2 -> "0.0.0.0/0";
            case 3 -> address() + "/32";
            default -> "192.168." + random.nextInt(256) + ".0/24";
        };
    }

    private String address() {
        return chance(0.1)
                ? "2001:db8::" + Integer.toHexString(random.nextInt(65_536))
                : "192.168." + random.nextInt(256) + '.' + random.nextInt(256);
    }

    /** {@return a text with ids of the caller's project for {@code {vpc}}, of the other's for {@code {other_vpc}}} */
    String filled(String template) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(of(place.group(1)).replaceAll("[\"\\\\\\p{Cntrl}]", "")));
    }

    /** {@return an example with ids of the caller's project, and addresses moved together} */
    JsonNode fresh(JsonNode example) {
        return fresh(example, "", random.nextInt(256), true);
    }

    /** {@return a body with addresses moved together, and ids as they are} */
    JsonNode moved(JsonNode body) {
        return chance(0.3) ? body : fresh(body, "", random.nextInt(256), false);
    }

    private JsonNode fresh(JsonNode node, String name, int octet, boolean ids) {
        if (node.isObject()) {
            ObjectNode object = JSON.objectNode();
            node.properties()
                    .forEach(field -> object.set(field.getKey(), fresh(field.getValue(), field.getKey(), octet, ids)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode list = JSON.arrayNode();
            node.forEach(element -> list.add(fresh(element, name, octet, ids)));
            return list;
        }
        if (!node.isTextual()) {
            return node;
        }
        String text = node.textValue();
        if (ids && UUID_LIKE.matcher(text).matches() || ids && name.endsWith("_id")) {
            return JSON.textNode(id(name));
        }
        if (name.equals("name") && chance(0.5)) {
            return JSON.textNode("fuzz-" + random.nextInt(1_000));
        }
        return JSON.textNode(IPV4.matcher(text).replaceAll("$1." + octet + '.'));
    }

    /** {@return the value with one thing in it changed for the worse} */
    JsonNode broken(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object && !object.isEmpty() && chance(0.9)) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = pick(names);
            if (chance(0.1)) {
                return object.without(name);
            }
            if (chance(0.05)) {
                return object.deepCopy().set(odd().toLowerCase(Locale.ROOT), JSON.booleanNode(true));
            }
            ObjectNode copy = object.deepCopy();
            copy.set(name, broken(object.get(name), schema.path("properties").path(name)));
            return copy;
        }
        if (value instanceof ArrayNode list && !list.isEmpty() && chance(0.8)) {
            ArrayNode copy = list.deepCopy();
            int at = random.nextInt(list.size());
            if (chance(0.2)) {
                boolean small =
                        list.get(at).isValueNode() && list.get(at).asText().length() < 100;
                int more = small && chance(0.2) ? 2_001 : 5;
                for (int i = 0; i < more; i++) {
                    copy.add(list.get(at));
                }
            } else {
                copy.set(at, broken(list.get(at), schema.path("items")));
            }
            return copy;
        }
        return chance(0.4) ? beyond(schema) : hostile();
    }

    /** {@return a value just outside what the schema allows} */
    private JsonNode beyond(JsonNode schema) {
        List<JsonNode> all = new ArrayList<>();
        if (schema.has("maxLength")) {
            all.add(JSON.textNode("y".repeat(schema.get("maxLength").intValue() + 1)));
        }
        if (schema.has("maximum")) {
            all.add(JSON.numberNode(schema.get("maximum").longValue() + 1));
        }
        if (schema.has("minimum")) {
            all.add(JSON.numberNode(schema.get("minimum").longValue() - 1));
        }
        if (schema.has("enum")) {
            all.add(JSON.textNode("no-such-value"));
        }
        if (schema.has("pattern")) {
            all.add(JSON.textNode("<a b>"));
        }
        return all.isEmpty() ? hostile() : pick(all);
    }

    /** {@return a value of any type, and of any size} */
    JsonNode hostile() {
        return switch (random.nextInt(12)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.objectNode();
            case 2 -> JSON.arrayNode();
            case 3 -> JSON.objectNode().set("id", JSON.arrayNode().add(1));
            case 4 -> JSON.arrayNode().addNull().add("a").add(1);
            case 5 -> JSON.booleanNode(random.nextBoolean());
            case 6 -> JSON.numberNode(random.nextInt());
            case 7 -> JSON.numberNode(BigInteger.TWO.pow(random.nextInt(200)).negate());
            case 8 -> JSON.numberNode(random.nextDouble() * 1e300);
            case 9 -> nested(random.nextInt(1, 1_200));
            default -> JSON.textNode(odd());
        };
    }

    private static JsonNode nested(int depth) {
        JsonNode node = JSON.textNode("deep");
        for (int i = 0; i < depth; i++) {
            node = i % 2 == 0 ? JSON.arrayNode().add(node) : JSON.objectNode().set("a", node);
        }
        return node;
    }
}
