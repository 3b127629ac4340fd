package dev.twinstack.emulator.loggroup;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Exhausted;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.loggroup.LogGroup.Feed;
import dev.twinstack.emulator.loggroup.LogGroup.LogStream;
import dev.twinstack.emulator.loggroup.LogGroupEvent.Closed;
import dev.twinstack.emulator.loggroup.LogGroupEvent.Connected;
import dev.twinstack.emulator.loggroup.LogGroupEvent.Disconnected;
import dev.twinstack.emulator.loggroup.LogGroupEvent.Opened;
import dev.twinstack.emulator.loggroup.LogGroupEvent.StreamClosed;
import dev.twinstack.emulator.loggroup.LogGroupEvent.StreamOpened;
import dev.twinstack.emulator.loggroup.LogGroupEvent.Updated;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.tag.TagLimits;
import dev.twinstack.emulator.tag.Tagging;
import dev.twinstack.emulator.tag.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What a log group decides: which streams it has, and which flow logs write to them. Source: LTS user guide, "Managing
 * Log Groups" and "Managing Log Streams"; VPC user guide, "Creating a VPC Flow Log".
 */
public final class LogGroupRules implements Resource<LogGroup, LogGroupCommand, LogGroupEvent> {
    private static final int MOST_STREAMS = 100;
    /** Flow logs of one resource in one stream (FLOW-05). */
    private static final int MOST_FEEDS = 2;

    @Override
    public ResourceType<LogGroup> type() {
        return LogGroup.TYPE;
    }

    @Override
    public Class<LogGroupCommand> commands() {
        return LogGroupCommand.class;
    }

    @Override
    public Class<LogGroupEvent> events() {
        return LogGroupEvent.class;
    }

    @Override
    public Decision<LogGroupEvent> open(LogGroupCommand command, Context ctx) {
        if (!(command instanceof LogGroupCommand.Open open)) {
            return Decision.refuse(new NotFound(LogGroup.TYPE.name(), ctx.id()));
        }
        return Tagging.objection(open.tags(), TagLimits.LOGS)
                .<Decision<LogGroupEvent>>map(Decision::refuse)
                .orElseGet(() -> {
                    List<Claim> claims = List.of(place(ctx.self(), open.name()));
                    return ctx.granted(claims)
                            ? Decision.persist(new Opened(
                                    ctx.id(), open.name(), open.ttlInDays(), new Tags(open.tags()), ctx.now()))
                            : Decision.needs(claims);
                });
    }

    private static Claim place(EntityRef self, String name) {
        return ProjectCommand.place(Quota.LOG_GROUP, self, name);
    }

    @Override
    public Decision<LogGroupEvent> decide(LogGroup group, LogGroupCommand command, Context ctx) {
        return switch (command) {
            case LogGroupCommand.Open open ->
                Decision.refuse(new Conflict("loggroup-exists", "The log group " + group.id() + " already exists."));
            case LogGroupCommand.Update update -> update(group, update);
            case LogGroupCommand.OpenStream open -> openStream(group, open, ctx);
            case LogGroupCommand.CloseStream(String id) ->
                group.stream(id).isPresent() ? Decision.persist(new StreamClosed(id)) : noStream(id);
            case LogGroupCommand.Close close -> Decision.persist(new Closed());
            case LogGroupCommand.Connect(EntityRef flowLog, Feed feed) -> connect(group, flowLog, feed);
            case LogGroupCommand.Disconnect(EntityRef flowLog) ->
                Decision.grant(
                        group.feeds().containsKey(flowLog) ? List.of(new Disconnected(flowLog)) : List.of(), flowLog);
        };
    }

    private static Decision<LogGroupEvent> noStream(String id) {
        return Decision.refuse(new NotFound("logstream", id));
    }

    private static Decision<LogGroupEvent> update(LogGroup group, LogGroupCommand.Update update) {
        var wanted = update.tags().applyTo(group.tags().all(), List.of());
        return Tagging.objection(wanted, TagLimits.LOGS)
                .<Decision<LogGroupEvent>>map(Decision::refuse)
                .orElseGet(() -> Decision.persist(new Updated(update.ttlInDays(), new Tags(wanted))));
    }

