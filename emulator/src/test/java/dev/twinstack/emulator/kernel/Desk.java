package dev.twinstack.emulator.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.pcollections.PMap;

/**
 * The smallest resource that can do everything: a desk hands out numbers, takes numbers from other desks, and hears
 * words.
 *
 * @param room how many numbers it hands out at most
 * @param given which claimant has which number of it
 * @param had which number it has of which owner
 */
public record Desk(
        String id, int room, PMap<EntityRef, Integer> given, PMap<EntityRef, Integer> had, List<String> heard) {
    public static final ResourceType<Desk> TYPE = new ResourceType<>("desk", Desk.class);

    public Desk {
        heard = List.copyOf(heard);
    }

    /** A text that does something when it is written to the journal: wait, or fail. */
    public record Word(String text, Runnable onWrite) {
        @JsonCreator
        public Word(String text) {
            this(text, () -> {});
        }

        @JsonValue
        String write() {
            onWrite.run();
            return text;
        }
    }

    /** What a desk may be asked. */
    public sealed interface Order extends Command {
        /** Opens with a number of each owner. */
        record Open(int room, List<EntityRef> owners) implements Order {}

        /** Takes a number of each owner, those included that it has one of. */
        record Acquire(List<EntityRef> owners) implements Order {}

        record Hear(Word word) implements Order {}

        record Stumble() implements Order {}

        record Close() implements Order {}

        record Take(EntityRef claimant) implements Order, Command.OnBehalf {}

        record GiveBack(EntityRef claimant) implements Order, Command.OnBehalf {}
    }

    /** What can happen to a desk. */
    public sealed interface Happening extends Event {
        @Event.Name("desk.opened")
        record Opened(String id, int room, List<Had> had) implements Happening {}

        @Event.Name("desk.acquired")
        record Acquired(List<Had> had) implements Happening {}

        @Event.Name("desk.heard")
        record Heard(Word word) implements Happening {}

        @Event.Name("desk.given")
        record Given(EntityRef claimant, int number) implements Happening {}

        @Event.Name("desk.returned")
        record Returned(EntityRef claimant) implements Happening {}

        @Event.Name("desk.closed")
        record Closed() implements Happening, Event.Final {}
    }

    /** A number of an owner. */
    public record Had(EntityRef owner, int number) {}

    static Claim claim(EntityRef owner, EntityRef claimant) {
        return new Claim(owner, new Order.Take(claimant), new Order.GiveBack(claimant));
    }
}
