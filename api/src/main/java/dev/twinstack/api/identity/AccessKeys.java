package dev.twinstack.api.identity;

import dev.twinstack.api.http.Gate;
import dev.twinstack.emulator.system.Cloud;
import dev.twinstack.emulator.user.User;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Whose an access key is. */
final class AccessKeys {
    private final Cloud cloud;
    private final Identities identities;
    private final Identities.User usual = Identities.defaultUser();
    private final String usualKey;

    AccessKeys(Cloud cloud, Identities identities) {
        this.cloud = cloud;
        this.identities = identities;
        this.usualKey = identities.accessKey(usual).id();
    }

    /**
     * {@return the user whose key it is} Of a key that was made on request that is kept; that of other keys, but for the
     * default user's, cannot be told, so each is a user of its own.
     *
     * @param domain of a user of its own
     * @param strict whether a key that was made on request must still be there and active; the stage fails with
     *     {@link Gate.Unauthorized} if it is not
     */
    CompletionStage<Identities.User> owner(String accessKey, Identities.Domain domain, boolean strict) {
        if (accessKey.equals(usualKey)) {
            return CompletableFuture.completedStage(usual);
        }
        return identities.isMade(accessKey)
                ? cloud.region(User.TYPE).thenApply(region -> {
                    Optional<User> maker = region.all(User.TYPE).stream()
                            .filter(user -> user.keys().containsKey(accessKey))
                            .findFirst();
                    if (strict && !maker.map(user -> isActive(user, accessKey)).orElse(false)) {
                        throw new Gate.Unauthorized("The access key " + accessKey + " is deleted or not active.");
                    }
                    return maker.map(AccessKeys::identity).orElseGet(() -> Identities.user(domain, accessKey));
                })
                : CompletableFuture.completedStage(Identities.user(domain, accessKey));
    }

    private static boolean isActive(User user, String accessKey) {
        User.Key key = user.keys().get(accessKey);
        return key != null && key.active();
    }

    private static Identities.User identity(User user) {
        return new Identities.User(user.id(), user.name(), Identities.domain(user.domain()));
    }
}
