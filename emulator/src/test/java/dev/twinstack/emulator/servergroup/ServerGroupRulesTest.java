package dev.twinstack.emulator.servergroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerGroupRulesTest {
    private static final EntityRef SELF = ServerGroup.TYPE.ref("p1", "g1");
    private static final Context CTX = new Context(SELF, Instant.parse("2026-05-01T10:00:00Z"), Map.of());

    private final Lifecycle<ServerGroup, ServerGroupCommand, ServerGroupEvent> lifecycle =
            new Lifecycle<>(new ServerGroupRules());
    private Existence<ServerGroup> existence = new Existence.Never<>();

    @Test
    void hasOnePolicyOnly() {
        assertThat(reason(open("affinity"))).isEqualTo("policy-unknown");
        assertThat(reason(open())).isEqualTo("policy-unknown");
        assertThat(reason(open("anti-affinity", "anti-affinity"))).isEqualTo("policy-unknown");
        when(open("anti-affinity"));
        assertThat(group().name()).isEqualTo("apart");
        assertThat(reason(open("anti-affinity"))).isEqualTo("servergroup-exists");
    }

    @Test
    void knowsWhoIsInIt() {
        assertThat(reason(new ServerGroupCommand.Join("s1"))).isEqualTo("servergroup-not-found");
        when(open("anti-affinity"));
        when(new ServerGroupCommand.Join("s1"));
        when(new ServerGroupCommand.Join("s2"));
        assertThat(decide(new ServerGroupCommand.Join("s1"))).isEqualTo(Decision.grant(List.of(), "s1"));
        when(new ServerGroupCommand.Leave("s1"));
        assertThat(decide(new ServerGroupCommand.Leave("s1"))).isEqualTo(Decision.grant(List.of(), "s1"));
        assertThat(group().members()).containsExactly("s2");
        assertThat(lifecycle.resource().held(SELF, group()))
                .containsExactly(
                        new Claim.Held(new EntityRef("p1", "server", "s2"), new ServerGroupCommand.Leave("s2")));
    }

    @Test
    void goesWhoeverIsInIt() {
        when(open("anti-affinity"));
        when(new ServerGroupCommand.Join("s1"));
        when(new ServerGroupCommand.Close());
        assertThat(existence).isInstanceOf(Existence.Gone.class);
        assertThat(reason(new ServerGroupCommand.Join("s2"))).isEqualTo("servergroup-not-found");
    }

    private static ServerGroupCommand open(String... policies) {
        return new ServerGroupCommand.Open("apart", List.of(policies), "u1");
    }

    private ServerGroup group() {
        return ((Existence.Live<ServerGroup>) existence).state();
    }

    private Decision<ServerGroupEvent> decide(ServerGroupCommand command) {
        return lifecycle.decide(existence, command, CTX);
    }

    private String reason(ServerGroupCommand command) {
        Decision<ServerGroupEvent> decision = decide(command);
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        return ((Decision.Refuse<ServerGroupEvent>) decision).error().reason();
    }

    private void when(ServerGroupCommand command) {
        Decision<ServerGroupEvent> decision = decide(command);
        assertThat(decision).isInstanceOf(Decision.Persist.class);
        existence = lifecycle.evolve(existence, ((Decision.Persist<ServerGroupEvent>) decision).events());
    }
}
