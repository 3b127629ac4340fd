package dev.twinstack.emulator.peering;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;
import org.pcollections.PSet;

/**
 * A connection between two VPCs, and the owner of which route tables lead through it. It may belong to two projects, so
 * it lives in the region's own, where its id alone finds it.
 *
 * @param requester the VPC of the project that asked for it
 * @param accepter the VPC at the other end
 * @param tables route tables of either VPC with routes to it
 */
public record Peering(
        String id,
        String name,
        String description,
        Status status,
        EntityRef requester,
        EntityRef accepter,
        PSet<EntityRef> tables,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<Peering> TYPE = new ResourceType<>("peering", Peering.class);

    /** (PEER-03) EXPIRED and DELETED are documented as well, but no page says when a peering gets there. */
    public enum Status {
        PENDING_ACCEPTANCE,
        ACTIVE,
        REJECTED
    }

    public static EntityRef ref(String id) {
        return TYPE.ref(AddressPool.REGION, id);
    }

    /** {@return whether one of the VPCs is the project's} Such a project sees the peering (PEER-15). */
    public boolean isOf(String project) {
        return requester.project().equals(project) || accepter.project().equals(project);
    }

    public boolean connects(EntityRef vpc) {
        return requester.equals(vpc) || accepter.equals(vpc);
    }

    Peering with(Status status, Instant at) {
        return new Peering(id, name, description, status, requester, accepter, tables, createdAt, at);
    }

    Peering named(String name, String description, Instant at) {
        return new Peering(id, name, description, status, requester, accepter, tables, createdAt, at);
    }

    Peering withTables(PSet<EntityRef> tables) {
        return new Peering(id, name, description, status, requester, accepter, tables, createdAt, updatedAt);
    }
}
