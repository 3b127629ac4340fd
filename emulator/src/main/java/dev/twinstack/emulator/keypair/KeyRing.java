package dev.twinstack.emulator.keypair;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * All key pairs of one user, whichever project they are used in; nobody else sees them. It lives in the region's own
 * project under the user's id, and decides which names are taken. Source: ECS API reference, "Creating and Importing an
 * SSH Key Pair".
 *
 * @param made how many pairs there ever were
 * @param pairs by name
 */
public record KeyRing(String user, int made, PSortedMap<String, KeyPair> pairs) {
    public static final ResourceType<KeyRing> TYPE = new ResourceType<>("keyring", KeyRing.class);

    public static EntityRef ref(String user) {
        return TYPE.ref(AddressPool.REGION, user);
    }

    public Optional<KeyPair> pair(String name) {
        return Optional.ofNullable(pairs.get(name));
    }
}
