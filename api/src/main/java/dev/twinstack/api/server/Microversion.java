package dev.twinstack.api.server;

import dev.twinstack.api.http.RequestContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The minor version of Nova 2.x that a request speaks: answers changed shape over time.
 *
 * @param minor 1 where the client names none
 */
record Microversion(int minor) {
    static final String LATEST = "2.60";

    private static final int LATEST_MINOR = 60;
    private static final int FLAVOR_EMBEDDED = 47;
    private static final int FLAVOR_DESCRIBED = 55;
    private static final Pattern VERSION = Pattern.compile("(?:compute )?2\\.([0-9]{1,4})");

    /** {@return the version of either header; {@code latest} is the one we advertise} */
    static Microversion of(RequestContext rq) {
        return rq.header("OpenStack-API-Version")
                .or(() -> rq.header("X-OpenStack-Nova-API-Version"))
                .flatMap(Microversion::parse)
                .orElseGet(() -> new Microversion(1));
    }

    private static Optional<Microversion> parse(String text) {
        if (text.endsWith("latest")) {
            return Optional.of(new Microversion(LATEST_MINOR));
        }
        Matcher matcher = VERSION.matcher(text);
        return matcher.matches() ? Optional.of(new Microversion(Integer.parseInt(matcher.group(1)))) : Optional.empty();
    }

    /** {@return whether a server carries its flavor, not a link to it} */
    boolean embedsFlavor() {
        return minor >= FLAVOR_EMBEDDED;
    }

    boolean describesFlavor() {
        return minor >= FLAVOR_DESCRIBED;
    }
}
