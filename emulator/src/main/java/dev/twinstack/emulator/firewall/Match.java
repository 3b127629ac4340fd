package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a firewall rule looks at on one side of a packet: the text a client gave, which is echoed, and what it means. */
public final class Match {
    private static final int HIGHEST_PORT = 65_535;
    /** (ACL-14) */
    private static final int MOST_SPANS = 20;

    private Match() {}

    public sealed interface Address {
        record Anything() implements Address {}

        /**
         * @param verbatim as it was given: an address or a CIDR block
         */
        record Within(String verbatim, IpRange range) implements Address {}

        /** Whatever the IP address group holds at the time (AG-07). */
        record InGroup(String group) implements Address {}

        /** {@return the address or block as it was given; blank for any and for a group} */
        default String text() {
            return this instanceof Within(String verbatim, IpRange range) ? verbatim : "";
        }

        /** {@return the id of the IP address group; blank if it is none} */
        default String groupId() {
            return this instanceof InGroup(String id) ? id : "";
        }
    }

    public sealed interface Ports {
        record All() implements Ports {}

        /** Those in one of the spans, which do not overlap. */
        record Among(String verbatim, List<Span> spans) implements Ports {
            public Among {
                spans = List.copyOf(spans);
            }
        }

        /** Both ends included. */
        record Span(int first, int last) {
            int size() {
                return last - first + 1;
            }

            boolean includes(int port) {
                return first <= port && port <= last;
            }
        }

        default boolean includes(int port) {
            return switch (this) {
                case All all -> true;
                case Among(String verbatim, List<Span> spans) -> spans.stream().anyMatch(span -> span.includes(port));
            };
        }

        /** {@return whether no port is left out} {@code 1:65535}, in one piece or several, says the same as nothing (ACL-14). */
        default boolean isEvery() {
            return switch (this) {
                case All all -> true;
                case Among(String verbatim, List<Span> spans) ->
                    spans.stream().mapToInt(Span::size).sum() == HIGHEST_PORT;
            };
        }

        /** {@return the text it was given as, such as {@code 22,80:90}; blank for all} */
        default String text() {
            return this instanceof Among(String verbatim, List<Span> spans) ? verbatim : "";
        }
    }

    /** {@return the addresses a text names; any if it is blank, nothing if it is neither address nor block} */
    public static Optional<Address> address(String text) {
        return text.isEmpty()
                ? Optional.of(new Address.Anything())
                : IpRange.parse(text)
                        .or(() -> IpAddress.parse(text).map(IpRange::host))
                        .map(range -> new Address.Within(text, range));
    }

    /**
     * {@return the ports a text names: {@code n} or {@code a:b} (ACL-22), or up to twenty of these between commas
     * (ACL-14); all if it is blank, nothing if it is none or they overlap}
     */
    public static Optional<Ports> ports(String text) {
        if (text.isEmpty()) {
            return Optional.of(new Ports.All());
        }
        List<Ports.Span> spans = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Optional<Ports.Span> span = span(part);
            if (span.isEmpty()) {
                return Optional.empty();
            }
            spans.add(span.get());
        }
        return spans.size() <= MOST_SPANS && areApart(spans)
                ? Optional.of(new Ports.Among(text, spans))
                : Optional.empty();
    }

    private static Optional<Ports.Span> span(String text) {
        if (!text.matches("[0-9]{1,5}(:[0-9]{1,5})?")) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        int first = Integer.parseInt(colon < 0 ? text : text.substring(0, colon));
        int last = colon < 0 ? first : Integer.parseInt(text.substring(colon + 1));
        return first >= 1 && first <= last && last <= HIGHEST_PORT
                ? Optional.of(new Ports.Span(first, last))
                : Optional.empty();
    }

    private static boolean areApart(List<Ports.Span> spans) {
        List<Ports.Span> sorted = spans.stream()
                .sorted(Comparator.comparingInt(Ports.Span::first))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).first() <= sorted.get(i - 1).last()) {
                return false;
            }
        }
        return true;
    }
}
