package dev.twinstack.scenarios.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    private static final Where HERE = new Where("t.yaml", 1, 1);

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "${a}, <a>",
        "${ a.b.0 }/64, <a.b.0>/64",
        "${a}-${b}, <a>-<b>",
        "$a, $a",
        "${a, ${a",
    })
    void fillsInReferences(String raw, String resolved) {
        Text text = Text.of(raw, HERE);

        assertThat(text)
                .isInstanceOfSatisfying(
                        Text.Written.class,
                        written -> assertThat(written.resolve((reference, _) -> "<" + reference + ">"))
                                .isEqualTo(resolved));
    }

    @ParameterizedTest
    @CsvSource({"$1", "a\\b"})
    void valuesWithSpecialCharactersStayAsTheyAre(String value) {
        assertThat(new Text.Written("${a}", HERE).resolve((_, _) -> value)).isEqualTo(value);
    }
}
