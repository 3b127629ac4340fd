package dev.twinstack.emulator.loggroup;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.tag.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pcollections.PMap;

/**
 * A log group with its streams, which go with it, and the owner of who writes to them.
 *
 * @param ttlInDays how long logs are kept
 * @param streams in the order they were made
 * @param feeds what each flow log writes
 */
public record LogGroup(
        String id,
        String name,
        int ttlInDays,
        Tags tags,
        List<LogStream> streams,
        PMap<EntityRef, Feed> feeds,
        Instant createdAt) {
    public static final ResourceType<LogGroup> TYPE = new ResourceType<>("loggroup", LogGroup.class);

    public LogGroup {
        streams = List.copyOf(streams);
    }

    /** A stream of logs; the VPC service calls it a topic. */
    public record LogStream(String id, String name, Tags tags, Instant createdAt) {}

    /**
     * What one flow log writes.
     *
     * @param stream the id of the stream it writes to
     * @param subject whose traffic, such as {@code vpc/} and an id
     * @param filter which part of it
     */
    public record Feed(String stream, String subject, String filter) {}

    public Optional<LogStream> stream(String id) {
        return streams.stream().filter(stream -> stream.id().equals(id)).findFirst();
    }

    LogGroup with(int ttlInDays, Tags tags) {
        return new LogGroup(id, name, ttlInDays, tags, streams, feeds, createdAt);
    }

    LogGroup withStreams(List<LogStream> streams) {
        return new LogGroup(id, name, ttlInDays, tags, streams, feeds, createdAt);
    }

    LogGroup withFeeds(PMap<EntityRef, Feed> feeds) {
        return new LogGroup(id, name, ttlInDays, tags, streams, feeds, createdAt);
    }
}
