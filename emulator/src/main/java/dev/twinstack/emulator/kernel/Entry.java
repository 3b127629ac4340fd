package dev.twinstack.emulator.kernel;

/** An event as the journal has it: what happened, and which request made it happen. */
public record Entry<E extends Event>(E event, Cause cause) {}
