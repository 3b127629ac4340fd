package dev.twinstack.emulator.clock;

import dev.twinstack.emulator.kernel.Command;
import java.time.Duration;

public sealed interface LeadCommand extends Command {
    /**
     * Puts the clock forward.
     *
     * @param by in whole milliseconds; a part of one is dropped
     */
    @Command.Name("lead.advance")
    record Advance(Duration by) implements LeadCommand {}
}
