package dev.twinstack.api.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Gate;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.api.identity.Session.Scope;
import dev.twinstack.emulator.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads what {@code POST /v3/auth/tokens} asks for. Any user of any domain may sign in, with any password, to any
 * project; a project that is named for the first time is made.
 */
final class Login {
    /** AUTH-04. */
    private static final Duration LIFETIME = Duration.ofHours(24);

    private static final Text NAME = new Text(1, 255, Text.ID.pattern(), Text.ID.meaning());
    private static final Text PROJECT_NAME = new Text(1, 64, Text.ID.pattern(), Text.ID.meaning());
    private static final Text SECRET = Text.upTo(4096);

    private final Tokens tokens;
    private final Projects projects;

    Login(Tokens tokens, Projects projects) {
        this.tokens = tokens;
        this.projects = projects;
    }

    /**
     * {@return the session to make a token of} Fails with {@link Rejected} for a body that is none of the documented
     * ones, and with {@link Gate.Unauthorized} for a token that is not valid.
     */
    CompletionStage<Session> session(Body body, Instant now) {
        Body auth = body.object("auth");
        Body identity = auth.object("identity");
        List<String> methods = identity.texts("methods", Text.oneOf("password", "token"));
        if (methods.isEmpty()) {
            throw Rejected.field(identity.path("methods"), "is required");
        }
        Optional<Session> earlier = methods.contains("token")
                ? Optional.of(earlier(identity.object("token").text("id", SECRET), now))
                : Optional.empty();
        Identities.User user = methods.contains("password")
                ? user(identity.object("password"))
                : earlier.orElseThrow().user();
        // A token made from a token lives no longer than that one.
        Instant expires = earlier.map(Session::expiresAt).orElse(now.plus(LIFETIME));
        return scope(auth, user.domain())
                .thenApply(scope -> new Session(
                        user, scope, methods, now, expires, UUID.randomUUID().toString()));
    }

    private Session earlier(String token, Instant now) {
        return tokens.read(token, now).orElseThrow(() -> new Gate.Unauthorized("The token is invalid or has expired."));
    }

    private static Identities.User user(Body password) {
        Body user = password.object("user");
        user.text("password", SECRET);
        Identities.Domain domain = user.maybeObject("domain")
                .map(Login::domain)
                .orElseGet(() -> Identities.domain(Identities.DEFAULT_DOMAIN));
        return Identities.user(domain, idOrName(user, NAME));
    }

    private static Identities.Domain domain(Body domain) {
        return Identities.domain(idOrName(domain, NAME));
    }

    private static String idOrName(Body body, Text name) {
        return body.maybeText("id", NAME).orElseGet(() -> body.text("name", name));
    }

    /** With both scopes given, the project counts (AUTH-03). */
    private CompletionStage<Scope> scope(Body auth, Identities.Domain usersDomain) {
        Optional<JsonNode> given = auth.value("scope");
        if (given.isEmpty() || given.get().asText().equals("unscoped")) {
            return CompletableFuture.completedStage(new Scope.None());
        }
        Body scope = auth.object("scope");
        Optional<Body> project = scope.maybeObject("project");
        if (project.isPresent()) {
            return project(project.get(), usersDomain).thenApply(Login::scope);
        }
        return CompletableFuture.completedStage(scope.maybeObject("domain")
                .<Scope>map(domain -> new Scope.OfDomain(domain(domain)))
                .orElseGet(Scope.None::new));
    }

    private CompletionStage<Tenant> project(Body project, Identities.Domain usersDomain) {
        Identities.Domain domain =
                project.maybeObject("domain").map(Login::domain).orElse(usersDomain);
        return project.maybeText("id", PROJECT_NAME)
                .map(id -> projects.withId(id, domain.name()))
                .orElseGet(() -> projects.named(domain, project.text("name", PROJECT_NAME)));
    }

    private static Scope scope(Tenant project) {
        return new Scope.OfProject(project.id(), project.name(), Identities.domain(project.domain()));
    }
}
