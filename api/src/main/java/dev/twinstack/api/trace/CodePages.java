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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.util.ByteString;

/**
 * The pages of {@code docs/codes}, one for each disposition, as the twin carries them: whoever has only the program reads
 * them at {@code /_twinstack/codes}.
 */
public final class CodePages {
    private static final String PATH = "/_twinstack/codes";
    private static final String ENDING = ".md";
    private static final String INDEX = "README";
    /** Where the pages are in the sources. */
    private static final URI FOLDER = URI.create("docs/codes/");

    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\(([^)\\s]+)\\)");

    public static final List<Endpoint> ENDPOINTS = List.of(
            Twinstack.get("TwinCodes", PATH, rq -> page(INDEX).now()).with(Endpoint.Access.ANYBODY),
            Twinstack.get("TwinCode", PATH + "/{code}", CodePages::page).with(Endpoint.Access.ANYBODY));

    private CodePages() {}

    /** {@return where the twin has the page about a code} */
    static String path(Disposition code) {
        return PATH + '/' + code.name();
    }

    /** The name of its file will do, too. */
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
            String text = served(new String(page.readAllBytes(), StandardCharsets.UTF_8));
            return Answer.ok(new Answer.Text("text/markdown; charset=UTF-8", ByteString.fromString(text)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return the page as it is to be read here: links lead to where the twin has the page, or name a file of the sources} */
    private static String served(String page) {
        return LINK.matcher(page).replaceAll(link -> Matcher.quoteReplacement(served(link.group(1), link.group(2))));
    }

    private static String served(String text, String target) {
        if (target.startsWith("https://") || target.startsWith("#")) {
            return '[' + text + "](" + target + ')';
        }
        if (target.endsWith(ENDING) && !target.contains("/")) {
            String name = target.substring(0, target.length() - ENDING.length());
            return '[' + text + "](" + PATH + (name.equals(INDEX) ? "" : '/' + name) + ')';
        }
        String file = FOLDER.resolve(target).toString();
        return text.equals(file) ? text : text + " (" + file + ')';
    }
}
