package dev.twinstack.scenarios.script;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a flow carries, as scripts write it: {@code tcp/443}, {@code udp/53}, {@code tcp}, {@code icmp}, {@code any}.
 *
 * @param protocol tcp, udp, icmp or any
 * @param port zero without one
 */
public record Service(String protocol, int port) {
    /** How it is written. */
    public static final String SHAPE = "(tcp|udp)(/[0-9]{1,5})?|icmp|any";

    private static final Pattern WRITTEN = Pattern.compile(SHAPE);
    private static final int HIGHEST_PORT = 65535;

    /** {@return the service, or nothing if the text is none} */
    public static Optional<Service> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        int port = slash < 0 ? 0 : Integer.parseInt(text.substring(slash + 1));
        boolean valid = slash < 0 || port >= 1 && port <= HIGHEST_PORT;
        return valid ? Optional.of(new Service(slash < 0 ? text : text.substring(0, slash), port)) : Optional.empty();
    }

    @Override
    public String toString() {
        return port == 0 ? protocol : protocol + "/" + port;
    }
}
