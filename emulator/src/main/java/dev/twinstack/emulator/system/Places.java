package dev.twinstack.emulator.system;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.inventory.Audience;
import dev.twinstack.emulator.inventory.Inventory;
import dev.twinstack.emulator.inventory.Replay;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.inventory.Sweep;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.actor.typed.Behavior;

/** What keeps the places of a cloud ({@link Letter#place}): projects, each with its inventory, and what is the region's. */
final class Places {
    private final Cloud cloud;
    private final Map<String, Resource<?, ?, ?>> resources = new HashMap<>();
    private final JournalReader reader;
    private final Sweep sweep;
    private final Audience audience;

    /**
     * @param sweeper apart from what reads projects: clients wait for a project to be read, and nobody for a sweep
     */
    Places(Cloud cloud, List<Resource<?, ?, ?>> resources, JournalReader reader, Executor sweeper, Audience audience) {
        this.cloud = cloud;
        resources.forEach(resource -> this.resources.put(resource.type().name(), resource));
        this.reader = reader;
        this.sweep = new Sweep(resources, sweeper, AddressPool::whole);
        this.audience = audience;
    }

    /**
     * {@return what keeps a place}
     *
     * @param shared whether other processes could write what is written here
     */
    Function<String, Behavior<ProjectActor.Message>> behaviors(boolean shared) {
        CloudSettings settings = cloud.settings();
        ProjectActor.Surroundings surroundings = new ProjectActor.Surroundings(
                Map.copyOf(resources),
                cloud,
                cloud.clock(),
                settings.idleAfter(),
                settings.loadWithin(),
                cloud::timing,
                cloud.vitals(),
                shared);
        return place -> ProjectActor.of(
                Letter.isOfRegion(place) ? Inventory.none(AddressPool.REGION) : inventory(place), surroundings);
    }

    private Behavior<Inventory.Message> inventory(String project) {
        return Inventory.of(project, () -> load(project), sweep, () -> ownersBeside(project), this::doubt, audience);
    }

    private Optional<Snapshot> ownersBeside(String project) {
        if (project.equals(AddressPool.REGION)) {
            return Optional.empty();
        }
        return cloud.nodes().isPresent() ? reader.lately() : cloud.known(AddressPool.REGION);
    }

    /** A claimant of a type that is no more has never come to be. */
    private void doubt(Sweep.Dangling dangling) {
        EntityRef claimant = dangling.claimant();
        if (resources.containsKey(claimant.type())) {
            cloud.whereabouts().doubt(claimant, dangling.hold());
        } else {
            cloud.ask(dangling.hold().owner(), dangling.hold().release());
        }
    }

    /**
     * Reads a project's journal; after the region's, whose pools a project's claims are swept from. On several nodes
     * after all that could still write it were shut out.
     */
    private CompletionStage<Replay.Result> load(String project) {
        return before(project).thenCompose(ready -> reader.project(project));
    }

    private CompletionStage<?> before(String project) {
        if (cloud.whereabouts() instanceof Nodes nodes) {
            return nodes.fenced();
        }
        return project.equals(AddressPool.REGION)
                ? CompletableFuture.completedStage(project)
                : cloud.snapshot(AddressPool.REGION);
    }
}
