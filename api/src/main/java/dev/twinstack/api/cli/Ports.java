package dev.twinstack.api.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a TCP port. */
final class Ports implements ITypeConverter<Integer> {
    /** Where a twin listens unless told otherwise. */
    static final String USUAL = "4664";

    private static final int LAST = 65_535;

    /** As the twin itself reads ports: without leading zeros, signs and blanks. */
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    @Override
    public Integer convert(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' is not a port number");
        }
        long port = Long.parseLong(text);
        if (port <= LAST) {
            return (int) port;
        }
        throw new TypeConversionException("'" + text + "' is not between 0 and " + LAST);
    }
}
