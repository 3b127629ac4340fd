package dev.twinstack.emulator.tenant;

import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;

public sealed interface TenantEvent extends Event {
    @Event.Name("tenant.registered")
    record Registered(String id, String name, String domain, Instant at) implements TenantEvent {}

    @Event.Name("tenant.named")
    record Named(String name, String domain) implements TenantEvent {}
}
