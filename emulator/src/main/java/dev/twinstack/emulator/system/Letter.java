package dev.twinstack.emulator.system;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import org.apache.pekko.actor.typed.ActorRef;

/** What is sent to a place: to the node it lives on, whichever that is. */
sealed interface Letter {
    /** {@return where it goes, see {@link #place(EntityRef)}} */
    String place();

    record Ask(EntityRef entity, Command command, Cause cause, ActorRef<Outcome> replyTo) implements Letter {
        @Override
        public String place() {
            return Letter.place(entity);
        }
    }

    record LetGo(EntityRef claimant, Claim.Hold hold) implements Letter {
        @Override
        public String place() {
            return Letter.place(claimant);
        }
    }

    /** Where are you? The place is there by the time it answers. */
    record Locate(String place, ActorRef<Here> replyTo) implements Letter {}

    /** Finish what was begun, then be gone: the place moves to another node. */
    record Leave() implements Letter {
        @Override
        public String place() {
            return "";
        }
    }

    /**
     * Where a place is.
     *
     * @param endpoint where its node serves requests, such as {@code http://10.0.0.5:4664}
     */
    record Here(String endpoint) {}

    /**
     * {@return what lives on one node together with the entity} All of a project. What belongs to the region lives each
     * by itself, so that no node has all of it.
     */
    static String place(EntityRef entity) {
        return entity.project().equals(AddressPool.REGION) ? entity.toString() : entity.project();
    }

    /** {@return whether a place is one entity of the region's} Ids of projects have no bars. */
    static boolean isOfRegion(String place) {
        return place.indexOf('|') >= 0;
    }
}
