package dev.twinstack.emulator.inventory;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** Finds claims that an owner has journalled and their claimant does not know of: it never came to be, or let go. */
public final class Sweep {
    /** A claim nobody seems to stand behind: whose it would be, and how it is given back. */
    public record Dangling(EntityRef claimant, Claim.Hold hold) {}

    private final Map<String, Resource<?, ?, ?>> resources = new HashMap<>();
    private final Executor executor;
    private final UnaryOperator<EntityRef> known;

    /**
     * @param executor where inventories have their sweeps done: a large one takes a second, in which they serve
     */
    public Sweep(Collection<? extends Resource<?, ?, ?>> resources, Executor executor) {
        this(resources, executor, UnaryOperator.identity());
    }

    /**
     * @param known the owner that claimants know, of one that is a part of it
     */
    public Sweep(Collection<? extends Resource<?, ?, ?>> resources, Executor executor, UnaryOperator<EntityRef> known) {
        this.known = known;
        resources.forEach(resource -> this.resources.put(resource.type().name(), resource));
        this.executor = executor;
    }

    /**
     * {@return what dangles of a project's claims on its own owners and on the region's, and of the claims that the
     * region's entities, such as peerings, have in it}
     */
    CompletionStage<List<Dangling>> start(Snapshot project, Optional<Snapshot> region) {
        return CompletableFuture.supplyAsync(
                () -> {
                    List<Dangling> dangling = new ArrayList<>(dangling(project, project));
                    region.ifPresent(other -> {
                        dangling.addAll(dangling(other, project));
                        dangling.addAll(dangling(project, other));
                    });
                    return dangling;
                },
                executor);
    }

    /**
     * {@return the claims by entities of one project, on owners of the same or another, that dangle} O(claims).
     */
    public List<Dangling> dangling(Snapshot owners, Snapshot claimants) {
        List<Dangling> found = new ArrayList<>();
        resources.values().forEach(resource -> collect(owners, claimants, resource, found));
        return found;
    }

    private <S> void collect(Snapshot owners, Snapshot claimants, Resource<S, ?, ?> resource, List<Dangling> found) {
        ResourceType<S> type = resource.type();
        for (Map.Entry<String, S> entry : owners.entries(type)) {
            EntityRef owner = type.ref(owners.project(), entry.getKey());
            for (Claim.Held held : resource.held(owner, entry.getValue())) {
                Claim.Hold hold = new Claim.Hold(known.apply(owner), held.release());
                if (held.claimant().project().equals(claimants.project()) && !known(claimants, held.claimant(), hold)) {
                    found.add(new Dangling(held.claimant(), hold));
                }
            }
        }
    }

    private boolean known(Snapshot snapshot, EntityRef claimant, Claim.Hold hold) {
        Resource<?, ?, ?> resource = resources.get(claimant.type());
        return resource != null && knows(snapshot, resource, claimant, hold);
    }

    private static <S> boolean knows(
            Snapshot snapshot, Resource<S, ?, ?> resource, EntityRef claimant, Claim.Hold hold) {
        return snapshot.find(resource.type(), claimant.id())
                .map(state -> resource.holds(claimant, state).contains(hold))
                .orElse(false);
    }
}