    /** ASSUMED: a stream's name is unique in its group only; check by making one of a name in two groups. */
    private static Decision<LogGroupEvent> openStream(LogGroup group, LogGroupCommand.OpenStream open, Context ctx) {
        if (group.streams().stream().anyMatch(other -> other.name().equals(open.name()))) {
            return Decision.refuse(
                    new Conflict("logstream-name-taken", "The name " + open.name() + " is already in use."));
        }
        if (group.streams().size() >= MOST_STREAMS) {
            return Decision.refuse(new Exhausted(
                    "loggroup-full", "The log group " + group.id() + " holds at most " + MOST_STREAMS + " streams."));
        }
        return Tagging.objection(open.tags(), TagLimits.LOGS)
                .<Decision<LogGroupEvent>>map(Decision::refuse)
                .orElseGet(() ->
                        Decision.persist(new StreamOpened(open.id(), open.name(), new Tags(open.tags()), ctx.now())));
    }

    private static Decision<LogGroupEvent> connect(LogGroup group, EntityRef flowLog, Feed feed) {
        if (feed.equals(group.feeds().get(flowLog))) {
            return Decision.grant(List.of(), feed);
        }
        if (group.stream(feed.stream()).isEmpty()) {
            return noStream(feed.stream());
        }
        List<Feed> others = group.feeds().values().stream()
                .filter(other ->
                        other.stream().equals(feed.stream()) && other.subject().equals(feed.subject()))
                .toList();
        if (others.contains(feed) || others.size() >= MOST_FEEDS) {
            return Decision.refuse(new Conflict(
                    "flowlog-duplicate",
                    "The " + feed.subject() + " has " + others.size() + " flow logs to the log stream " + feed.stream()
                            + "; it may have " + MOST_FEEDS + " of different traffic types."));
        }
        return Decision.grant(List.of(new Connected(flowLog, feed)), feed);
    }

    @Override
    public LogGroup opened(LogGroupEvent first) {
        if (first instanceof Opened(String id, String name, int ttlInDays, Tags tags, Instant at)) {
            return new LogGroup(id, name, ttlInDays, tags, List.of(), HashTreePMap.empty(), at);
        }
        throw new IllegalStateException("not the first event of a log group: " + first);
    }

    @Override
    public LogGroup evolve(LogGroup group, LogGroupEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + group.id());
            case Updated(int ttlInDays, Tags tags) -> group.with(ttlInDays, tags);
            case StreamOpened(String id, String name, Tags tags, Instant at) -> {
                List<LogStream> streams = new ArrayList<>(group.streams());
                streams.add(new LogStream(id, name, tags, at));
                yield group.withStreams(streams);
            }
            case StreamClosed(String id) -> withoutStream(group, id);
            case Connected(EntityRef flowLog, Feed feed) ->
                group.withFeeds(group.feeds().plus(flowLog, feed));
            case Disconnected(EntityRef flowLog) ->
                group.withFeeds(group.feeds().minus(flowLog));
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    private static LogGroup withoutStream(LogGroup group, String id) {
        PMap<EntityRef, Feed> feeds = group.feeds();
        for (Map.Entry<EntityRef, Feed> feed : group.feeds().entrySet()) {
            if (feed.getValue().stream().equals(id)) {
                feeds = feeds.minus(feed.getKey());
            }
        }
        return group.withFeeds(feeds)
                .withStreams(group.streams().stream()
                        .filter(stream -> !stream.id().equals(id))
                        .toList());
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, LogGroup group) {
        return List.of(place(self, group.name()).hold());
    }

    @Override
    public List<Claim.Held> held(EntityRef self, LogGroup group) {
        return group.feeds().keySet().stream()
                .map(flowLog -> new Claim.Held(flowLog, new LogGroupCommand.Disconnect(flowLog)))
                .toList();
    }
}
