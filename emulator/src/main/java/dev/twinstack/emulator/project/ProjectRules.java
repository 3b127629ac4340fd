package dev.twinstack.emulator.project;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.project.Project.Pace;
import dev.twinstack.emulator.timing.Timing;
import java.util.ArrayList;
import java.util.List;
import org.pcollections.HashTreePMap;

/** What a project decides: whether there is room for one more, and whether a name is free. */
public final class ProjectRules implements Resource<Project, ProjectCommand, ProjectEvent> {
    private final Quotas quotas;
    private final ProjectDependents dependents;

    /**
     * @param dependents what is opened with a project, such as its default security group
     */
    public ProjectRules(Quotas quotas, ProjectDependents dependents) {
        this.quotas = quotas;
        this.dependents = dependents;
    }

    /** What comes to be with each project; the list of resource types decides, so that projects know no other type. */
    @FunctionalInterface
    public interface ProjectDependents {
        List<Claim> of(EntityRef project, String name, String domain);
    }

    @Override
    public ResourceType<Project> type() {
        return Project.TYPE;
    }

    @Override
    public Class<ProjectCommand> commands() {
        return ProjectCommand.class;
    }

    @Override
    public Class<ProjectEvent> events() {
        return ProjectEvent.class;
    }

    @Override
    public Decision<ProjectEvent> open(ProjectCommand command, Context ctx) {
        return switch (command) {
            case ProjectCommand.Open(String name, String domain) -> {
                List<Claim> claims = dependents.of(ctx.self(), name, domain);
                yield ctx.granted(claims)
                        ? Decision.persist(new ProjectEvent.Opened(ctx.id(), name, domain, ctx.now()))
                        : Decision.needs(claims);
            }
            case ProjectCommand.SetTiming set -> notFound(ctx);
            case ProjectCommand.Take take -> notFound(ctx);
            case ProjectCommand.GiveBack giveBack -> notFound(ctx);
        };
    }

    private static Decision<ProjectEvent> notFound(Context ctx) {
        return Decision.refuse(new DomainError.NotFound(Project.TYPE.name(), ctx.id()));
    }

    @Override
    public Decision<ProjectEvent> decide(Project project, ProjectCommand command, Context ctx) {
        return switch (command) {
            case ProjectCommand.Open open -> Decision.nothing();
            case ProjectCommand.SetTiming(Timing timing) ->
                project.pace().equals(new Pace.Own(timing))
                        ? Decision.nothing()
                        : Decision.persist(ProjectEvent.TimingSet.of(timing, ctx.now()));
            case ProjectCommand.Take take -> take(project, take);
            case ProjectCommand.GiveBack(Quota quota, EntityRef claimant, String name) ->
                project.places(quota.wireName()).of(claimant).contains(name)
                        ? Decision.grant(
                                List.of(new ProjectEvent.PlaceGivenBack(quota.wireName(), claimant, name)), claimant)
                        : Decision.grant(List.of(), claimant);
        };
    }

    private Decision<ProjectEvent> take(Project project, ProjectCommand.Take take) {
        EntityRef claimant = take.claimant();
        Project.Places places = project.places(take.quota().wireName());
        if (places.of(claimant).contains(take.name())) {
            return Decision.grant(List.of(), claimant);
        }
        if (!claimant.equals(places.owners().getOrDefault(take.name(), claimant))) {
            return Decision.refuse(new DomainError.Conflict(
                    claimant.type() + "-name-taken", "The name " + take.name() + " is already in use."));
        }
        if (places.of(claimant).isEmpty() && !quotas.allows(take.quota(), project.used(take.quota()))) {
            return Decision.refuse(new DomainError.QuotaExceeded(take.quota().wireName(), quotas.limit(take.quota())));
        }
        return Decision.grant(
                List.of(new ProjectEvent.PlaceTaken(take.quota().wireName(), claimant, take.name())), claimant);
    }

    @Override
    public Project opened(ProjectEvent first) {
        if (first instanceof ProjectEvent.Opened opened) {
            return new Project(
                    opened.id(), opened.name(), opened.domain(), HashTreePMap.empty(), new Pace.OfTwin(), opened.at());
        }
        throw new IllegalStateException("not the first event of a project: " + first);
    }

    @Override
    public Project evolve(Project project, ProjectEvent event) {
        return switch (event) {
            case ProjectEvent.Opened opened -> throw new IllegalStateException("opened twice: " + project.id());
            case ProjectEvent.TimingSet set ->
                new Project(
                        project.id(),
                        project.name(),
                        project.domain(),
                        project.used(),
                        new Pace.Own(set.timing()),
                        project.createdAt());
            case ProjectEvent.PlaceTaken(String quota, EntityRef claimant, String name) ->
                with(project, quota, project.places(quota).plus(claimant, name));
            case ProjectEvent.PlaceGivenBack(String quota, EntityRef claimant, String name) ->
                with(project, quota, project.places(quota).minus(claimant, name));
        };
    }

    private static Project with(Project project, String quota, Project.Places places) {
        return new Project(
                project.id(),
                project.name(),
                project.domain(),
                project.used().plus(quota, places),
                project.pace(),
                project.createdAt());
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, Project project) {
        return dependents.of(self, project.name(), project.domain()).stream()
                .map(Claim::hold)
                .toList();
    }

    @Override
    public List<Claim.Held> held(EntityRef self, Project project) {
        List<Claim.Held> held = new ArrayList<>();
        for (Quota quota : Quota.values()) {
            project.places(quota.wireName())
                    .names()
                    .forEach((claimant, names) -> names.forEach(name ->
                            held.add(new Claim.Held(claimant, new ProjectCommand.GiveBack(quota, claimant, name)))));
        }
        return held;
    }
}
