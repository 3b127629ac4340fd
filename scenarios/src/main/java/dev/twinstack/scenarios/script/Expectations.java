package dev.twinstack.scenarios.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code expect:} and {@code refused:}. */
final class Expectations {
    /** How a field can be compared, for the schema. */
    static final List<String> WORDS = List.of(
            "is", "not", "matches", "inside", "contains", "lacks", "one of", "exactly", "size", "at least", "at most");

    private static final String MATCHERS =
            "a value, or one of is, not, matches, inside, contains, lacks, one of, exactly, size, at least, at most"
                    + " (is: present or absent)";

    private final Yaml yaml;
    private final Names names;

    Expectations(Yaml yaml, Names names) {
        this.yaml = yaml;
        this.names = names;
    }

    List<Expectation> fields(Node node) {
        List<Expectation> all = new ArrayList<>();
        for (Yaml.Entry entry : yaml.entries(node, "'expect'")) {
            if (entry.value() instanceof MappingNode) {
                for (Yaml.Entry matcher : yaml.entries(entry.value(), "what is expected")) {
                    all.add(new Expectation.Field(names.filled(entry.key()), matcher(matcher), matcher.where()));
                }
            } else {
                all.add(new Expectation.Field(
                        names.filled(entry.key()), new Matcher.Equal(value(entry.value())), entry.where()));
            }
        }
        if (all.isEmpty()) {
            throw new ScriptException(yaml.where(node), "'expect' is empty; expected field: value");
        }
        return all;
    }

    Expectation refused(Node node, Where where) {
        int status = 0;
        List<String> codes = List.of();
        for (Yaml.Entry entry : yaml.entries(node, "'refused'")) {
            switch (entry.key()) {
                case "status" -> status = status(entry.value());
                case "code" -> codes = codes(entry.value());
                default ->
                    throw new ScriptException(
                            entry.where(), "'refused' has no '" + entry.key() + "'; expected status, code");
            }
        }
        if (status == 0) {
            throw new ScriptException(where, "'refused' needs 'status'");
        }
        return new Expectation.Refused(status, codes, where);
    }

    private int status(Node node) {
        String text = yaml.string(node, "'status'");
        if (!Set.of('4', '5').contains(text.isEmpty() ? '0' : text.charAt(0)) || !text.matches("\\d{3}")) {
            throw new ScriptException(yaml.where(node), "'status' of a refusal is a number from 400 to 599");
        }
        return Integer.parseInt(text);
    }

    private List<String> codes(Node node) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> yaml.string(item, "'code'"))
                    .toList();
        }
        return List.of(yaml.string(node, "'code'"));
    }

    private Matcher matcher(Yaml.Entry entry) {
        return switch (entry.key()) {
            case "is" ->
                switch (yaml.string(entry.value(), "'is'")) {
                    case "present" -> new Matcher.Present();
                    case "absent" -> new Matcher.Absent();
                    default -> new Matcher.Equal(value(entry.value()));
                };
            case "not" -> new Matcher.Different(value(entry.value()));
            case "matches" -> new Matcher.Matches(regex(entry));
            case "inside" -> new Matcher.Inside(value(entry.value()));
            case "contains" -> new Matcher.Contains(value(entry.value()));
            case "lacks" -> new Matcher.Lacks(value(entry.value()));
            case "one of" -> new Matcher.OneOf(values(entry));
            case "exactly" -> new Matcher.Exactly(values(entry));
            case "size" -> new Matcher.Size(value(entry.value()));
            case "at least" -> new Matcher.AtLeast(value(entry.value()));
            case "at most" -> new Matcher.AtMost(value(entry.value()));
            default ->
                throw new ScriptException(
                        entry.where(), "'" + entry.key() + "' does not say what is expected; use " + MATCHERS);
        };
    }

    private List<Text> values(Yaml.Entry entry) {
        return yaml.items(entry.value(), "'" + entry.key() + "'").stream()
                .map(this::value)
                .toList();
    }

    private Text regex(Yaml.Entry entry) {
        Text text = value(entry.value());
        if (text instanceof Text.Written written && written.references().isEmpty()) {
            try {
                Pattern.compile(written.raw());
            } catch (PatternSyntaxException e) {
                throw new ScriptException(
                        written.where(), "'matches' is not a regular expression: " + e.getDescription());
            }
        }
        return text;
    }

    private Text value(Node node) {
        String raw = Yaml.isNull(node) ? "null" : yaml.string(node, MATCHERS);
        return names.checked(Text.of(raw, yaml.where(node)));
    }
}
