package dev.twinstack.api.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Keystone;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Caller;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Endpoint.Access;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.user.User;
import dev.twinstack.emulator.user.UserCommand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The caller's own permanent access keys: the one every user has, which stays as it is, and those made here. Uses are not
 * recorded, so {@code last_use_time} is that of the creation, as of a key that was never used. Source: IAM API reference,
 * "Access Key Management".
 */
final class CredentialsV3 {
    private static final String ALL = "/v3.0/OS-CREDENTIAL/credentials";
    private static final String ONE = ALL + "/{access_key}";

    private static final Errors ERRORS = Keystone.ERRORS
            .on("credentials-exceeded", 400, "Bad Request")
            .on("credential-of-other", 403, "Forbidden")
            .on("credential-built-in", 403, "Forbidden");

    private static final Text DESCRIPTION = Text.upTo(255);
    private static final String ACTIVE = "active";
    private static final Text STATUS = Text.oneOf(ACTIVE, "inactive");

    private final Identities identities;

    CredentialsV3(Identities identities) {
        this.identities = identities;
    }

    List<Endpoint> endpoints() {
        return List.of(
                endpoint("CreatePermanentAccessKey", "POST", ALL, this::create),
                endpoint("ListPermanentAccessKeys", "GET", ALL, this::list),
                endpoint("ShowPermanentAccessKey", "GET", ONE, this::show),
                endpoint("UpdatePermanentAccessKey", "PUT", ONE, this::update),
                endpoint("DeletePermanentAccessKey", "DELETE", ONE, this::delete));
    }

    private static Endpoint endpoint(String operation, String method, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, Keystone.DIALECT, method, template, ERRORS, handler, Access.CALLER);
    }

    /**
     * @param secret told once only, when the key is made
     * @param lastUseTime of a query for one only
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Wire(
            String userId,
            String access,
            @Nullable String secret,
            String status,
            String createTime,
            @Nullable String lastUseTime,
            String description) {
        static Wire of(String user, String access, User.Key key) {
            return new Wire(
                    user,
                    access,
                    null,
                    key.active() ? ACTIVE : "inactive",
                    Dates.microsZulu(key.createdAt()),
                    null,
                    key.description());
        }

        Wire withSecret(String told) {
            return new Wire(userId, access, told, status, createTime, null, description);
        }

        Wire withLastUse() {
            return new Wire(userId, access, null, status, createTime, createTime, description);
        }
    }

    private static Answer answer(int status, Wire wire) {
        return Answer.of(status, Map.of("credential", wire));
    }

    /** {@return the key that a user has without having made it, since ever} */
    private String builtIn(Caller caller) {
        Identities.Domain domain = Identities.domain(caller.domainName());
        return identities
                .accessKey(new Identities.User(caller.userId(), caller.userName(), domain))
                .id();
    }

    /** {@return all keys of the caller, by AK} */
    private CompletionStage<Map<String, User.Key>> keys(RequestContext rq) {
        return rq.cloud().region(User.TYPE).thenApply(region -> {
            Map<String, User.Key> keys = new TreeMap<>();
            keys.put(builtIn(rq.caller()), new User.Key("", true, Instant.EPOCH));
            region.find(User.TYPE, rq.caller().userId()).ifPresent(user -> keys.putAll(user.keys()));
            return keys;
        });
    }

    private CompletionStage<Answer> list(RequestContext rq) {
        checkOwn(rq, rq.query("user_id"));
        return keys(rq).thenApply(keys -> Answer.ok(Map.of(
                "credentials",
                keys.entrySet().stream()
                        .map(each -> Wire.of(rq.caller().userId(), each.getKey(), each.getValue()))
                        .toList())));
    }

    private static void checkOwn(RequestContext rq, Optional<String> user) {
        if (user.filter(id -> !id.isEmpty() && !id.equals(rq.caller().userId())).isPresent()) {
            throw new Rejected(new DomainError.Conflict(
                    "credential-of-other", "Only a user's own access keys can be managed here."));
        }
    }

    private CompletionStage<Answer> show(RequestContext rq) {
        String access = rq.path("access_key");
        return keys(rq).thenApply(keys -> {
            User.Key key = keys.get(access);
            if (key == null) {
                throw Rejected.notFound("credential", access);
            }
            return answer(200, Wire.of(rq.caller().userId(), access, key).withLastUse());
        });
    }

    private CompletionStage<Answer> create(RequestContext rq) {
        Body credential = rq.body().object("credential");
        checkOwn(rq, Optional.of(credential.text("user_id", Text.ID)));
        String description = credential.text("description", DESCRIPTION, "");
        AccessKey made = identities.newAccessKey();
        UserCommand create = new UserCommand.CreateKey(
                made.id(), rq.caller().userName(), rq.caller().domainName(), description);
        return ask(rq, create)
                .thenApply(user -> answer(201, wire(user, made.id()).withSecret(made.secret())));
    }

    private static CompletionStage<User> ask(RequestContext rq, UserCommand command) {
        return rq.ask(User.ref(rq.caller().userId()), command, User.class);
    }

    private static Wire wire(User user, String access) {
        User.Key key = user.keys().get(access);
        if (key == null) {
            throw new IllegalStateException("no such key: " + access);
        }
        return Wire.of(user.id(), access, key);
    }

    private CompletionStage<Answer> update(RequestContext rq) {
        Body credential = rq.body().object("credential");
        Patch<String> description = credential.textOrKeep("description", DESCRIPTION);
        Patch<Boolean> active = credential
                .maybeText("status", STATUS)
                .map(status -> Patch.set(status.equals(ACTIVE)))
                .orElseGet(Patch::keep);
        String access = made(rq);
        return ask(rq, new UserCommand.UpdateKey(access, description, active))
                .thenApply(user -> answer(200, wire(user, access)));
    }

    /** {@return the AK of the path} What every user has follows from the user, so it is always there. */
    private String made(RequestContext rq) {
        String access = rq.path("access_key");
        if (access.equals(builtIn(rq.caller()))) {
            throw new Rejected(new DomainError.Conflict(
                    "credential-built-in",
                    "The access key " + access + " is the one that every user has; it can be neither changed nor "
                            + "deleted."));
        }
        return access;
    }

    private CompletionStage<Answer> delete(RequestContext rq) {
        return ask(rq, new UserCommand.DeleteKey(made(rq))).thenApply(user -> Answer.noContent());
    }
}
