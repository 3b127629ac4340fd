package dev.twinstack.api.dialect;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the dialects write them, all in UTC (EIP-20). */
public final class Dates {
    private static final DateTimeFormatter V1 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter EIP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ZULU =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter NAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS_ZULU =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private Dates() {}

    /** {@return {@code 2022-12-15T02:25:11}} */
    public static String v1(Instant at) {
        return V1.format(at);
    }

    /** {@return {@code 2022-12-15 02:25:11}} */
    public static String eip(Instant at) {
        return EIP.format(at);
    }

    /** {@return {@code 2022-12-15T02:25:11Z}} */
    public static String zulu(Instant at) {
        return ZULU.format(at);
    }

    /** {@return {@code 2022-12-15T02:25:11.000000}} */
    public static String micros(Instant at) {
        return MICROS.format(at);
    }

    /** {@return {@code 2022-12-15 02:25:11.595173}} */
    public static String nat(Instant at) {
        return NAT.format(at);
    }

    /** {@return {@code 2022-12-15T02:25:11.595173Z}} */
    public static String microsZulu(Instant at) {
        return MICROS_ZULU.format(at);
    }
}
