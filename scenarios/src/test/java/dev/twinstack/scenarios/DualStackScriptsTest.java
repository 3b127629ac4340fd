package dev.twinstack.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.scenarios.run.ScriptFiles;
import dev.twinstack.scenarios.script.Script;
import dev.twinstack.scenarios.script.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The scripts of the dual-stack page, read but not run. */
class DualStackScriptsTest {
    private static final ScriptFiles FILES = ScriptFiles.read(List.of(Path.of("dual-stack")));

    @Test
    void allCanBeRead() {
        assertThat(FILES.problems()).isEmpty();
        assertThat(FILES.scripts()).isNotEmpty();
    }

    @Test
    void togetherTheyCiteEveryRuleOfThePage() {
        Set<String> cited = FILES.scripts().stream()
                .flatMap(script -> script.allCites().stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(cited)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 31)
                        .mapToObj("SEED-%02d"::formatted)
                        .toList());
    }

    @Test
    void everyCitedRuleIsShownByAStepThatExpectsSomething() {
        for (Script script : FILES.scripts()) {
            Set<String> shown = script.steps().stream()
                    .filter(step -> !step.expectations().isEmpty()
                            || step.action() instanceof dev.twinstack.scenarios.script.Action.AddRoute)
                    .map(Step::cites)
                    .flatMap(List::stream)
                    .collect(Collectors.toSet());
            assertThat(shown).as(script.file()).containsAll(script.allCites());
        }
    }
}
