package dev.twinstack.emulator.flowlog;

import dev.twinstack.emulator.flowlog.FlowLogEvent.Closed;
import dev.twinstack.emulator.flowlog.FlowLogEvent.Opened;
import dev.twinstack.emulator.flowlog.FlowLogEvent.Updated;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.loggroup.LogGroup;
import dev.twinstack.emulator.loggroup.LogGroupCommand;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import java.time.Instant;
import java.util.List;

/** What a flow log decides. That there are not too many, and no two alike, its owners decide (FLOW-05, FLOW-11). */
public final class FlowLogRules implements Resource<FlowLog, FlowLogCommand, FlowLogEvent> {
    @Override
    public ResourceType<FlowLog> type() {
        return FlowLog.TYPE;
    }

    @Override
    public Class<FlowLogCommand> commands() {
        return FlowLogCommand.class;
    }

    @Override
    public Class<FlowLogEvent> events() {
        return FlowLogEvent.class;
    }

    @Override
    public Decision<FlowLogEvent> open(FlowLogCommand command, Context ctx) {
        if (!(command instanceof FlowLogCommand.Open open)) {
            return Decision.refuse(new NotFound(FlowLog.TYPE.name(), ctx.id()));
        }
        List<Claim> claims =
                claims(ctx.self(), open.logGroup(), FlowLog.feed(open.target(), open.traffic(), open.logStream()));
        return ctx.granted(claims)
                ? Decision.persist(new Opened(
                        ctx.id(),
                        open.name(),
                        open.description(),
                        open.target(),
                        open.traffic(),
                        open.logGroup(),
                        open.logStream(),
                        open.indexEnabled(),
                        ctx.now()))
                : Decision.needs(claims);
    }

    private static List<Claim> claims(EntityRef self, String logGroup, LogGroup.Feed feed) {
        return List.of(
                ProjectCommand.place(Quota.FLOW_LOG, self),
                LogGroupCommand.connect(self.sibling(LogGroup.TYPE, logGroup), self, feed));
    }

    @Override
    public Decision<FlowLogEvent> decide(FlowLog log, FlowLogCommand command, Context ctx) {
        return switch (command) {
            case FlowLogCommand.Open open ->
                Decision.refuse(new Conflict("flowlog-exists", "The flow log " + log.id() + " already exists."));
            case FlowLogCommand.Update update -> update(log, update, ctx);
            case FlowLogCommand.Close close -> Decision.persist(new Closed());
        };
    }

    private static Decision<FlowLogEvent> update(FlowLog log, FlowLogCommand.Update update, Context ctx) {
        String name = update.name().applyTo(log.name(), "");
        String description = update.description().applyTo(log.description(), "");
        boolean adminState = update.adminState().applyTo(log.adminState(), true);
        return name.equals(log.name()) && description.equals(log.description()) && adminState == log.adminState()
                ? Decision.nothing()
                : Decision.persist(new Updated(name, description, adminState, ctx.now()));
    }

    @Override
    public FlowLog opened(FlowLogEvent first) {
        if (first instanceof Opened opened) {
            return new FlowLog(
                    opened.id(),
                    opened.name(),
                    opened.description(),
                    opened.target(),
                    opened.traffic(),
                    opened.logGroup(),
                    opened.logStream(),
                    opened.indexEnabled(),
                    true,
                    opened.at(),
                    opened.at());
        }
        throw new IllegalStateException("not the first event of a flow log: " + first);
    }

    @Override
    public FlowLog evolve(FlowLog log, FlowLogEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + log.id());
            case Updated(String name, String description, boolean adminState, Instant at) ->
                new FlowLog(
                        log.id(),
                        name,
                        description,
                        log.target(),
                        log.traffic(),
                        log.logGroup(),
                        log.logStream(),
                        log.indexEnabled(),
                        adminState,
                        log.createdAt(),
                        at);
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, FlowLog log) {
        return claims(self, log.logGroup(), log.feed()).stream()
                .map(Claim::hold)
                .toList();
    }
}
