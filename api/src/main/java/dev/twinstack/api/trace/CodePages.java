package dev.twinstack.api.trace;

import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.reachability.Disposition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;

/**
 * The pages of {@code docs/codes}, one for each disposition, as the twin carries them: whoever has only the program reads
 * them at {@code /_twinstack/codes}.
 */
public final class CodePages {
    private static final String PATH = "/_twinstack/codes";
    private static final String ENDING = ".md";
    private static final String INDEX = "README";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Twinstack.get("TwinCodes", PATH, rq -> page(INDEX).now()).with(Endpoint.Access.ANYBODY),
            Twinstack.get("TwinCode", PATH + "/{code}", CodePages::page).with(Endpoint.Access.ANYBODY));

    private CodePages() {}

    /** {@return where the twin has the page about a code} */
    static String path(Disposition code) {
        return PATH + '/' + code.name();
    }

    /** Pages refer to each other by the names of their files. */
    private static CompletionStage<Answer> page(RequestContext rq) {
        String asked = rq.path("code");
        String code = asked.endsWith(ENDING) ? asked.substring(0, asked.length() - ENDING.length()) : asked;
        boolean known = code.equals(INDEX)
                || Arrays.stream(Disposition.values()).map(Disposition::name).anyMatch(code::equals);
        if (!known) {
            throw new Rejected(new DomainError.NotFound("code", asked));
        }
        return page(code).now();
    }

    private static Answer page(String name) {
        try (InputStream page = CodePages.class.getResourceAsStream("codes/" + name + ENDING)) {
            if (page == null) {
                throw new IllegalStateException("the page about " + name + " is missing from the build");
            }
            return Answer.ok(
                    new Answer.Text("text/markdown; charset=UTF-8", ByteString.fromArray(page.readAllBytes())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
