package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code twinstack trace --picture}. */
class PictureTest {
    private static Stage stage;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        stage = new Stage();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static Stage.Play blocked(String script) {
        Stage.Play play = stage.play(Path.of("../scenarios/library", script));
        play.staging().until(trace -> !trace.path("reachable").asBoolean());
        return play;
    }

    @Test
    void drawsWhatIsPrinted() throws Exception {
        Stage.Play play = blocked("mistakes/14-two-vpcs.yaml");
        Path svg = folder.resolve("path.svg");
        Typed typed =
                play.typed("trace", "--from", "desk", "--to", "web", "--port", "443", "--picture", svg.toString());
        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out()).startsWith("unreachable");
        assertThat(Files.readString(svg))
                .startsWith("<svg ")
                .contains("IPv4", "ISOLATED_VPCS", "NO_RETURN_ROUTE", "Create a peering", "server web is not reached");
        Path chart = folder.resolve("path.mmd");
        Typed json = play.typed(
                "trace", "--from", "desk", "--to", "web", "--port", "443", "--json", "--picture", chart.toString());
        assertThat(json.out()).startsWith("{");
        assertThat(Files.readString(chart)).startsWith("flowchart TD").contains("ISOLATED_VPCS");
    }

    @Test
    void anotherEndingIsRefusedBeforeAnythingIsAsked() {
        Typed typed = Typed.line(
                "trace", "--from", "a", "--to", "b", "--picture", "path.png", "--endpoint", "http://127.0.0.1:1");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err())
                .contains("--picture", "path.png", ".svg or .mmd")
                .doesNotContain("\tat ");
    }

    @Test
    void aDirectoryThatIsNotThereIsNamedBeforeAnythingIsAsked() {
        Path missing = folder.resolve("out");
        Typed typed = Typed.line(
                "trace",
                "--from",
                "a",
                "--to",
                "b",
                "--picture",
                missing.resolve("path.svg").toString(),
                "--endpoint",
                "http://127.0.0.1:1");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err())
                .contains("--picture", "there is no directory " + missing)
                .doesNotContain("\tat ");
        assertThat(missing).doesNotExist();
    }

    @Test
    void aFileThatCannotBeWrittenIsToldInOneLine() throws Exception {
        Stage.Play play = blocked("mistakes/01-no-eip.yaml");
        Path taken = Files.createDirectory(folder.resolve("taken.svg"));
        Typed typed = play.typed("trace", "--from", "internet", "--to", "web", "--picture", taken.toString());
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).hasLineCount(1).contains("cannot write", "taken.svg");
    }
}
