package dev.twinstack.api.cli;

import dev.twinstack.emulator.system.Membership;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where other nodes reach this one: a host name, an IPv4 address, or an IPv6 address in brackets. */
final class NodeAddress implements ITypeConverter<Membership> {
    /** Where nodes talk to each other unless told otherwise. */
    static final int USUAL = 4665;

    private static final int LAST = 65_535;
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");

    @Override
    public Membership convert(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not HOST or HOST:PORT, such as 10.0.0.5:" + USUAL);
        }
        int port = matcher.group(2) == null ? USUAL : Integer.parseInt(matcher.group(2));
        if (port < 1 || port > LAST) {
            throw new TypeConversionException("'" + text + "' has no port between 1 and " + LAST);
        }
        return new Membership.Node(matcher.group(1), port);
    }
}
