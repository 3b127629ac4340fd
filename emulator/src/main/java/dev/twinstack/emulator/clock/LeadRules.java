package dev.twinstack.emulator.clock;

import dev.twinstack.emulator.clock.LeadEvent.Advanced;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Duration;

/** The clock goes forward only, and not out of all bounds. */
public final class LeadRules implements Resource<Lead, LeadCommand, LeadEvent> {
    /** Dates stay such as clients can read. */
    private static final Duration FARTHEST = Duration.ofDays(36_525);

    private static final Duration SHORTEST = Duration.ofMillis(1);

    @Override
    public ResourceType<Lead> type() {
        return Lead.TYPE;
    }

    @Override
    public Class<LeadCommand> commands() {
        return LeadCommand.class;
    }

    @Override
    public Class<LeadEvent> events() {
        return LeadEvent.class;
    }

    @Override
    public Decision<LeadEvent> open(LeadCommand command, Context ctx) {
        return decide(new Lead(Duration.ZERO), command, ctx);
    }

    @Override
    public Decision<LeadEvent> decide(Lead lead, LeadCommand command, Context ctx) {
        return switch (command) {
            case LeadCommand.Advance(Duration by) -> {
                boolean far =
                        by.compareTo(FARTHEST) > 0 || lead.ahead().plus(by).compareTo(FARTHEST) > 0;
                yield far || by.compareTo(SHORTEST) < 0
                        ? Decision.refuse(new Invalid(
                                "clock-out-of-bounds",
                                "advance",
                                "The clock goes forward only, by a millisecond at least, and not more than "
                                        + FARTHEST.toDays() + " days ahead; it is " + lead.ahead() + " ahead now."))
                        : Decision.persist(new Advanced(lead.ahead().plus(by).toMillis()));
            }
        };
    }

    @Override
    public Lead opened(LeadEvent first) {
        return lead(first);
    }

    @Override
    public Lead evolve(Lead lead, LeadEvent event) {
        return lead(event);
    }

    private static Lead lead(LeadEvent event) {
        return switch (event) {
            case Advanced(long ahead) -> new Lead(Duration.ofMillis(ahead));
        };
    }
}
