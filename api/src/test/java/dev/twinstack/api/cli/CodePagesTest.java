package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.emulator.reachability.Disposition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pages of {@code docs/codes} show what the twin answers. With {@code -Dtwinstack.update=true} their examples are written
 * anew.
 */
class CodePagesTest {
    private static final boolean UPDATE = Boolean.getBoolean("twinstack.update");

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @ParameterizedTest
    @EnumSource
    void theExampleIsWhatTheTwinAnswers(Disposition code) throws IOException {
        CodePage page = CodePage.read(code.name());
        CodePage.Seen seen = page.see(stage);
        JsonNode answer = seen.answer();
        assertThat(answer.path("disposition").asText()).isEqualTo(code.name());
        assertThat(answer.path("reachable").asBoolean()).isEqualTo(code.isSuccess());
        if (!code.isSuccess()) {
            JsonNode blocker = answer.at("/blockers/0");
            assertThat(blocker.path("code").asText()).isEqualTo(code.name());
            assertThat(blocker.path("doc").asText()).isEqualTo("/_twinstack/codes/" + code.name());
            assertThat(blocker.path("cites").valueStream().map(cite -> "**" + cite.asText() + "**"))
                    .as("the rules that the page explains")
                    .allMatch(page.text()::contains);
        }
        String expected = page.with(seen);
        if (UPDATE) {
            Files.writeString(CodePage.FOLDER.resolve(code.name() + ".md"), expected);
        } else {
            assertThat(page.text()).isEqualTo(expected);
        }
    }

    @Test
    void theIndexLinksThemAllAndNoneIsOrphaned() throws IOException {
        List<String> pages = Arrays.stream(Disposition.values())
                .map(code -> code.name() + ".md")
                .sorted()
                .toList();
        assertThat(CodePage.read("README").links().stream().filter(link -> !link.contains("/")))
                .containsExactlyInAnyOrderElementsOf(pages);
        try (Stream<java.nio.file.Path> files = Files.list(CodePage.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(pages);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePageIsShortAndLinksToWhatIsThere(Disposition code) {
        CodePage page = CodePage.read(code.name());
        assertThat(page.text()).startsWith("# " + code.name() + "\n");
        assertThat(page.text().lines().count()).isLessThan(75);
        assertThat(page.links()).isNotEmpty().allMatch(link -> Files.exists(CodePage.FOLDER.resolve(link)));
    }

    @ParameterizedTest
    @EnumSource
    void theTwinServesThePageToAnybody(Disposition code) throws Exception {
        HttpResponse<String> served = get("/" + code.name());
        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/markdown"));
        assertThat(plain(served.body()))
                .isEqualTo(plain(CodePage.read(code.name()).text()));
        assertThat(get("/" + code.name() + ".md").body()).isEqualTo(served.body());
    }

    @Test
    void theTwinServesTheIndexAndNothingElse() throws Exception {
        assertThat(plain(get("").body()))
                .isEqualTo(plain(CodePage.read("README").text()));
        HttpResponse<String> unknown = get("/NO_SUCH_CODE");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("not-found", "NO_SUCH_CODE");
        assertThat(get("/..%2Fcodes%2FNO_EIP").statusCode()).isEqualTo(404);
    }

    /** {@return the page without what its links lead to} */
    private static String plain(String page) {
        return page.replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1").replaceAll(" \\((?:docs|scenarios)/[^)]*\\)", "");
    }

    /** A link is followed from the page it is on, as a reader of the page would. */
    @Test
    void noLinkOfAServedPageIsDead() throws Exception {
        URI index = URI.create(stage.endpoint() + "/_twinstack/codes");
        Deque<URI> unread = new ArrayDeque<>(List.of(index));
        Set<URI> read = new HashSet<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!unread.isEmpty()) {
                URI page = unread.pop();
                if (!read.add(page)) {
                    continue;
                }
                HttpResponse<String> served =
                        http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(served.statusCode()).as(page.toString()).isEqualTo(200);
                new CodePage("", served.body()).links().forEach(link -> unread.push(page.resolve(link)));
            }
        }
        assertThat(read).hasSize(Disposition.values().length + 1);
        assertThat(get("/NO_EIP").body()).contains("(scenarios/library/mistakes/01-no-eip.yaml)");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(stage.endpoint() + "/_twinstack/codes" + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
