package dev.twinstack.scenarios.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A value written in a script, in which {@code ${web.id}} stands for a field of a thing made earlier. */
public sealed interface Text {

    Pattern REFERENCE = Pattern.compile("\\$\\{\\s*([^}]*?)\\s*\\}");

    /** A setting the script leaves out. */
    enum Unset implements Text {
        UNSET
    }

    record Written(String raw, Where where) implements Text {

        /** {@return what stands inside each <code>${…}</code>, in order} */
        public List<String> references() {
            List<String> found = new ArrayList<>();
            Matcher matcher = REFERENCE.matcher(raw);
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
            return found;
        }

        public String resolve(Scope scope) {
            return REFERENCE
                    .matcher(raw)
                    .replaceAll(match -> Matcher.quoteReplacement(scope.value(match.group(1), where)));
        }
    }

    static Text of(String raw, Where where) {
        return new Written(raw, where);
    }
}
