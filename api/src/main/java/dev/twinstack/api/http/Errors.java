package dev.twinstack.api.http;

import dev.twinstack.emulator.kernel.DomainError;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which status and code an operation answers a {@link DomainError} with: by its reason where one is listed, otherwise by
 * its kind. Codes are those of the reference's error table, or Neutron's exception types.
 */
public final class Errors {
    /** An HTTP status and the code in the body. */
    public record Code(int status, String code) {}

    private final Code invalid;
    private final Code notFound;
    private final Code conflict;
    private final Map<String, Code> byReason;

    private Errors(Code invalid, Code notFound, Code conflict, Map<String, Code> byReason) {
        this.invalid = invalid;
        this.notFound = notFound;
        this.conflict = conflict;
        this.byReason = Map.copyOf(byReason);
    }

    /** {@return a table that knows only a code for bad values (400), for missing things (404) and for conflicts (409)} */
    public static Errors of(String invalid, String notFound, String conflict) {
        return new Errors(new Code(400, invalid), new Code(404, notFound), new Code(409, conflict), Map.of());
    }

    /** {@return this table with one more reason} */
    public Errors on(String reason, int status, String code) {
        Map<String, Code> more = new HashMap<>(byReason);
        more.put(reason, new Code(status, code));
        return new Errors(invalid, notFound, conflict, more);
    }

    /** {@return every status and code there is, by status} */
    public SortedSet<Code> all() {
        SortedSet<Code> all =
                new TreeSet<>(Comparator.comparingInt(Code::status).thenComparing(Code::code));
        all.addAll(List.of(invalid, notFound, conflict));
        all.addAll(byReason.values());
        return all;
    }

    public Code of(DomainError error) {
        Code listed = byReason.get(error.reason());
        if (listed != null) {
            return listed;
        }
        return switch (error) {
            case DomainError.Invalid bad -> invalid;
            case DomainError.NotFound missing -> notFound;
            case DomainError.Conflict taken -> conflict;
            case DomainError.InUse used -> conflict;
            case DomainError.Exhausted none -> conflict;
            case DomainError.QuotaExceeded over -> conflict;
        };
    }
}
