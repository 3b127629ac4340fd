package dev.twinstack.emulator.tenant;

import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import java.util.List;

/** Keeps the list of projects; it refuses nothing. */
public final class TenantRules implements Resource<Tenant, TenantCommand, TenantEvent> {
    @Override
    public ResourceType<Tenant> type() {
        return Tenant.TYPE;
    }

    @Override
    public Class<TenantCommand> commands() {
        return TenantCommand.class;
    }

    @Override
    public Class<TenantEvent> events() {
        return TenantEvent.class;
    }

    @Override
    public Decision<TenantEvent> open(TenantCommand command, Context ctx) {
        return switch (command) {
            case TenantCommand.Register(EntityRef project, String name, String domain) ->
                Decision.persist(new TenantEvent.Registered(project.project(), name, domain, ctx.now()));
            case TenantCommand.Deregister(EntityRef project) -> Decision.grant(List.of(), project);
        };
    }

    @Override
    public Decision<TenantEvent> decide(Tenant tenant, TenantCommand command, Context ctx) {
        return switch (command) {
            case TenantCommand.Register(EntityRef _, String name, String domain) ->
                tenant.isNamed() || name.equals(tenant.id())
                        ? Decision.nothing()
                        : Decision.persist(new TenantEvent.Named(name, domain));
            case TenantCommand.Deregister(EntityRef project) -> Decision.grant(List.of(), project);
        };
    }

    @Override
    public Tenant opened(TenantEvent first) {
        if (first instanceof TenantEvent.Registered registered) {
            return new Tenant(registered.id(), registered.name(), registered.domain(), registered.at());
        }
        throw new IllegalStateException("not the first event of a tenant: " + first);
    }

    @Override
    public Tenant evolve(Tenant tenant, TenantEvent event) {
        return switch (event) {
            case TenantEvent.Registered registered -> throw new IllegalStateException("opened twice: " + tenant.id());
            case TenantEvent.Named(String name, String domain) ->
                new Tenant(tenant.id(), name, domain, tenant.createdAt());
        };
    }
}
