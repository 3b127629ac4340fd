package dev.twinstack.emulator.project;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.timing.Timing;
import java.time.Instant;

public sealed interface ProjectEvent extends Event {
    @Event.Name("project.opened")
    record Opened(String id, String name, String domain, Instant at) implements ProjectEvent {}

    /**
     * @param profile {@code instant}, to which seed and speed mean nothing and are 0, or {@code otc}
     */
    @Event.Name("project.timing.set")
    record TimingSet(String profile, int seed, int speed, Instant at) implements ProjectEvent {
        static TimingSet of(Timing timing, Instant at) {
            return switch (timing) {
                case Timing.Immediate immediate -> new TimingSet(immediate.profile(), 0, 0, at);
                case Timing.Otc otc -> new TimingSet(otc.profile(), otc.seed(), otc.speed(), at);
            };
        }

        Timing timing() {
            return switch (profile) {
                case Timing.OTC -> new Timing.Otc(seed, speed);
                case Timing.IMMEDIATE -> Timing.INSTANT;
                default -> throw new IllegalStateException("no timing profile is called " + profile);
            };
        }
    }

    @Event.Name("project.place.taken")
    record PlaceTaken(String quota, EntityRef claimant, String name) implements ProjectEvent {}

    @Event.Name("project.place.given-back")
    record PlaceGivenBack(String quota, EntityRef claimant, String name) implements ProjectEvent {}
}
