package dev.twinstack.emulator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TenantRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final EntityRef PROJECT = new EntityRef("p1", "project", "p1");
    private static final TenantEvent UNNAMED = new TenantEvent.Registered("p1", "p1", "twinstack", NOW);

    private final TenantRules rules = new TenantRules();
    private final Context ctx = new Context(Tenant.ref("p1"), NOW, Map.of());

    private static TenantCommand register(String name) {
        return new TenantCommand.Register(PROJECT, name, "acme");
    }

    @Test
    void aProjectIsListedOnce() {
        assertThat(rules.open(register("one"), ctx))
                .isEqualTo(Decision.persist(new TenantEvent.Registered("p1", "one", "acme", NOW)));
        Tenant named = rules.opened(new TenantEvent.Registered("p1", "one", "acme", NOW));
        assertThat(rules.decide(named, register("one"), ctx)).isEqualTo(Decision.nothing());
        assertThat(rules.decide(named, register("two"), ctx)).isEqualTo(Decision.nothing());
    }

    @Test
    void aProjectKnownByItsIdIsNamedOnce() {
        Tenant unnamed = rules.opened(UNNAMED);
        assertThat(rules.decide(unnamed, register("p1"), ctx)).isEqualTo(Decision.nothing());
        TenantEvent named = new TenantEvent.Named("one", "acme");
        assertThat(rules.decide(unnamed, register("one"), ctx)).isEqualTo(Decision.persist(named));
        assertThat(rules.evolve(unnamed, named)).isEqualTo(new Tenant("p1", "one", "acme", NOW));
    }

    @Test
    void aProjectStaysListed() {
        TenantCommand deregister = new TenantCommand.Deregister(PROJECT);
        assertThat(rules.decide(rules.opened(UNNAMED), deregister, ctx)).isEqualTo(Decision.grant(List.of(), PROJECT));
        assertThat(rules.open(deregister, ctx)).isEqualTo(Decision.grant(List.of(), PROJECT));
    }
}
