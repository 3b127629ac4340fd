package dev.twinstack.api.identity;

import dev.twinstack.api.http.Caller;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Gate;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.emulator.kernel.DomainError;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.util.ByteString;

/**
 * Lets requests in by token (AUTH-02) or by signature (AUTH-07), and opens the project they are for.
 *
 * <p>A token is for the project it is scoped to. A signed request names its project in {@code X-Project-Id} (AUTH-08) or
 * in the path, and so may a request with a token that is scoped to no project, where the path has none.
 */
final class Admission implements Gate {
    private static final String PROJECT_HEADER = "X-Project-Id";
    private static final String DOMAIN_HEADER = "X-Domain-Id";

    private final Identities identities;
    private final AccessKeys accessKeys;
    private final AuthSettings settings;
    private final Tokens tokens;
    private final Projects projects;
    private final InstantSource clock;
    private final InstantSource clientsClock;

    /**
     * @param clock the twin's, by which tokens expire
     * @param clientsClock the one that clients date their signatures by, which nobody puts forward
     */
    Admission(
            Identities identities,
            AccessKeys accessKeys,
            AuthSettings settings,
            Tokens tokens,
            Projects projects,
            InstantSource clock,
            InstantSource clientsClock) {
        this.identities = identities;
        this.accessKeys = accessKeys;
        this.settings = settings;
        this.tokens = tokens;
        this.projects = projects;
        this.clock = clock;
        this.clientsClock = clientsClock;
    }

    @Override
    public CompletionStage<Caller> admit(
            Endpoint endpoint, HttpRequest request, ByteString body, Map<String, String> path) {
        if (endpoint.access() == Endpoint.Access.ANYBODY) {
            return CompletableFuture.completedStage(Caller.ANYBODY);
        }
        String inPath = endpoint.access() == Endpoint.Access.PROJECT ? path.getOrDefault("project_id", "") : "";
        String authorization = header(request, "Authorization");
        return Signature.looksLike(authorization)
                ? signed(request, body, authorization, inPath).thenCompose(caller -> enter(endpoint, caller, inPath))
                : enter(endpoint, withToken(request, inPath), inPath);
    }

    @Override
    public String project(Endpoint endpoint, HttpRequest request, Map<String, String> path) {
        if (endpoint.access() != Endpoint.Access.PROJECT) {
            return "";
        }
        String inPath = path.getOrDefault("project_id", "");
        if (!inPath.isEmpty()) {
            return inPath;
        }
        String scope = Signature.looksLike(header(request, "Authorization"))
                ? ""
                : tokens.read(header(request, "X-Auth-Token"), clock.instant())
                        .map(Session::projectId)
                        .orElse("");
        return scope.isEmpty() ? header(request, PROJECT_HEADER) : scope;
    }

    private CompletionStage<Caller> enter(Endpoint endpoint, Caller caller, String inPath) {
        if (!inPath.isEmpty() && !inPath.equals(caller.projectId())) {
            throw new Rejected(new DomainError.Invalid(
                    PROJECT_MISMATCH,
                    "project_id",
                    "The project " + inPath + " in the URL is not the one the request is authorized for."));
        }
        if (caller.hasProject()) {
            return opened(caller);
        }
        if (endpoint.access() == Endpoint.Access.PROJECT) {
            throw new Unauthorized("The request names no project: its token is scoped to none, and it has no "
                    + PROJECT_HEADER + " header.");
        }
        return CompletableFuture.completedStage(caller);
    }

    private Caller withToken(HttpRequest request, String inPath) {
        String token = header(request, "X-Auth-Token");
        if (token.isEmpty()) {
            throw new Unauthorized("The request has no X-Auth-Token and no signature.");
        }
        Caller caller = tokens.read(token, clock.instant())
                .orElseThrow(() -> new Unauthorized("The token is invalid or has expired."))
                .caller();
        String named = header(request, PROJECT_HEADER);
        return caller.hasProject() || !inPath.isEmpty() || named.isEmpty() ? caller : in(named, caller);
    }

    private CompletionStage<Caller> signed(HttpRequest request, ByteString body, String authorization, String inPath) {
        Signature signature = Signature.parse(authorization)
                .orElseThrow(() -> new Unauthorized("The Authorization header is malformed."));
        boolean strict = settings.mode() == AuthSettings.Mode.STRICT;
        if (strict) {
            verify(signature, request, body);
        }
        String domainId = header(request, DOMAIN_HEADER);
        Identities.Domain domain = Identities.domain(domainId.isEmpty() ? Identities.DEFAULT_DOMAIN : domainId);
        String named = header(request, PROJECT_HEADER);
        return accessKeys.owner(signature.accessKey(), domain, strict).thenApply(user -> {
            Identities.Domain asked = domainId.isEmpty() ? user.domain() : domain;
            return in(
                    named.isEmpty() ? inPath : named,
                    new Caller(user.id(), user.name(), asked.id(), asked.name(), "", ""));
        });
    }

    private void verify(Signature signature, HttpRequest request, ByteString body) {
        if (!identities.issued(signature.accessKey())) {
            throw new Unauthorized("The access key " + signature.accessKey() + " is not known.");
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", request.entity().getContentType().toString());
        request.getHeaders()
                .forEach(header -> headers.putIfAbsent(header.name().toLowerCase(Locale.ROOT), header.value()));
        SignedRequest signed = new SignedRequest(
                request.method().value(),
                request.getUri().path(),
                request.getUri().rawQueryString().orElse(""),
                headers,
                body.toArrayUnsafe());
        Optional<String> fault =
                signature.fault(signed, identities.secretKey(signature.accessKey()), clientsClock.instant());
        fault.ifPresent(why -> {
            throw new Unauthorized(why);
        });
    }

    private static Caller in(String project, Caller caller) {
        return new Caller(caller.userId(), caller.userName(), caller.domainId(), caller.domainName(), project, project);
    }

    private CompletionStage<Caller> opened(Caller caller) {
        return projects.withId(caller.projectId(), caller.domainName())
                .thenApply(project -> new Caller(
                        caller.userId(),
                        caller.userName(),
                        caller.domainId(),
                        caller.domainName(),
                        project.id(),
                        project.name()));
    }

    private static String header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value).orElse("");
    }
}
