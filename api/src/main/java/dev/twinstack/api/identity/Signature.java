package dev.twinstack.api.identity;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Authorization} header of a request signed with AK/SK, in either form (AUTH-12, AUTH-13).
 *
 * @param signedHeaders names in lower case, in the order signed
 * @param value hex digits
 */
record Signature(Form form, String accessKey, List<String> signedHeaders, String value) {
    private static final String ALGORITHM = "SDK-HMAC-SHA256";
    private static final Pattern HEADER = Pattern.compile(ALGORITHM
            + " +(?:Access=(?<ak>[^,/ ]+)|Credential=(?<owner>[^,/ ]+)/(?<scope>[^, ]+))"
            + ", *SignedHeaders=(?<headers>[^, ]+), *Signature=(?<value>[0-9a-f]+)");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final String DATE_HEADER = "x-sdk-date";

    /** How the key is made from the secret. */
    sealed interface Form {
        /** The secret itself: Huawei's SDKs. */
        record Plain() implements Form {}

        /**
         * Derived from the secret through the scope: gophertelekomcloud.
         *
         * @param scope {@code yyyyMMdd/region/service/sdk_request}; region and service may be blank (AUTH-14)
         */
        record Scoped(String scope) implements Form {}
    }

    Signature {
        signedHeaders = List.copyOf(signedHeaders);
    }

    /** {@return whether an {@code Authorization} header is meant to be a signature, well-formed or not} */
    static boolean looksLike(String authorization) {
        return authorization.startsWith(ALGORITHM);
    }

    /** {@return the parts of the header, or empty if it has neither form} */
    static Optional<Signature> parse(String authorization) {
        Matcher parts = HEADER.matcher(authorization);
        if (!parts.matches()) {
            return Optional.empty();
        }
        List<String> headers = List.of(parts.group("headers").split(";"));
        String scope = parts.group("scope");
        return Optional.of(
                scope == null
                        ? new Signature(new Form.Plain(), parts.group("ak"), headers, parts.group("value"))
                        : new Signature(new Form.Scoped(scope), parts.group("owner"), headers, parts.group("value")));
    }

    /** {@return why the signature is refused, or empty if it is right} */
    Optional<String> fault(SignedRequest request, String secretKey, Instant now) {
        String date = request.header(DATE_HEADER);
        if (!signedHeaders.contains(DATE_HEADER) || !signedHeaders.contains("host")) {
            return Optional.of("Host and X-Sdk-Date must be among the signed headers.");
        }
        if (!recent(date, now)) {
            return Optional.of("X-Sdk-Date must be yyyyMMddTHHmmssZ and at most 15 minutes away.");
        }
        if (form instanceof Form.Scoped(String scope) && !scope.startsWith(date.substring(0, 8) + '/')) {
            return Optional.of("The credential's scope must begin with the day of X-Sdk-Date.");
        }
        return CanonicalRequest.candidates(request, this).stream()
                        .anyMatch(canonical -> Hashes.same(value, sign(canonical, date, secretKey)))
                ? Optional.empty()
                : Optional.of("The signature does not match the request.");
    }

    private static boolean recent(String date, Instant now) {
        try {
            return Duration.between(DATE.parse(date, Instant::from), now).abs().compareTo(WINDOW) <= 0;
        } catch (DateTimeException malformed) {
            return false;
        }
    }

    private String sign(String canonical, String date, String secretKey) {
        String hash = Hashes.sha256Hex(canonical);
        return switch (form) {
            case Form.Plain _ ->
                Hashes.hex(Hashes.hmac(
                        secretKey.getBytes(StandardCharsets.UTF_8), String.join("\n", ALGORITHM, date, hash)));
            case Form.Scoped(String scope) ->
                Hashes.hex(Hashes.hmac(key(secretKey, scope), String.join("\n", ALGORITHM, date, scope, hash)));
        };
    }

    /** Each part of the scope is hashed with the key made so far (AUTH-13). */
    private static byte[] key(String secretKey, String scope) {
        byte[] key = ("SDK" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = Hashes.hmac(key, part);
        }
        return key;
    }
}
