package dev.twinstack.emulator.system;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;

/** A place that lives on this node, and how many requests are being served in it. Thread-safe. */
final class Residence {
    /** The places that live on this node. */
    static final class Registry {
        private final Map<String, Residence> residences = new ConcurrentHashMap<>();

        Optional<Residence> find(String place) {
            return Optional.ofNullable(residences.get(place));
        }

        void settle(Residence residence) {
            residences.put(residence.place, residence);
        }

        void vacate(Residence residence) {
            residences.remove(residence.place, residence);
        }
    }

    private final String place;
    private final ActorRef<ProjectActor.Message> project;
    private final AtomicInteger visits = new AtomicInteger();
    private volatile boolean closing;

    Residence(String place, ActorRef<ProjectActor.Message> project) {
        this.place = place;
        this.project = project;
    }

    String place() {
        return place;
    }

    ActorRef<ProjectActor.Message> project() {
        return project;
    }

    /** {@return whether a request may be served here} Each that may ends with {@link #exit}. */
    boolean enter() {
        visits.incrementAndGet();
        if (closing) {
            exit();
            return false;
        }
        return true;
    }

    void exit() {
        visits.decrementAndGet();
    }

    /** Lets no further request in. */
    void close() {
        closing = true;
    }

    boolean isBusy() {
        return visits.get() > 0;
    }
}
