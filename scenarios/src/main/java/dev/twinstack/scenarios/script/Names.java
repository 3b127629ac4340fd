package dev.twinstack.scenarios.script;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The names a script has introduced so far, so that a misspelt one is refused before anything runs. */
final class Names {
    private static final Set<String> GIVEN = Set.of("project", "endpoint");
    private static final Pattern ID = Pattern.compile(
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private final Set<String> variables = new LinkedHashSet<>();
    private final Set<String> things = new LinkedHashSet<>();

    void variable(String name, Where where) {
        if (!NAME.matcher(name).matches() || GIVEN.contains(name)) {
            throw new ScriptException(
                    where, "'" + name + "' cannot name a variable: letters, digits, _ and -, not project or endpoint");
        }
        variables.add(name);
    }

    void thing(String name, Where where) {
        if (!NAME.matcher(name).matches() || GIVEN.contains(name) || variables.contains(name)) {
            throw new ScriptException(
                    where,
                    "'" + name + "' cannot name a thing: letters, digits, _ and -, and no variable's name; give"
                            + " another with 'as:'");
        }
        things.add(name);
    }

    boolean knows(String thing) {
        return things.contains(thing);
    }

    Text checked(Text text) {
        if (text instanceof Text.Written written) {
            for (String reference : written.references()) {
                String first = reference.split("\\.", 2)[0];
                if (!variables.contains(first) && !things.contains(first) && !GIVEN.contains(first)) {
                    throw new ScriptException(
                            written.where(), "nothing before this line is called '" + first + "'; " + known());
                }
            }
        }
        return text;
    }

    /** Checks a setting that stands for a thing: a name given earlier, a reference, or an id. */
    Text checkedThing(Text text) {
        checked(text);
        if (text instanceof Text.Written written
                && written.references().isEmpty()
                && !things.contains(written.raw())
                && !ID.matcher(written.raw()).matches()) {
            throw new ScriptException(
                    written.where(), "no step before this line made '" + written.raw() + "'; " + known());
        }
        return text;
    }

    /** Checks an end of a flow: a thing, an address, or {@code internet}. */
    Text checkedEnd(Text text) {
        if (text instanceof Text.Written written
                && ("internet".equals(written.raw())
                        || ADDRESS.matcher(written.raw()).matches())) {
            return text;
        }
        return checkedThing(text);
    }

    private String known() {
        List<String> all = new java.util.ArrayList<>(variables);
        all.addAll(things);
        return all.isEmpty() ? "nothing has a name yet" : "known here: " + String.join(", ", all);
    }
}
