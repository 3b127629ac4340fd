package dev.twinstack.emulator.system;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.addresspool.AddressPoolCommand;
import dev.twinstack.emulator.addresspool.AddressPoolCommand.Wanted;
import dev.twinstack.emulator.addresspool.Parts;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.Entities;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.region.RegionSettings;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Leads claims on a pool that is kept in parts to the parts. */
final class Pools implements Entities {
    private final Entities direct;
    private final RegionSettings region;

    /**
     * {@return how pools are asked} In parts, if nodes keep them or kept them so before. A journal that has whole pools
     * with leases keeps them whole.
     */
    static Entities of(Entities direct, CloudSettings settings, Journal journal) {
        return isInParts(settings, journal) ? inParts(direct, settings.region()) : direct;
    }

    static Pools inParts(Entities direct, RegionSettings region) {
        return new Pools(direct, region);
    }

    private static boolean isInParts(CloudSettings settings, Journal journal) {
        if (!(settings.journal() instanceof JournalSettings.Database)) {
            return false;
        }
        AtomicBoolean parts = new AtomicBoolean();
        AtomicBoolean whole = new AtomicBoolean();
        journal.replay(AddressPool.REGION + '|' + AddressPool.TYPE.name() + '|', (id, number, name, json) -> {
            if (Parts.isPart(EntityRef.parse(id))) {
                parts.set(true);
            } else if (name.equals("addresspool.leased")) {
                whole.set(true);
            }
        });
        return parts.get() || settings.membership() instanceof Membership.Node && !whole.get();
    }

    private Pools(Entities direct, RegionSettings region) {
        this.direct = direct;
        this.region = region;
    }

    @Override
    public Entities by(Cause cause) {
        return new Pools(direct.by(cause), region);
    }

    @Override
    public CompletionStage<Outcome> ask(EntityRef pool, Command asked) {
        Parts parts = Parts.of(pool.id(), region);
        return asked instanceof AddressPoolCommand command && parts.exist()
                ? lead(pool, parts, command)
                : direct.ask(pool, asked);
    }

    private CompletionStage<Outcome> lead(EntityRef pool, Parts parts, AddressPoolCommand command) {
        return switch (command) {
            case AddressPoolCommand.Lease(EntityRef claimant, Wanted.Any any) ->
                firstWithRoom(parts.of(claimant), command);
            case AddressPoolCommand.Lease(EntityRef claimant, Wanted.Exactly(IpRange block)) ->
                direct.ask(parts.overlapping(block).stream().findFirst().orElse(pool), command);
            case AddressPoolCommand.Release(EntityRef claimant) -> release(parts.of(claimant), command);
            case AddressPoolCommand.Reserve(EntityRef claimant, List<IpRange> blocks) ->
                reserve(pool, parts, claimant, blocks);
            case AddressPoolCommand.Unreserve(EntityRef claimant) -> all(with(pool, parts.of(claimant)), command);
        };
    }

    private CompletionStage<Outcome> firstWithRoom(List<EntityRef> parts, AddressPoolCommand lease) {
        return direct.ask(parts.getFirst(), lease)
                .thenCompose(outcome ->
                        outcome instanceof Outcome.Refused(DomainError.Exhausted full) && parts.size() > 1
                                ? firstWithRoom(parts.subList(1, parts.size()), lease)
                                : CompletableFuture.completedStage(outcome));
    }

    /** What was leased elsewhere than usual, since there was no room or it was asked for by name, is found by asking all. */
    private CompletionStage<Outcome> release(List<EntityRef> parts, AddressPoolCommand release) {
        return direct.ask(parts.getFirst(), release)
                .thenCompose(outcome -> outcome instanceof Outcome.Done(EntityRef notHere)
                        ? all(parts.subList(1, parts.size()), release)
                        : CompletableFuture.completedStage(outcome));
    }

    /** The whole pool keeps reservations apart from each other, the parts keep them apart from leases. */
    private CompletionStage<Outcome> reserve(EntityRef pool, Parts parts, EntityRef claimant, List<IpRange> blocks) {
        AddressPoolCommand reserve = new AddressPoolCommand.Reserve(claimant, blocks);
        List<EntityRef> concerned = blocks.stream()
                .flatMap(block -> parts.overlapping(block).stream())
                .distinct()
                .toList();
        return direct.ask(pool, reserve)
                .thenCompose(outcome -> outcome instanceof Outcome.Done && !concerned.isEmpty()
                        ? all(concerned, reserve)
                                .thenCompose(all -> all instanceof Outcome.Refused
                                        ? all(with(pool, concerned), new AddressPoolCommand.Unreserve(claimant))
                                                .thenApply(undone -> all)
                                        : CompletableFuture.completedStage(all))
                        : CompletableFuture.completedStage(outcome));
    }

    private static List<EntityRef> with(EntityRef pool, List<EntityRef> parts) {
        return Stream.concat(Stream.of(pool), parts.stream()).toList();
    }

    /** {@return the worst outcome of all that are asked} */
    private CompletionStage<Outcome> all(Collection<EntityRef> pools, AddressPoolCommand command) {
        List<CompletableFuture<Outcome>> asked = pools.stream()
                .map(pool -> direct.ask(pool, command).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<Outcome> outcomes = asked.stream().map(CompletableFuture::join).toList();
            return outcomes.stream()
                    .filter(outcome -> !(outcome instanceof Outcome.Done))
                    .findFirst()
                    .orElseGet(outcomes::getFirst);
        });
    }
}
