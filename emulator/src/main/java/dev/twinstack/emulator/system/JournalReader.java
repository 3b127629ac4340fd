package dev.twinstack.emulator.system;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.inventory.Replay;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.kernel.Vitals;
import dev.twinstack.emulator.peering.Peering;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds projects from the journal, and on several nodes what lives on others: they all share it. Whatever anybody was told is there, so what is read
 * is not older than any answer given before.
 */
final class JournalReader {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
    private static final Duration LATELY = Duration.ofSeconds(30);
    /** The part of the time that may be spent reading again and again what sweeps need. */
    private static final int SHARE = 20;

    private final Journal journal;
    private final EventSerializer serializer;
    private final List<Resource<?, ?, ?>> resources;
    private final Executor readers;
    private final Vitals vitals;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile @Nullable Snapshot latest;
    private volatile long readAgainAt = System.nanoTime();

    JournalReader(
            Journal journal,
            EventSerializer serializer,
            List<Resource<?, ?, ?>> resources,
            Executor readers,
            Vitals vitals) {
        this.journal = journal;
        this.serializer = serializer;
        this.resources = resources;
        this.readers = readers;
        this.vitals = vitals;
    }

    /** {@return a project, folded from its events} */
    CompletionStage<Replay.Result> project(String project) {
        return CompletableFuture.supplyAsync(() -> read(project), readers);
    }

    private Replay.Result read(String project) {
        long began = System.nanoTime();
        boolean well = false;
        try {
            Replay replay = new Replay(project, serializer, resources);
            journal.replay(project + '|', replay::event);
            Replay.Result result = replay.result();
            well = true;
            return result;
        } finally {
            vitals.loaded(began, well);
        }
    }

    /** {@return everything of these types that belongs to the region} Its revision is the number of their events. */
    CompletionStage<Snapshot> region(ResourceType<?>... types) {
        return CompletableFuture.supplyAsync(() -> read(types), readers);
    }

    private Snapshot read(ResourceType<?>... types) {
        Replay replay = new Replay(AddressPool.REGION, serializer, resources);
        AtomicLong events = new AtomicLong();
        for (ResourceType<?> type : types) {
            journal.replay(AddressPool.REGION + '|' + type.name() + '|', (id, number, name, json) -> {
                events.incrementAndGet();
                replay.event(id, number, name, json);
            });
        }
        return new Snapshot(
                AddressPool.REGION, events.get(), replay.result().snapshot().byType());
    }

    /**
     * {@return what the region's owners and claimants were some time ago, if that is known} For sweeps, which only find
     * what is to be asked about; each asks for what the next one gets.
     */
    Optional<Snapshot> lately() {
        if (System.nanoTime() - readAgainAt >= 0 && reading.compareAndSet(false, true)) {
            long began = System.nanoTime();
            region(AddressPool.TYPE, Peering.TYPE).whenComplete((snapshot, failure) -> {
                if (failure == null) {
                    latest = snapshot;
                } else {
                    LOG.warn("what belongs to the region could not be read", failure);
                }
                long now = System.nanoTime();
                readAgainAt = now + Math.max(LATELY.toNanos(), SHARE * (now - began));
                reading.set(false);
            });
        }
        return Optional.ofNullable(latest);
    }

    /** {@return the state of an entity, the last one if it is no more} Fails if it never was. */
    CompletionStage<Object> state(EntityRef entity) {
        Lifecycle<?, ?, ?> lifecycle = resources.stream()
                .filter(resource -> resource.type().name().equals(entity.type()))
                .findFirst()
                .<Lifecycle<?, ?, ?>>map(Lifecycle::new)
                .orElseThrow(() -> new IllegalArgumentException("no resource type for " + entity));
        return CompletableFuture.supplyAsync(() -> fold(lifecycle, entity), readers);
    }

    private <S, C extends Command, E extends Event> Object fold(Lifecycle<S, C, E> lifecycle, EntityRef entity) {
        Folding<S> folding = new Folding<>();
        String id = entity.toString();
        journal.replay(id, (found, number, name, json) -> {
            if (found.equals(id)) {
                folding.existence = lifecycle.evolve(folding.existence, serializer.read(name, json));
            }
        });
        return switch (folding.existence) {
            case Existence.Live<S>(S state) -> state;
            case Existence.Gone<S>(S last) -> last;
            case Existence.Never<S> never -> throw new IllegalStateException(entity + " is not in the journal");
        };
    }

    private static final class Folding<S> {
        private Existence<S> existence = new Existence.Never<>();
    }
}
