package dev.twinstack.api.dialect;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the dialects write them, all in UTC (EIP-20). */
public final class Dates {
    private static final DateTimeFormatter NAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS_ZULU =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private Dates() {}

    /** {@return {@code 2022-12-15T02:25:11}} */
    public static String v1(Instant at) {
        return seconds(at, 'T');
    }

    /** {@return {@code 2022-12-15 02:25:11}} */
    public static String eip(Instant at) {
        return seconds(at, ' ');
    }

    /** {@return {@code 2022-12-15T02:25:11Z}} */
    public static String zulu(Instant at) {
        return seconds(at, 'T') + 'Z';
    }

    /** A formatter takes a tenth of the time of a list; what is written for dates and times themselves does not. */
    private static String seconds(Instant at, char between) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, ZoneOffset.UTC);
        String clock = time.toLocalTime().toString();
        return time.toLocalDate().toString() + between + clock + (time.getSecond() == 0 ? ":00" : "");
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
