package dev.twinstack.scenarios.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * The language as a JSON schema (draft 2020-12), for editors. It is made of the same vocabulary that the parser reads
 * with; the file beside this class is what was published, and a test holds it to what is made here.
 */
public final class ScriptSchema {
    /** Relative to this class. */
    static final String FILE = "scenario.schema.json";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ScriptSchema() {}

    /** {@return the published text} */
    public static String published() {
        try (InputStream in = ScriptSchema.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return the schema as the vocabulary has it now} */
    static JsonNode made() {
        ObjectNode schema = JSON.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "Twinstack scenario script")
                .put("description", "A network specified step by step, and what is expected of it.");
        schema.putArray("oneOf").add(SchemaOfSettings.reference("script")).add(SchemaOfSettings.reference("part"));
        ObjectNode definitions = schema.putObject("$defs");
        scalars(definitions);
        definitions.set("script", script());
        definitions.set("part", part());
        definitions.set("step", step());
        definitions.set("expect", expect());
        definitions.set("refused", refused());
        definitions.set("eventually", eventually());
        definitions.set("table", table());
        return schema;
    }

    private static void scalars(ObjectNode definitions) {
        ObjectNode scalar = definitions.putObject("scalar");
        scalar.putArray("type").add("string").add("number").add("boolean");
        definitions
                .putObject("reference")
                .put("description", "${name} or ${thing.field}")
                .put("type", "string")
                .put("pattern", "\\$\\{");
        definitions.set("scalars", oneOrMany(SchemaOfSettings.reference("scalar")));
        ObjectNode service = JSON.objectNode().put("type", "string").put("pattern", "^(" + Service.SHAPE + ")$|\\$\\{");
        definitions.set("services", oneOrMany(service));
        ObjectNode rule = JSON.objectNode().put("type", "string").put("pattern", "^" + Yaml.CITED + "$");
        definitions.set("cites", oneOrMany(rule));
        ObjectNode variables = definitions.putObject("variables").put("type", "object");
        variables.set("additionalProperties", SchemaOfSettings.reference("scalar"));
        ObjectNode open = definitions.putObject("open variables").put("type", "object");
        open.putObject("additionalProperties")
                .putArray("type")
                .add("string")
                .add("number")
                .add("boolean")
                .add("null");
    }

    private static ObjectNode oneOrMany(ObjectNode one) {
        ObjectNode either = JSON.objectNode();
        ArrayNode any = either.putArray("anyOf");
        any.add(one);
        any.addObject().put("type", "array").set("items", one.deepCopy());
        return either;
    }

    private static ObjectNode script() {
        ObjectNode script = closed(ScriptParser.KEYS, List.of("name", "steps"));
        ObjectNode properties = (ObjectNode) script.path("properties");
        properties.set("name", SchemaOfSettings.reference("scalar"));
        properties.set("about", SchemaOfSettings.reference("scalar"));
        properties.set("cites", SchemaOfSettings.reference("cites"));
        ObjectNode tag = JSON.objectNode().put("type", "string").put("pattern", "^" + ScriptParser.TAG + "$");
        properties.set("tags", oneOrMany(tag));
        properties.set("vars", SchemaOfSettings.reference("variables"));
        properties.set("secrets", SchemaOfSettings.reference("open variables"));
        properties.set("matrix", SchemaOfSettings.reference("table"));
        properties.set("steps", steps());
        ObjectNode cleanup = JSON.objectNode();
        ArrayNode any = cleanup.putArray("anyOf");
        any.addObject().put("const", ScriptParser.EVERYTHING);
        any.add(steps());
        properties.set("cleanup", cleanup);
        return script;
    }

    private static ObjectNode part() {
        ObjectNode part = closed(Parts.KEYS, List.of("part", "steps"));
        ObjectNode properties = (ObjectNode) part.path("properties");
        properties.set("part", SchemaOfSettings.reference("scalar"));
        properties.set("about", SchemaOfSettings.reference("scalar"));
        properties.set("vars", SchemaOfSettings.reference("open variables"));
        properties.set("steps", steps());
        return part;
    }

    private static ObjectNode steps() {
        ObjectNode steps = JSON.objectNode().put("type", "array");
        steps.set("items", SchemaOfSettings.reference("step"));
        return steps;
    }

