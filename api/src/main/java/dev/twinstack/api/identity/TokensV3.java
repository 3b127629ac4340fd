package dev.twinstack.api.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twinstack.api.dialect.Keystone;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Endpoint.Access;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.identity.Session.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Tokens and the service catalogue. Source: IAM API reference, "Token Management", "Services and Endpoints". */
final class TokensV3 {
    private static final String TOKENS = "/v3/auth/tokens";
    private static final String SUBJECT = "X-Subject-Token";
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final List<Named> ROLES = List.of(new Named("0", "te_admin"), new Named("1", "vpc_adm"));

    private final Tokens tokens;
    private final Login login;

    TokensV3(Tokens tokens, Login login) {
        this.tokens = tokens;
        this.login = login;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Keystone.of("KeystoneCreateUserTokenByPassword", "POST", TOKENS, Access.ANYBODY, this::create),
                Keystone.get("KeystoneValidateToken", TOKENS, Access.CALLER, this::show),
                Keystone.of("KeystoneCheckToken", "HEAD", TOKENS, Access.CALLER, this::check),
                Keystone.of("KeystoneRevokeToken", "DELETE", TOKENS, Access.CALLER, this::revoke),
                Keystone.get("KeystoneShowCatalog", "/v3/auth/catalog", Access.CALLER, TokensV3::catalogue));
    }

    private record Named(String id, String name) {}

    private record Owned(String id, String name, Named domain) {}

    private record User(String id, String name, Named domain, String passwordExpiresAt) {}

    /**
     * @param domain the domain scoped to; {@code project} the project; at most one of them is there
     * @param catalog absent without a scope, and with {@code ?nocatalog}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Wire(
            List<String> methods,
            String expiresAt,
            String issuedAt,
            User user,
            @Nullable Named domain,
            @Nullable Owned project,
            List<Named> roles,
            @Nullable List<ServiceCatalogue.Service> catalog) {}

    private static Wire wire(RequestContext rq, Session session) {
        Identities.User user = session.user();
        return new Wire(
                session.methods(),
                MICROSECONDS.format(session.expiresAt()),
                MICROSECONDS.format(session.issuedAt()),
                new User(user.id(), user.name(), named(user.domain()), ""),
                session.scope() instanceof Scope.OfDomain(Identities.Domain domain) ? named(domain) : null,
                session.scope() instanceof Scope.OfProject(String id, String name, Identities.Domain domain)
                        ? new Owned(id, name, named(domain))
                        : null,
                ROLES,
                session.scope() instanceof Scope.None || rq.query("nocatalog").isPresent()
                        ? null
                        : services(rq, session.projectId()));
    }

    private static Named named(Identities.Domain domain) {
        return new Named(domain.id(), domain.name());
    }

    private static List<ServiceCatalogue.Service> services(RequestContext rq, String project) {
        return ServiceCatalogue.of(rq.baseUrl(), rq.cloud().settings().region().name(), project);
    }

    private CompletionStage<Answer> create(RequestContext rq) {
        return login.session(rq.body(), now(rq)).thenApply(session -> answer(201, rq, session, tokens.issue(session)));
    }

    private CompletionStage<Answer> show(RequestContext rq) {
        return answer(200, rq, subject(rq), token(rq)).now();
    }

    private CompletionStage<Answer> check(RequestContext rq) {
        subject(rq);
        return new Answer(200, Answer.NONE, Map.of(SUBJECT, token(rq))).now();
    }

    private CompletionStage<Answer> revoke(RequestContext rq) {
        tokens.revoke(subject(rq), now(rq));
        return Answer.noContent().now();
    }

    /** Clients go on with the token of this header, so it is there on every answer that has one (AUTH-02). */
    private static Answer answer(int status, RequestContext rq, Session session, String token) {
        return new Answer(status, Map.of("token", wire(rq, session)), Map.of(SUBJECT, token));
    }

    private Session subject(RequestContext rq) {
        return tokens.read(token(rq), now(rq)).orElseThrow(() -> Rejected.notFound("token", token(rq)));
    }

    private static String token(RequestContext rq) {
        return rq.header(SUBJECT).orElseThrow(() -> Rejected.field(SUBJECT, "is required"));
    }

    private static Instant now(RequestContext rq) {
        return rq.cloud().settings().clock().instant();
    }

    private static CompletionStage<Answer> catalogue(RequestContext rq) {
        return Answer.ok(Map.of(
                        "catalog",
                        services(rq, rq.caller().projectId()),
                        "links",
                        Map.of("self", rq.baseUrl() + "/v3/auth/catalog")))
                .now();
    }
}
