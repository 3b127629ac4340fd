package dev.twinstack.emulator.inventory;

import dev.twinstack.emulator.kernel.Publication;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The feeds of the projects that somebody follows, or followed some minutes ago: whoever loses the connection may come
 * back and go on. A project that nobody follows costs a look into a map for each change. Thread-safe.
 */
public final class Feeds {
    /** How many changes of a project are kept. */
    static final int CAPACITY = 8_192;

    private static final Duration KEPT_FOR = Duration.ofMinutes(10);

    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
    private final Clock clock;
    private final int capacity;
    private volatile boolean closed;

    /**
     * @param clock tells when changes happened
     */
    public Feeds(Clock clock) {
        this(clock, CAPACITY);
    }

    Feeds(Clock clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    /** Tells the project's followers, if it has any. See {@link Audience#changed}. */
    public void changed(Publication publication, long events, long revision) {
        Feed feed = feeds.get(publication.entity().project());
        if (feed != null) {
            feed.add(publication, events, revision, clock.instant());
        }
    }

    /**
     * {@return a follower of a project, to be closed}
     *
     * @param snapshot the project as it is when asked; asked again once changes are kept, so that none is lost between
     */
    public CompletionStage<Feed.Follower> follow(String project, Supplier<CompletionStage<Snapshot>> snapshot) {
        dropAbandoned();
        return snapshot.get().thenCompose(known -> {
            Feed feed = feeds.computeIfAbsent(project, any -> new Feed(capacity, known.revision()));
            if (closed) {
                feed.close();
            }
            return snapshot.get().thenApply(now -> feed.follow(now.revision()));
        });
    }

    private void dropAbandoned() {
        feeds.values().removeIf(feed -> feed.abandonedFor(KEPT_FOR));
    }

    /** {@return how many follow, all projects together} */
    public int followers() {
        return feeds.values().stream().mapToInt(Feed::followers).sum();
    }

    /** Tells the followers of a project that there will be no more of it. */
    public void end(String project) {
        Feed feed = feeds.remove(project);
        if (feed != null) {
            feed.close();
        }
    }

    public void close() {
        closed = true;
        feeds.values().forEach(Feed::close);
    }
}
