package dev.twinstack.api.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a TCP port. */
final class Ports implements ITypeConverter<Integer> {
    /** Where a twin listens unless told otherwise. */
    static final String USUAL = "4664";

    private static final int LAST = 65_535;

    @Override
    public Integer convert(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= LAST) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            throw new TypeConversionException("'" + text + "' is not a port number");
        }
        throw new TypeConversionException("'" + text + "' is not between 0 and " + LAST);
    }
}
