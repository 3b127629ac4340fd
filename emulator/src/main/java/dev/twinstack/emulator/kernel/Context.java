package dev.twinstack.emulator.kernel;

import dev.twinstack.emulator.timing.Moment;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What rules may know besides state and command: who they decide for, when, and what was granted so far.
 *
 * @param moment the time, and how long things take in the entity's project
 */
public record Context(EntityRef self, Moment moment, Map<EntityRef, Object> grants) {
    public Context {
        grants = Map.copyOf(grants);
    }

    /** A context in which nothing takes time. */
    public Context(EntityRef self, Instant now, Map<EntityRef, Object> grants) {
        this(self, Moment.instantly(now), grants);
    }

    public Instant now() {
        return moment.now();
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
