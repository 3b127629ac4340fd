package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.twinstack.scenarios.assertion.FieldPath;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.Body;
import dev.twinstack.scenarios.script.Scope;
import dev.twinstack.scenarios.script.ScriptException;
import dev.twinstack.scenarios.script.Step;
import dev.twinstack.scenarios.script.Text;
import dev.twinstack.scenarios.script.Where;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** One script under way: the cloud it is signed in to and what its names stand for. */
final class Session implements Scope {
    private final Cloud cloud;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, Thing> things = new HashMap<>();
    private @Nullable Leftovers leftovers;

    Session(Cloud cloud) {
        this.cloud = cloud;
    }

    /** {@return a session of its own that knows what this one knows by now} */
    Session copy(Cloud over) {
        Session copy = new Session(over);
        copy.variables.putAll(variables);
        copy.things.putAll(things);
        return copy;
    }

    Cloud cloud() {
        return cloud;
    }

    void variable(String name, String value) {
        variables.put(name, value);
    }

    /** Takes note of what the project has, to tell later what is left of the script's own. */
    void rememberProject() {
        leftovers = new Leftovers(cloud);
    }

    Leftovers leftovers() {
        if (leftovers == null) {
            throw new IllegalStateException("nobody took note of what the project had");
        }
        return leftovers;
    }

    /** {@return whether a step has made that thing by now} */
    boolean has(String thing) {
        return things.containsKey(thing);
    }

    Map<String, String> texts(Map<String, Text> texts) {
        Map<String, String> all = new LinkedHashMap<>();
        texts.forEach((name, text) -> all.put(name, text(text)));
        return all;
    }

    void keep(String name, Thing thing) {
        things.put(name, thing);
    }

    /** {@return every thing by name, as one tree, for expectations on several of them} */
    JsonNode all() {
        ObjectNode all = Json.object();
        variables.forEach(all::put);
        things.forEach((name, thing) -> all.set(name, thing.fields()));
        return all;
    }

    @Override
    public String value(String reference, Where where) {
        String[] parts = reference.split("\\.", 2);
        if (variables.containsKey(reference)) {
            return variables.getOrDefault(reference, "");
        }
        if (reference.equals("project.id")) {
            return cloud.projectId();
        }
        if (reference.equals("project.name") || reference.equals("project")) {
            return cloud.projectName();
        }
        if (reference.equals("endpoint")) {
            return cloud.root().toString();
        }
        Thing thing = things.get(parts[0]);
        if (thing == null) {
            throw new ScriptException(where, "nothing is called '" + parts[0] + "' yet");
        }
        JsonNode value = FieldPath.select(thing.fields(), parts.length == 1 ? "id" : parts[1]);
        if (value.isMissingNode() || value.isNull()) {
            throw new ScriptException(
                    where,
                    "'" + parts[0] + "' has no '" + (parts.length == 1 ? "id" : parts[1]) + "'; it has "
                            + names(thing.fields()));
        }
        return Json.plain(value);
    }

    /** {@return the words with those references filled in that have a value by now} */
    String describe(Step step) {
        return Text.REFERENCE.matcher(step.words()).replaceAll(match -> {
            String[] parts = match.group(1).split("\\.", 2);
            boolean known = variables.containsKey(match.group(1))
                    || parts.length == 2
                            && things.containsKey(parts[0])
                            && FieldPath.select(all(), match.group(1)).isValueNode();
            return Matcher.quoteReplacement(known ? value(match.group(1), step.where()) : match.group());
        });
    }

    private static String names(JsonNode fields) {
        return String.join(
                ", ", fields.properties().stream().map(Map.Entry::getKey).toList());
    }

    /** {@return the text with its references filled in; empty when left out} */
    String text(Text text) {
        return switch (text) {
            case Text.Written written -> written.resolve(this);
            case Text.Unset _ -> "";
        };
    }

    /** {@return the thing of that name} */
    Optional<Thing> thing(Text text) {
        return text instanceof Text.Written written ? Optional.ofNullable(things.get(written.raw())) : Optional.empty();
    }

    /** {@return the thing of that name, for steps that need to know more than its id} */
    Thing known(Text text) {
        return thing(text)
                .orElseThrow(() -> new CloudException.Unexpected(
                        "'" + text(text) + "' has to be something this script made, under the name it gave it"));
    }

    /** {@return the id of the thing of that name, or the id written} */
    String id(Text text) {
        return thing(text).map(Thing::id).orElseGet(() -> text(text));
    }

    /** Adds a member unless the script left it out. */
    void put(ObjectNode object, String name, Text text) {
        if (text instanceof Text.Written) {
            object.put(name, text(text));
        }
    }

    /** Adds a member as a number, where it is one. */
    void putNumber(ObjectNode object, String name, Text text) {
        if (text instanceof Text.Written) {
            String value = text(text);
            if (value.matches("\\d{1,9}")) {
                object.put(name, Integer.parseInt(value));
            } else {
                object.put(name, value);
            }
        }
    }

    void putAll(ObjectNode object, String name, List<Text> texts) {
        if (!texts.isEmpty()) {
            ArrayNode array = object.putArray(name);
            texts.forEach(text -> array.add(text(text)));
        }
    }

    JsonNode json(Body body) {
        return switch (body) {
            case Body.None _ -> MissingNode.getInstance();
            case Body.Null _ -> NullNode.getInstance();
            case Body.Str it -> TextNode.valueOf(text(it.text()));
            case Body.Num it -> com.fasterxml.jackson.databind.node.DecimalNode.valueOf(it.value());
            case Body.Bool it -> com.fasterxml.jackson.databind.node.BooleanNode.valueOf(it.value());
            case Body.Arr it -> {
                ArrayNode array = Json.object().putArray("items");
                it.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case Body.Obj it -> {
                ObjectNode object = Json.object();
                it.members().forEach((name, member) -> object.set(name, json(member)));
                yield object;
            }
        };
    }
}
