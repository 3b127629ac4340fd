package dev.twinstack.emulator.kernel;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What rules may know besides state and command: who they decide for, when, and what was granted so far. */
public record Context(EntityRef self, Instant now, Map<EntityRef, Object> grants) {
    public Context {
        grants = Map.copyOf(grants);
    }

    public String project() {
        return self.project();
    }

    public String id() {
        return self.id();
    }

    /** {@return what {@code owner} granted, or empty before it was asked} */
    public <G> Optional<G> grant(EntityRef owner, Class<G> type) {
        return Optional.ofNullable(grants.get(owner)).map(type::cast);
    }

    /** {@return whether every owner of {@code claims} has granted} */
    public boolean granted(Iterable<Claim> claims) {
        for (Claim claim : claims) {
            if (!grants.containsKey(claim.owner())) {
                return false;
            }
        }
        return true;
    }
}
