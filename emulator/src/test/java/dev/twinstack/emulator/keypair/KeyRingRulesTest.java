package dev.twinstack.emulator.keypair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyRingRulesTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final Context CTX = new Context(KeyRing.ref("u1"), NOW, Map.of());
    private static final SshPublicKey KEY = new SshPublicKey("ssh-ed25519 AAAA", "00:11");

    private final Lifecycle<KeyRing, KeyRingCommand, KeyRingEvent> lifecycle = new Lifecycle<>(new KeyRingRules());
    private Existence<KeyRing> existence = new Existence.Never<>();

    @Test
    void theFirstPairMakesTheRing() {
        assertThat(reason(new KeyRingCommand.Remove("a"))).isEqualTo("keypair-not-found");
        when(new KeyRingCommand.Add("a", KEY));
        assertThat(ring().user()).isEqualTo("u1");
        assertThat(ring().pair("a")).contains(new KeyPair(1, "a", "ssh-ed25519 AAAA", "00:11", NOW));
    }

    @Test
    void aNameIsTakenUntilItsPairIsRemoved() {
        when(new KeyRingCommand.Add("a", KEY));
        assertThat(reason(new KeyRingCommand.Add("a", KEY))).isEqualTo("keypair-exists");
        when(new KeyRingCommand.Remove("a"));
        assertThat(reason(new KeyRingCommand.Remove("a"))).isEqualTo("keypair-not-found");
        when(new KeyRingCommand.Add("a", KEY));
        assertThat(ring().pair("a")).map(KeyPair::number).contains(2);
    }

    private KeyRing ring() {
        return ((Existence.Live<KeyRing>) existence).state();
    }

    private String reason(KeyRingCommand command) {
        Decision<KeyRingEvent> decision = lifecycle.decide(existence, command, CTX);
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        return ((Decision.Refuse<KeyRingEvent>) decision).error().reason();
    }

    private void when(KeyRingCommand command) {
        Decision<KeyRingEvent> decision = lifecycle.decide(existence, command, CTX);
        assertThat(decision).isInstanceOf(Decision.Persist.class);
        existence = lifecycle.evolve(existence, ((Decision.Persist<KeyRingEvent>) decision).events());
    }
}
