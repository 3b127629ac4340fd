package dev.twinstack.scenarios.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names a script has introduced so far, so that a misspelt one is refused before anything runs.
 *
 * <p>There are three kinds. A macro (a variable, a cell of the matrix, a loop's item, what an include passes) is known
 * while reading and filled in at once. A variable of the run (a secret, a capture) and a thing stay references.
 */
final class Names {
    private static final Set<String> GIVEN = Set.of("project", "endpoint");
    private static final Pattern ID = Pattern.compile(
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final Pattern INNERMOST = Pattern.compile("\\$\\{\\s*([^${}]*?)\\s*\\}");
    private static final int DEEPEST = 10;

    /**
     * What a macro stands for.
     *
     * @param number whether YAML reads it as one, so that a JSON body takes it as one
     */
    record Macro(String raw, boolean number) {}

    private final Map<String, Macro> macros;
    private final Set<String> variables;
    private final Set<String> things;
    private final Set<String> used;

    Names() {
        this(new HashMap<>(), new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    private Names(Map<String, Macro> macros, Set<String> variables, Set<String> things, Set<String> used) {
        this.macros = macros;
        this.variables = variables;
        this.things = things;
        this.used = used;
    }

    /** {@return names with macros of their own on top of these; everything else is the same} */
    Names inside(Map<String, Macro> further) {
        Map<String, Macro> all = new HashMap<>(macros);
        all.putAll(further);
        return new Names(all, variables, things, used);
    }

    void macro(String name, Macro macro, Where where) {
        checkVariable(name, where);
        macros.put(name, macro);
    }

    /** Introduces what has its value only when the script runs. */
    void variable(String name, Where where) {
        checkVariable(name, where);
        variables.add(name);
    }

    static void checkVariable(String name, Where where) {
        if (!NAME.matcher(name).matches() || GIVEN.contains(name)) {
            throw new ScriptException(
                    where, "'" + name + "' cannot name a variable: letters, digits, _ and -, not project or endpoint");
        }
    }

    void thing(String name, Where where) {
        if (!NAME.matcher(name).matches()
                || GIVEN.contains(name)
                || variables.contains(name)
                || macros.containsKey(name)) {
            throw new ScriptException(
                    where,
                    "'" + name + "' cannot name a thing: letters, digits, _ and -, and no variable's name; give"
                            + " another with 'as:'");
        }
        things.add(name);
    }

    /** Takes a name for given, after the step that gives it could not be read: one mistake is reported once. */
    void presume(String name) {
        things.add(name);
    }

    boolean knows(String thing) {
        return things.contains(thing);
    }

    boolean isMacro(String name) {
        return macros.containsKey(name);
    }

    /** {@return the things that were referred to since the last call} */
    Set<String> takeUsed() {
        Set<String> taken = Set.copyOf(used);
        used.clear();
        return taken;
    }

    /** {@return the text with its macros filled in, innermost first, so that <code>${web-${n}.id}</code> works} */
    String filled(String raw) {
        String text = raw;
        for (int pass = 0; pass < DEEPEST; pass++) {
            String next = INNERMOST.matcher(text).replaceAll(match -> Matcher.quoteReplacement(fill(match.group(1))));
            if (next.equals(text)) {
                return text;
            }
            text = next;
        }
        return text;
    }

    private String fill(String reference) {
        Macro macro = macros.get(reference);
        if (macro != null) {
            return macro.raw();
        }
        String[] parts = reference.split("\\.", 2);
        Macro first = macros.get(parts[0]);
        if (parts.length == 2 && first != null && NAME.matcher(first.raw()).matches()) {
            return "${" + first.raw() + "." + parts[1] + "}";
        }
        return "${" + reference + "}";
    }

    /** {@return whether the text is nothing but a reference to a macro that YAML reads as a number} */
    boolean isNumber(String raw) {
        Matcher whole = INNERMOST.matcher(raw.strip());
        if (!whole.matches()) {
            return false;
        }
        Macro macro = macros.get(whole.group(1));
        return macro != null && macro.number();
    }

    /** {@return the text with its macros filled in} */
    Text checked(Text text) {
        return switch (text) {
            case Text.Unset unset -> unset;
            case Text.Written written -> filledAndChecked(written);
        };
    }

    private Text.Written filledAndChecked(Text.Written written) {
        Text.Written text = new Text.Written(filled(written.raw()), written.where());
        for (String reference : text.references()) {
            String first = reference.split("\\.", 2)[0];
            if (things.contains(first)) {
                used.add(first);
            } else if (!variables.contains(first) && !GIVEN.contains(first)) {
                throw new ScriptException(
                        text.where(), "nothing before this line is called '" + first + "'; " + known());
            }
        }
        return text;
    }

    /** Checks a setting that stands for a thing: a name given earlier, a reference, or an id. */
    Text checkedThing(Text text) {
        return switch (text) {
            case Text.Unset unset -> unset;
            case Text.Written written -> thing(filledAndChecked(written));
        };
    }

    private Text.Written thing(Text.Written text) {
        if (things.contains(text.raw())) {
            used.add(text.raw());
        } else if (text.references().isEmpty() && !ID.matcher(text.raw()).matches()) {
            throw new ScriptException(text.where(), "no step before this line made '" + text.raw() + "'; " + known());
        }
        return text;
    }

    /** Checks an end of a flow: a thing, an address, or {@code internet}. */
    Text checkedEnd(Text text) {
        return switch (text) {
            case Text.Unset unset -> unset;
            case Text.Written written -> {
                Text.Written filled = filledAndChecked(written);
                boolean free = filled.raw().equals("internet")
                        || ADDRESS.matcher(filled.raw()).matches();
                yield free ? filled : thing(filled);
            }
        };
    }

    private String known() {
        List<String> all = new ArrayList<>(macros.keySet().stream().sorted().toList());
        all.addAll(variables);
        all.addAll(things);
        return all.isEmpty() ? "nothing has a name yet" : "known here: " + String.join(", ", all);
    }
}
