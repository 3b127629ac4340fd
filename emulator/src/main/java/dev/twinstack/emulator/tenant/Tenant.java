package dev.twinstack.emulator.tenant;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;

/**
 * One project in the region's list of all projects. It lives in the region's own project, under the id of the project
 * it stands for.
 *
 * @param name the id, while the project is known by its id only
 * @param domain name of the domain it belongs to
 */
public record Tenant(String id, String name, String domain, Instant createdAt) {
    public static final ResourceType<Tenant> TYPE = new ResourceType<>("tenant", Tenant.class);

    public static EntityRef ref(String project) {
        return TYPE.ref(AddressPool.REGION, project);
    }

    /** {@return the claim that puts a project on the list} */
    public static Claim registration(EntityRef project, String name, String domain) {
        return new Claim(
                ref(project.project()),
                new TenantCommand.Register(project, name, domain),
                new TenantCommand.Deregister(project));
    }

    /** {@return whether it has a name besides its id} */
    public boolean isNamed() {
        return !name.equals(id);
    }
}
