package dev.twinstack.scenarios.script;

import java.util.List;

/** What a field is expected to be. */
public sealed interface Matcher {

    record Equal(Text value) implements Matcher {}

    record Different(Text value) implements Matcher {}

    /** The whole text of the field matches the regular expression. */
    record Matches(Text regex) implements Matcher {}

    /** An address or block that lies in a block. */
    record Inside(Text block) implements Matcher {}

    /** A list that has the value, or a text that has it as a part. */
    record Contains(Text value) implements Matcher {}

    record Lacks(Text value) implements Matcher {}

    record OneOf(List<Text> values) implements Matcher {
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /** A list with these values and no others, in whatever order. */
    record Exactly(List<Text> values) implements Matcher {
        public Exactly {
            values = List.copyOf(values);
        }
    }

    /** A list or object with that many elements. */
    record Size(Text count) implements Matcher {}

    record AtLeast(Text number) implements Matcher {}

    record AtMost(Text number) implements Matcher {}

    /** Neither missing, nor null, nor empty. */
    record Present() implements Matcher {}

    record Absent() implements Matcher {}
}
