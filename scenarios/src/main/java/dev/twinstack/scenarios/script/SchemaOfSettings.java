package dev.twinstack.scenarios.script;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Writes down what a phrase asks of its settings, as a JSON schema. */
final class SchemaOfSettings implements Settings {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Text ANY = new Text.Written("any", new Where("", 1, 1));

    private final ObjectNode properties = JSON.objectNode();
    private final ArrayNode required = JSON.arrayNode();
    private final ArrayNode alternatives = JSON.arrayNode();

    /** {@return the schema of what may stand after the phrase} */
    static ObjectNode of(Vocabulary.Phrase phrase) {
        SchemaOfSettings settings = new SchemaOfSettings();
        var _ = phrase.read().apply(settings);
        var _ = Vocabulary.expectations(phrase, settings, new Where("", 1, 1));
        return settings.schema(phrase);
    }

    private ObjectNode schema(Vocabulary.Phrase phrase) {
        ObjectNode mapping = JSON.objectNode().put("type", "object");
        mapping.set("properties", properties);
        if (!required.isEmpty()) {
            mapping.set("required", required);
        }
        if (!alternatives.isEmpty()) {
            mapping.set("oneOf", alternatives);
        }
        mapping.put("additionalProperties", false);
        ObjectNode schema = JSON.objectNode();
        ArrayNode any = schema.putArray("anyOf");
        any.add(mapping);
        if (!phrase.main().isEmpty()) {
            any.add(reference("scalar"));
        }
        if (required.isEmpty() && alternatives.isEmpty()) {
            any.add(JSON.objectNode().put("type", "null"));
        }
        return any.size() == 1 ? mapping : schema;
    }

    static ObjectNode reference(String definition) {
        return JSON.objectNode().put("$ref", "#/$defs/" + definition);
    }

    private Text scalar(String key, boolean needed) {
        properties.set(key, reference("scalar"));
        if (needed) {
            required.add(key);
        }
        return ANY;
    }

    /** Keys of an alternative are asked for as required ones afterwards, but only one of them has to be there. */
    private Text must(String key) {
        boolean alternative = alternatives
                .valueStream()
                .anyMatch(each -> each.path("required").path(0).asText().equals(key));
        return scalar(key, !alternative);
    }

    @Override
    public Text text(String key) {
        return scalar(key, false);
    }

    @Override
    public Text required(String key) {
        return must(key);
    }

    @Override
    public Text thing(String key) {
        return must(key);
    }

    @Override
    public Text optionalThing(String key) {
        return scalar(key, false);
    }

    @Override
    public List<Text> things(String key) {
        return texts(key);
    }

    @Override
    public Text end(String key) {
        return must(key);
    }

    @Override
    public List<Text> texts(String key) {
        properties.set(key, reference("scalars"));
        return List.of();
    }

    @Override
    public List<Service> services(String key) {
        properties.set(key, reference("services"));
        return List.of();
    }

    @Override
    public Switch onOff(String key) {
        return one(key, Map.of("enable", Switch.ENABLE, "disable", Switch.DISABLE), Switch.UNSET);
    }

    @Override
    public <T> T one(String key, Map<String, T> choices, T otherwise) {
        ObjectNode choice = JSON.objectNode();
        ArrayNode any = choice.putArray("anyOf");
        ArrayNode words = any.addObject().putArray("enum");
        choices.keySet().stream().sorted().forEach(words::add);
        any.add(reference("reference"));
        properties.set(key, choice);
        return otherwise;
    }

    @Override
    public String either(String first, String second) {
        for (String key : List.of(first, second)) {
            alternatives.addObject().putArray("required").add(key);
            properties.set(key, reference("scalar"));
        }
        return first;
    }

    @Override
    public Body body(String key) {
        properties.set(key, JSON.objectNode());
        return Body.None.NONE;
    }

    @Override
    public Map<String, Text> map(String key) {
        ObjectNode map = JSON.objectNode().put("type", "object");
        map.set("additionalProperties", reference("scalar"));
        properties.set(key, map);
        return Map.of();
    }

    @Override
    public int number(String key, int least, int most) {
        ObjectNode number = JSON.objectNode();
        ArrayNode any = number.putArray("anyOf");
        any.addObject().put("type", "integer").put("minimum", least).put("maximum", most);
        any.add(reference("reference"));
        properties.set(key, number);
        return 0;
    }
}
