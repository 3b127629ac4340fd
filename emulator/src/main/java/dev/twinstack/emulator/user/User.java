package dev.twinstack.emulator.user;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;
import org.pcollections.PMap;

/**
 * A user who has made access keys. Lives in the region's own project, as users belong to none; anybody may be a user, and
 * one who made no key is not kept.
 *
 * @param domain name of the domain the user belongs to
 * @param keys by access key (AK); the secrets follow from them and are not kept
 */
public record User(String id, String name, String domain, PMap<String, Key> keys) {
    public static final ResourceType<User> TYPE = new ResourceType<>("user", User.class);

    /** Besides the key that every user has. Source: IAM API reference, "Creating a Permanent Access Key": two in all. */
    public static final int MOST_KEYS = 1;

    /** @param active whether requests may be signed with it */
    public record Key(String description, boolean active, Instant createdAt) {}

    public static EntityRef ref(String id) {
        return TYPE.ref(AddressPool.REGION, id);
    }

    User with(PMap<String, Key> keys) {
        return new User(id, name, domain, keys);
    }
}
