package dev.twinstack.api.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.http.Json;
import dev.twinstack.api.identity.Session.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes and reads tokens: the session as JSON and its HMAC, both in base64url with a dot between. Nothing is stored, so
 * tokens outlive a restart. A token that was revoked is remembered until it would have expired, or until a restart.
 */
final class Tokens {
    /** Tokens kept decoded; beyond it all are forgotten and decoded again when they are next used. */
    private static final int CACHED = 10_000;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final byte[] secret;
    private final Map<String, Session> decoded = new ConcurrentHashMap<>();
    private final Map<String, Instant> revoked = new ConcurrentHashMap<>();

    Tokens(AuthSettings settings) {
        this.secret = Hashes.hmac(settings.secret().getBytes(StandardCharsets.UTF_8), "tokens");
    }

    String issue(Session session) {
        String payload = ENCODER.encodeToString(Json.write(Stored.of(session)));
        return payload + '.' + signature(payload);
    }

    /** {@return what the token says, or empty if we did not make it, it has expired, or it was revoked} */
    Optional<Session> read(String token, Instant now) {
        Session known = decoded.get(token);
        Optional<Session> session = known == null ? decode(token) : Optional.of(known);
        return session.filter(one -> now.isBefore(one.expiresAt()) && !revoked.containsKey(one.serial()));
    }

    void revoke(Session session, Instant now) {
        revoked.values().removeIf(now::isAfter);
        revoked.put(session.serial(), session.expiresAt());
    }

    private Optional<Session> decode(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || !Hashes.same(token.substring(dot + 1), signature(token.substring(0, dot)))) {
            return Optional.empty();
        }
        Session session = Stored.read(Json.read(DECODER.decode(token.substring(0, dot))));
        if (decoded.size() >= CACHED) {
            decoded.clear();
        }
        decoded.put(token, session);
        return Optional.of(session);
    }

    private String signature(String payload) {
        return ENCODER.encodeToString(Hashes.hmac(secret, payload));
    }

    /**
     * A session as tokens have it: names and not much else, since they travel with every request.
     *
     * @param d the user's domain, {@code u} the user
     * @param s the domain scoped to, or that of the project {@code p} with the name {@code n}; blank for none
     * @param m methods
     * @param i issued at, {@code e} expires at, in microseconds since 1970
     * @param x the serial
     */
    private record Stored(String d, String u, String s, String p, String n, List<String> m, long i, long e, String x) {
        static Stored of(Session session) {
            String domain = session.user().domain().name();
            String user = session.user().name();
            long issued = micros(session.issuedAt());
            long expires = micros(session.expiresAt());
            return switch (session.scope()) {
                case Scope.None none ->
                    new Stored(domain, user, "", "", "", session.methods(), issued, expires, session.serial());
                case Scope.OfDomain(Identities.Domain in) ->
                    new Stored(domain, user, in.name(), "", "", session.methods(), issued, expires, session.serial());
                case Scope.OfProject(String id, String name, Identities.Domain in) ->
                    new Stored(domain, user, in.name(), id, name, session.methods(), issued, expires, session.serial());
            };
        }

        /** Only what carries our signature is read, so it is what {@link #of} wrote. */
        static Session read(JsonNode json) {
            List<String> methods = new ArrayList<>();
            json.path("m").forEach(method -> methods.add(method.asText()));
            return new Session(
                    Identities.user(
                            Identities.domain(json.path("d").asText()),
                            json.path("u").asText()),
                    scope(json),
                    methods,
                    instant(json.path("i").asLong()),
                    instant(json.path("e").asLong()),
                    json.path("x").asText());
        }

        private static Scope scope(JsonNode json) {
            String domain = json.path("s").asText();
            String project = json.path("p").asText();
            if (domain.isEmpty()) {
                return new Scope.None();
            }
            return project.isEmpty()
                    ? new Scope.OfDomain(Identities.domain(domain))
                    : new Scope.OfProject(project, json.path("n").asText(), Identities.domain(domain));
        }

        private static long micros(Instant at) {
            return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
        }

        private static Instant instant(long micros) {
            return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
        }
    }
}