    /** Exactly one phrase; or only expectations; or a loop, or an include. */
    private static ObjectNode step() {
        ObjectNode step = JSON.objectNode().put("type", "object");
        ObjectNode properties = step.putObject("properties");
        ArrayNode kinds = JSON.arrayNode();
        for (Vocabulary.Phrase phrase : Vocabulary.phrases()) {
            properties.set(phrase.words(), SchemaOfSettings.of(phrase));
            kinds.addObject().putArray("required").add(phrase.words());
        }
        properties.set("as", SchemaOfSettings.reference("scalar"));
        properties.set("capture", SchemaOfSettings.reference("variables"));
        properties.set("expect", SchemaOfSettings.reference("expect"));
        properties.set("refused", SchemaOfSettings.reference("refused"));
        properties.set("eventually", SchemaOfSettings.reference("eventually"));
        properties.set("cites", SchemaOfSettings.reference("cites"));
        properties.set("for each", SchemaOfSettings.reference("table"));
        properties.set("steps", steps());
        properties.set("include", include());
        only(kinds.addObject(), "expect", List.of("expect", "eventually", "cites"));
        only(kinds.addObject(), "for each", List.of("for each", "steps"));
        only(kinds.addObject(), "include", List.of("include"));
        step.putObject("dependentRequired").putArray("for each").add("steps");
        ((ObjectNode) step.path("dependentRequired")).putArray("steps").add("for each");
        step.set("oneOf", kinds);
        step.put("additionalProperties", false);
        return step;
    }

    private static void only(ObjectNode kind, String needed, List<String> names) {
        kind.putArray("required").add(needed);
        ArrayNode allowed = kind.putObject("propertyNames").putArray("enum");
        names.forEach(allowed::add);
    }

    private static ObjectNode include() {
        ObjectNode include = JSON.objectNode();
        ArrayNode any = include.putArray("anyOf");
        any.add(SchemaOfSettings.reference("scalar"));
        ObjectNode mapping = closed(List.of("part", "with"), List.of("part"));
        ObjectNode properties = (ObjectNode) mapping.path("properties");
        properties.set("part", SchemaOfSettings.reference("scalar"));
        properties.set("with", SchemaOfSettings.reference("variables"));
        any.add(mapping);
        return include;
    }

    private static ObjectNode expect() {
        ObjectNode expect = JSON.objectNode().put("type", "object").put("minProperties", 1);
        ObjectNode matchers = closed(Expectations.WORDS, List.of());
        ObjectNode properties = (ObjectNode) matchers.path("properties");
        for (String word : Expectations.WORDS) {
            boolean list = word.equals("one of") || word.equals("exactly");
            ObjectNode values = JSON.objectNode().put("type", "array");
            values.set("items", value());
            properties.set(word, list ? values : value());
        }
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").add(value()).add(matchers);
        expect.set("additionalProperties", either);
        return expect;
    }

    private static ObjectNode value() {
        ObjectNode value = JSON.objectNode();
        value.putArray("type").add("string").add("number").add("boolean").add("null");
        return value;
    }

    private static ObjectNode refused() {
        ObjectNode refused = closed(List.of("status", "code"), List.of("status"));
        ObjectNode properties = (ObjectNode) refused.path("properties");
        properties
                .putObject("status")
                .put("type", "integer")
                .put("minimum", 400)
                .put("maximum", 599);
        properties.set("code", SchemaOfSettings.reference("scalars"));
        return refused;
    }

    private static ObjectNode eventually() {
        ObjectNode eventually = closed(List.of("within", "every"), List.of("within"));
        ObjectNode properties = (ObjectNode) eventually.path("properties");
        for (String key : List.of("within", "every")) {
            properties
                    .putObject(key)
                    .put("description", "such as PT30S or PT5M, by the twin's clock")
                    .put("type", "string")
                    .put("pattern", "^[Pp][0-9DdTtHhMmSs.]+$|\\$\\{");
        }
        return eventually;
    }

    private static ObjectNode table() {
        ObjectNode table = JSON.objectNode().put("type", "object").put("minProperties", 1);
        ObjectNode values = table.putObject("additionalProperties");
        ArrayNode any = values.putArray("anyOf");
        any.addObject().put("type", "string").put("pattern", "\\.\\.|\\$\\{");
        ObjectNode list = any.addObject().put("type", "array").put("minItems", 1);
        ObjectNode item = list.putObject("items");
        ArrayNode items = item.putArray("anyOf");
        items.add(SchemaOfSettings.reference("scalar"));
        items.addObject()
                .put("type", "object")
                .put("minProperties", 1)
                .set("additionalProperties", SchemaOfSettings.reference("scalar"));
        return table;
    }

    private static ObjectNode closed(Collection<String> keys, List<String> needed) {
        ObjectNode closed = JSON.objectNode().put("type", "object");
        ObjectNode properties = closed.putObject("properties");
        keys.forEach(properties::putObject);
        if (!needed.isEmpty()) {
            ArrayNode required = closed.putArray("required");
            needed.forEach(required::add);
        }
        closed.put("additionalProperties", false);
        return closed;
    }
}
