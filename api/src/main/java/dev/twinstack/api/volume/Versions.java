package dev.twinstack.api.volume;

import dev.twinstack.api.http.Endpoint;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The service has all its operations in v2 and, alike, in v3. */
final class Versions {
    private Versions() {}

    /** {@return these operations of v2, and the same of v3} */
    static List<Endpoint> both(Endpoint... v2) {
        return Arrays.stream(v2).flatMap(row -> Stream.of(row, v3(row))).toList();
    }

    private static Endpoint v3(Endpoint row) {
        return new Endpoint(
                row.operation() + "V3",
                row.dialect(),
                row.method(),
                row.template().replaceFirst("/v2/", "/v3/"),
                row.errors(),
                row.handler(),
                row.access());
    }
}
