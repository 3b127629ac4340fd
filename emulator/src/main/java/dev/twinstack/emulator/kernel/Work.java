package dev.twinstack.emulator.kernel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A command on its way through an entity.
 *
 * @param claims what was taken for it so far
 * @param grants what the owners answered, by owner
 */
record Work(
        Command command, ActorRef<Outcome> replyTo, Cause cause, List<Claim> claims, Map<EntityRef, Object> grants) {
    Work {
        claims = List.copyOf(claims);
        grants = Map.copyOf(grants);
    }

    static Work of(ResourceBehavior.Ask ask) {
        return new Work(ask.command(), ask.replyTo(), ask.cause(), List.of(), Map.of());
    }

    Set<Claim.Hold> holds() {
        Set<Claim.Hold> holds = new LinkedHashSet<>();
        claims.forEach(claim -> holds.add(claim.hold()));
        return holds;
    }

    /** {@return this work, ended: with what it no longer needs of its owners} */
    Settled settled(Outcome outcome, Set<Claim.Hold> released) {
        return new Settled(new Publication.Reply(replyTo, outcome), cause, released);
    }

    /** How a command ended, and what is to be given back before its asker is told. */
    record Settled(Publication.Reply reply, Cause cause, Set<Claim.Hold> released) {}
}
