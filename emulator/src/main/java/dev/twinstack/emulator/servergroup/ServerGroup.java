package dev.twinstack.emulator.servergroup;

import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;
import java.util.List;
import org.pcollections.PSet;

/**
 * Servers that are kept apart, and the owner of who is among them.
 *
 * @param policies always {@value #ANTI_AFFINITY} alone
 * @param members the servers in it, by id
 * @param user the id of who made it
 */
public record ServerGroup(
        String id, String name, List<String> policies, PSet<String> members, String user, Instant createdAt) {
    public static final ResourceType<ServerGroup> TYPE = new ResourceType<>("servergroup", ServerGroup.class);
    /** The one policy the cloud has. Source: ECS API reference, "Creating an ECS Group", constraints. */
    public static final String ANTI_AFFINITY = "anti-affinity";

    public ServerGroup {
        policies = List.copyOf(policies);
    }

    ServerGroup with(PSet<String> others) {
        return new ServerGroup(id, name, policies, others, user, createdAt);
    }
}
