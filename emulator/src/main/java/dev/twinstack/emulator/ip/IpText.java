package dev.twinstack.emulator.ip;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv6.IPv6Address;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses to text and back: the only place that knows the parsing library, whose objects are never kept. */
final class IpText {
    // The library trims blanks and reads digits of other scripts: only these characters reach it. The longest form is
    // an IPv6 address with an embedded IPv4 one.
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private static final IPAddressStringParameters STRICT = strict();

    private IpText() {}

    static Optional<IpAddress> parseAddress(String text) {
        Optional<IpAddress> dotted = parseDotted(text);
        return dotted.isPresent() ? dotted : parseAny(text);
    }

    /**
     * {@return the address that four decimal numbers are, or nothing if {@code text} is anything else} The library's
     * objects for it would be a tenth of the time of reading a project.
     */
    private static Optional<IpAddress> parseDotted(String text) {
        long value = 0;
        int numbers = 0;
        int from = 0;
        while (from <= text.length() && numbers < 4) {
            int number = 0;
            int i = from;
            while (i < text.length() && i < from + 3 && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                number = 10 * number + text.charAt(i++) - '0';
            }
            boolean ends = i == text.length() ? numbers == 3 : numbers < 3 && text.charAt(i) == '.';
            if (i == from || number > 255 || text.charAt(from) == '0' && i > from + 1 || !ends) {
                return Optional.empty();
            }
            value = value << 8 | number;
            numbers++;
            from = i + 1;
        }
        return numbers == 4 ? Optional.of(new IpAddress(Family.IPV4, 0, value)) : Optional.empty();
    }

    static Optional<IpAddress> parseAny(String text) {
        if (!PLAIN.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(toValue(new IPAddressString(text, STRICT).toAddress()));
        } catch (AddressStringException _) {
            return Optional.empty();
        }
    }

    private static IpAddress toValue(IPAddress parsed) {
        if (parsed.isIPv4()) {
            return new IpAddress(Family.IPV4, 0, parsed.toIPv4().longValue());
        }
        long[] highThenLow = parsed.toIPv6().longValues();
        return new IpAddress(Family.IPV6, highThenLow[0], highThenLow[1]);
    }

    static String format(Family family, long high, long low) {
        return switch (family) {
            // The library's objects for it would be a twentieth of the time of a list of ports.
            case IPV4 -> (low >>> 24) + "." + (low >>> 16 & 255) + '.' + (low >>> 8 & 255) + '.' + (low & 255);
            case IPV6 -> new IPv6Address(high, low).toCanonicalString();
        };
    }

    private static IPAddressStringParameters strict() {
        var builder = new IPAddressStringParameters.Builder()
                .allowEmpty(false)
                .allowAll(false)
                .allowSingleSegment(false)
                .allowPrefix(false)
                .allowMask(false)
                .allowPrefixOnly(false)
                .allowWildcardedSeparator(false)
                .allow_inet_aton(false)
                .setRangeOptions(RangeParameters.NO_RANGE);
        builder.getIPv4AddressParametersBuilder().allowLeadingZeros(false).allowBinary(false);
        var ipv6 = builder.getIPv6AddressParametersBuilder()
                .allowZone(false)
                .allowBase85(false)
                .allowBinary(false)
                .allowUnlimitedLeadingZeros(false)
                .allow_mixed_inet_aton(false);
        ipv6.getEmbeddedIPv4AddressParametersBuilder().allowLeadingZeros(false).allowBinary(false);
        return builder.toParams();
    }
}
