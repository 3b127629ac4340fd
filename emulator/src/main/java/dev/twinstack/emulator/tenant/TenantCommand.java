package dev.twinstack.emulator.tenant;

import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;

public sealed interface TenantCommand extends Command, Command.OnBehalf {
    /** Puts a project on the list, or names one that was known by its id only; a name once given stays. */
    @Command.Name("tenant.register")
    record Register(EntityRef project, String name, String domain) implements TenantCommand {}

    /** Changes nothing: projects are never deleted, and one whose opening failed is opened at its next use. */
    @Command.Name("tenant.deregister")
    record Deregister(EntityRef project) implements TenantCommand {}
}
