package dev.twinstack.scenarios.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    @Test
    void theReadmeListsEveryPhraseAndItsExampleCanBeRead() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(Vocabulary.words()).allSatisfy(words -> assertThat(readme).contains("`" + words + "`"));
        String example = readme.substring(readme.indexOf("```yaml\n") + 8, readme.indexOf("\n```\n"));
        assertThat(ScriptParser.parse("README.md", example).steps()).hasSize(8);
    }
}
