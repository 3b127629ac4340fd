package dev.twinstack.api.trace;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.DomainError;

/**
 * What a question names, and by which field; so that a refusal of what it names tells the field.
 *
 * @param field such as {@code to} or {@code to[0]}
 */
public record Named(String field, String text) {
    /** What an end may be. */
    public static final String ONE =
            "a server, a NIC or an EIP of this project by its id or name, an IP address, or: internet";

    /** What an end may be that stands for several. */
    public static final String SEVERAL =
            "a server, a NIC, an EIP or a subnet of this project by its id or name, an IP address, a CIDR block, or:"
                    + " internet";

    private static final String FROM = "from: ";
    private static final String TO = "to: ";

    /**
     * {@return the same refusal, by the fields of the request}
     *
     * @param error about an end called {@code from} or one called {@code to}
     * @param accepted what an end may be, in words
     */
    public static Rejected refusal(DomainError error, Named from, Named to, String accepted) {
        return new Rejected(
                switch (error) {
                    case DomainError.NotFound(var _, String id) ->
                        (from.isCalled(id) ? from : to).missing(error.reason(), "an end is " + accepted);
                    case DomainError.Invalid(String reason, String field, String message) ->
                        switch (field) {
                            case "from" -> new DomainError.Invalid(reason, from.field, from.told(message, FROM));
                            case "to" -> new DomainError.Invalid(reason, to.field, to.told(message, TO));
                            default -> error;
                        };
                    case DomainError.Conflict(String reason, String message) ->
                        new DomainError.Conflict(
                                reason,
                                from.isIn(message)
                                        ? from.told(message, "")
                                        : to.isIn(message) ? to.told(message, "") : message);
                    case DomainError.InUse used -> used;
                    case DomainError.Exhausted none -> none;
                    case DomainError.QuotaExceeded over -> over;
                });
    }

    /** {@return the refusal of what names no VPC} */
    public static Rejected noVpc(Named vpc) {
        return new Rejected(vpc.missing("vpc-not-found", "a VPC of this project is named by its id or name"));
    }

    private boolean isIn(String ambiguous) {
        return ambiguous.startsWith('"' + text + '"');
    }

    private boolean isCalled(String id) {
        return text.equals(id)
                || IpRange.parse(text)
                        .filter(block -> block.toString().equals(id))
                        .isPresent();
    }

    private DomainError missing(String reason, String accepted) {
        return new DomainError.Invalid(
                reason, field, field + ": \"" + text + "\" could not be found; " + accepted + ".");
    }

    private String told(String message, String prefix) {
        return field + ": " + (message.startsWith(prefix) ? message.substring(prefix.length()) : message);
    }
}
