package dev.twinstack.api.identity;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.system.Cloud;
import dev.twinstack.emulator.tenant.Tenant;
import dev.twinstack.emulator.tenant.TenantCommand;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Opens projects as they are named, and lists them. */
final class Projects {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Cloud cloud;
    /** Those opened since the start, so that their next request asks nobody. */
    private final Map<String, Tenant> opened = new ConcurrentHashMap<>();

    Projects(Cloud cloud) {
        this.cloud = cloud;
    }

    /** {@return the domain's project of that name, made if it is new} */
    CompletionStage<Tenant> named(Identities.Domain domain, String name) {
        return open(Identities.projectId(domain, name), name, domain.name());
    }

    /**
     * {@return the project of that id} One that nobody has named yet is made in the domain of that name, with its id for a name
     * until a login names it. The stage fails with {@link Rejected} if no project can have that id.
     */
    CompletionStage<Tenant> withId(String id, String domain) {
        Tenant known = opened.get(id);
        return known == null ? open(id, name(id), domain) : CompletableFuture.completedStage(known);
    }

    /** The default project may be used by its id before anybody has signed in to it by name. */
    private String name(String id) {
        String usual = Identities.defaultProject(cloud.settings().region().name());
        return id.equals(Identities.projectId(Identities.domain(Identities.DEFAULT_DOMAIN), usual)) ? usual : id;
    }

    private CompletionStage<Tenant> open(String id, String name, String domain) {
        Tenant known = opened.get(id);
        if (known != null && (known.isNamed() || name.equals(id))) {
            return CompletableFuture.completedStage(known);
        }
        if (!ID.matcher(id).matches() || id.equals(AddressPool.REGION)) {
            throw Rejected.field("project id", "no project can have the id " + id);
        }
        EntityRef project = Project.ref(id);
        return ask(project, new ProjectCommand.Open(name, domain))
                .thenCompose(open -> ask(Tenant.ref(id), new TenantCommand.Register(project, name, domain)))
                .thenApply(answer -> {
                    Tenant tenant = Tenant.TYPE.state().cast(answer);
                    opened.put(id, tenant);
                    return tenant;
                });
    }

    private CompletionStage<Object> ask(EntityRef entity, Command command) {
        return cloud.ask(entity, command).thenApply(outcome -> switch (outcome) {
            case Outcome.Done(Object answer) -> answer;
            case Outcome.Refused(var error) -> throw new Rejected(error);
            case Outcome.Failed(String reason) -> throw new IllegalStateException(reason);
        });
    }

    /** {@return the projects that match, in ascending order of id} */
    CompletionStage<List<Tenant>> list(Predicate<Tenant> matches) {
        return cloud.region(Tenant.TYPE).thenApply(region -> {
            Collection<Tenant> all = region.all(Tenant.TYPE);
            return all.stream().filter(matches).toList();
        });
    }
}
