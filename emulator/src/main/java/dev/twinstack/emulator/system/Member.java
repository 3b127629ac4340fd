package dev.twinstack.emulator.system;

import dev.twinstack.emulator.journal.Roster;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process as a member of the cluster: how it gets in, and what it does about members that are given up. */
final class Member implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Member.class);
    private static final Duration JOIN_WITHIN = Duration.ofMinutes(1);
    /** Then the roster is asked again: whoever was to be joined may be gone. */
    private static final Duration TRY_FOR = Duration.ofSeconds(8);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final ActorSystem<?> system;
    private final Cluster cluster;
    private final Roster roster;
    private final ExecutorService fencer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fence").factory());
    private volatile CompletionStage<?> fenced = CompletableFuture.completedStage(this);
    private volatile boolean closed;

    Member(ActorSystem<?> system, Roster roster) {
        this.system = system;
        this.cluster = Cluster.get(system);
        this.roster = roster;
        system.systemActorOf(
                Behaviors.<ClusterEvent.MemberDowned>setup(context -> {
                    cluster.subscriptions().tell(Subscribe.create(context.getSelf(), ClusterEvent.MemberDowned.class));
                    return Behaviors.receiveMessage(downed -> {
                        fence(downed.member().uniqueAddress());
                        return Behaviors.same();
                    });
                }),
                "fence",
                Props.empty());
    }

    private static Roster.Incarnation incarnation(UniqueAddress unique) {
        Address address = unique.address();
        return new Roster.Incarnation(
                address.getHost().orElse("") + ':' + address.getPort().orElse(0), unique.longUid());
    }

    private synchronized void fence(UniqueAddress downed) {
        if (!downed.equals(cluster.selfMember().uniqueAddress())) {
            fenced = fenced.thenRunAsync(() -> fence(incarnation(downed)), fencer);
        }
    }

    /** Until the database has done it: before that nobody may take over what the other had. */
    private void fence(Roster.Incarnation other) {
        while (!closed) {
            try {
                roster.fence(other);
                LOG.warn("the node {} was given up, and shut out of the database", other.address());
                return;
            } catch (SQLException failed) {
                LOG.warn("the node {} is not shut out yet: {}", other.address(), failed.getMessage());
                pause();
            }
        }
    }

    CompletionStage<?> fenced() {
        return fenced;
    }

    void enter() {
        try {
            roster.enter(incarnation(cluster.selfMember().uniqueAddress()));
        } catch (SQLException failed) {
            throw roster.refusal(failed);
        }
    }

    /** Comes together with the others, or is the first. */
    void join() {
        long deadline = System.nanoTime() + JOIN_WITHIN.toNanos();
        while (System.nanoTime() < deadline) {
            tryJoining();
            if (isUp()) {
                return;
            }
        }
        throw roster.notJoined(JOIN_WITHIN);
    }

    private void tryJoining() {
        try {
            switch (roster.meet()) {
                case Roster.Meeting.Found() -> cluster.manager().tell(Join.create(self()));
                case Roster.Meeting.Join(List<String> members) ->
                    cluster.manager()
                            .tell(new JoinSeedNodes(
                                    members.stream().map(this::address).toList()));
            }
            long until = System.nanoTime() + TRY_FOR.toNanos();
            while (System.nanoTime() < until && !isUp()) {
                pause();
            }
            if (isUp()) {
                roster.joined();
            }
        } catch (SQLException failed) {
            throw roster.refusal(failed);
        }
    }

    private Address self() {
        return cluster.selfMember().address();
    }

    private Address address(String hostAndPort) {
        return AddressFromURIString.parse("pekko://" + system.name() + '@' + hostAndPort);
    }

    boolean isUp() {
        return cluster.selfMember().status().equals(MemberStatus.up());
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the cluster", interrupted);
        }
    }

    @Override
    public void close() {
        closed = true;
        fencer.shutdownNow();
        try {
            roster.leave();
        } catch (SQLException unreachable) {
            LOG.debug("still on the roster, until it is seen to be silent", unreachable);
        }
        roster.close();
    }
}
