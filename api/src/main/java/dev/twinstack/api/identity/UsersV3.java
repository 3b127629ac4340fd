package dev.twinstack.api.identity;

import dev.twinstack.api.dialect.Keystone;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Caller;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Endpoint.Access;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Users, of whom each sees only themselves: there is no register of others. Source: IAM API reference, "User Management". */
final class UsersV3 {
    static final List<Endpoint> ENDPOINTS = List.of(
            Keystone.get("KeystoneListUsers", "/v3/users", Access.CALLER, UsersV3::list),
            Keystone.get("KeystoneShowUser", "/v3/users/{user_id}", Access.CALLER, UsersV3::show));

    private UsersV3() {}

    private record Links(
            String self,
            @Nullable String previous,
            @Nullable String next) {}

    /**
     * @param passwordExpiresAt null: any password will do, for ever
     * @param pwdStatus whether it has to be changed
     */
    private record Wire(
            String id,
            String name,
            String description,
            String domainId,
            boolean enabled,
            @Nullable String passwordExpiresAt,
            boolean pwdStatus,
            Links links) {
        static Wire of(RequestContext rq) {
            Caller caller = rq.caller();
            return new Wire(
                    caller.userId(),
                    caller.userName(),
                    "",
                    caller.domainId(),
                    true,
                    null,
                    false,
                    new Links(rq.baseUrl() + "/v3/users/" + caller.userId(), null, null));
        }
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Wire own = Wire.of(rq);
        boolean asked = matches(rq, "name", own.name())
                && matches(rq, "domain_id", own.domainId())
                && matches(rq, "enabled", "true");
        return Answer.ok(Map.of(
                        "users",
                        asked ? List.of(own) : List.of(),
                        "links",
                        new Links(rq.baseUrl() + rq.request().getUri().path(), null, null)))
                .now();
    }

    private static boolean matches(RequestContext rq, String parameter, String value) {
        return rq.query(parameter)
                .map(asked -> asked.isEmpty() || asked.equalsIgnoreCase(value))
                .orElse(true);
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        String id = rq.path("user_id");
        if (!id.equals(rq.caller().userId())) {
            throw Rejected.notFound("user", id);
        }
        return Answer.ok(Map.of("user", Wire.of(rq))).now();
    }
}
