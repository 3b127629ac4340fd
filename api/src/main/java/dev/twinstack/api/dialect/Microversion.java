package dev.twinstack.api.dialect;

import dev.twinstack.api.http.RequestContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The minor version of Nova 2.x that a request speaks: answers changed shape over time. Source: Nova's API history.
 *
 * @param minor 1 where the client names none
 */
public record Microversion(int minor) {
    /** The newest we know. Source: ECS API reference, "Querying a Specified API Version". */
    public static final String LATEST = "2.60";

    private static final int LATEST_MINOR = 60;
    private static final int KEY_PAIR_TYPED = 2;
    private static final int KEY_PAIR_OF_USER = 10;
    private static final int FLAVOR_EMBEDDED = 47;
    private static final int FLAVOR_DESCRIBED = 55;
    private static final Pattern VERSION = Pattern.compile("(?:compute )?2\\.([0-9]{1,4})");

    /** {@return the version of either header; {@code latest} is the one we advertise} */
    public static Microversion of(RequestContext rq) {
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
    public boolean embedsFlavor() {
        return minor >= FLAVOR_EMBEDDED;
    }

    public boolean describesFlavor() {
        return minor >= FLAVOR_DESCRIBED;
    }

    /** {@return whether key pairs have a type; making one is then answered 201, deleting one 204} */
    public boolean typesKeyPairs() {
        return minor >= KEY_PAIR_TYPED;
    }

    /** {@return whether a request may say whose key pair it means} */
    public boolean namesKeyPairUsers() {
        return minor >= KEY_PAIR_OF_USER;
    }
}
