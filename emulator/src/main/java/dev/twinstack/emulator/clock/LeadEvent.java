package dev.twinstack.emulator.clock;

import dev.twinstack.emulator.kernel.Event;

public sealed interface LeadEvent extends Event {
    /** @param ahead how far the clock is ahead from now on, in milliseconds */
    @Event.Name("clock.advanced")
    record Advanced(long ahead) implements LeadEvent {}
}
