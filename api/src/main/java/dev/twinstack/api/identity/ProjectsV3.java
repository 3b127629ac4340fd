package dev.twinstack.api.identity;

import dev.twinstack.api.dialect.Keystone;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Endpoint.Access;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.tenant.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Projects, domains and regions. Source: IAM API reference, "Project Management", "Tenant Management". */
final class ProjectsV3 {
    private final Projects projects;

    ProjectsV3(Projects projects) {
        this.projects = projects;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Keystone.get("KeystoneListProjects", "/v3/projects", Access.CALLER, this::list),
                Keystone.get("KeystoneShowProject", "/v3/projects/{project_id}", Access.CALLER, this::show),
                Keystone.get("KeystoneListAuthProjects", "/v3/auth/projects", Access.CALLER, this::list),
                Keystone.get("KeystoneListProjectsForUser", "/v3/users/{user_id}/projects", Access.CALLER, this::list),
                Keystone.get("KeystoneListAuthDomains", "/v3/auth/domains", Access.CALLER, ProjectsV3::domains),
                Keystone.get("KeystoneListRegions", "/v3/regions", Access.CALLER, ProjectsV3::regions),
                Keystone.get("KeystoneShowRegion", "/v3/regions/{region_id}", Access.CALLER, ProjectsV3::region));
    }

    private record Self(String self) {}

    private record Links(
            String self,
            @Nullable String previous,
            @Nullable String next) {}

    private record Wire(
            String id,
            String name,
            String description,
            String domainId,
            String parentId,
            boolean enabled,
            boolean isDomain,
            Self links) {}

    private record Domain(String id, String name, String description, boolean enabled, Self links) {}

    private record Region(
            String id,
            String type,
            String description,
            @Nullable String parentRegionId,
            Self links) {}

    private static Wire wire(RequestContext rq, Tenant project) {
        String domain = domainId(project);
        return new Wire(
                project.id(),
                project.name(),
                "",
                domain,
                domain,
                true,
                false,
                new Self(rq.baseUrl() + "/v3/projects/" + project.id()));
    }

    private CompletionStage<Answer> list(RequestContext rq) {
        return madeIfSigned(rq)
                .thenCompose(made -> projects.list(project -> asked(rq, project)))
                .thenApply(found -> Answer.ok(Map.of(
                        "projects",
                        found.stream().map(project -> wire(rq, project)).toList(),
                        "links",
                        links(rq))));
    }

    /**
     * Asking for a project by name is all the login that AK/SK clients have, so like a login it makes the project. With a
     * token it only looks.
     */
    private CompletionStage<Optional<Tenant>> madeIfSigned(RequestContext rq) {
        Optional<String> name = rq.query("name").filter(one -> !one.isEmpty());
        return name.isEmpty() || !Signature.looksLike(rq.header("Authorization").orElse(""))
                ? CompletableFuture.completedStage(Optional.empty())
                : projects.named(Identities.domain(rq.caller().domainName()), name.get())
                        .thenApply(Optional::of);
    }

    private static boolean asked(RequestContext rq, Tenant project) {
        String domain = domainId(project);
        return domain.equals(rq.caller().domainId())
                && matches(rq, "name", project.name())
                && matches(rq, "domain_id", domain)
                && matches(rq, "parent_id", domain)
                && matches(rq, "enabled", "true")
                && matches(rq, "is_domain", "false");
    }

    private static boolean matches(RequestContext rq, String parameter, String value) {
        return rq.query(parameter)
                .map(asked -> asked.isEmpty() || asked.equalsIgnoreCase(value))
                .orElse(true);
    }

    private CompletionStage<Answer> show(RequestContext rq) {
        String id = rq.path("project_id");
        return projects.list(project -> project.id().equals(id)
                        && domainId(project).equals(rq.caller().domainId()))
                .thenApply(found -> found.stream().findFirst().orElseThrow(() -> Rejected.notFound("project", id)))
                .thenApply(project -> Answer.ok(Map.of("project", wire(rq, project))));
    }

    private static String domainId(Tenant project) {
        return Identities.domain(project.domain()).id();
    }

    /** A signed request may ask for any domain, since it does not say which is the caller's; with a token, for that. */
    private static CompletionStage<Answer> domains(RequestContext rq) {
        boolean signed = Signature.looksLike(rq.header("Authorization").orElse(""));
        Identities.Domain own = Identities.domain(rq.caller().domainName());
        Optional<String> name = rq.query("name").filter(one -> !one.isEmpty());
        Identities.Domain domain = signed ? name.map(Identities::domain).orElse(own) : own;
        List<Domain> found = name.isEmpty() || name.get().equals(domain.name())
                ? List.of(new Domain(
                        domain.id(), domain.name(), "", true, new Self(rq.baseUrl() + "/v3/domains/" + domain.id())))
                : List.of();
        return Answer.ok(Map.of("domains", found, "links", links(rq))).now();
    }

    private static Region wire(RequestContext rq) {
        String name = rq.cloud().settings().region().name();
        return new Region(name, "public", "", null, new Self(rq.baseUrl() + "/v3/regions/" + name));
    }

    private static CompletionStage<Answer> regions(RequestContext rq) {
        return Answer.ok(Map.of("regions", List.of(wire(rq)), "links", links(rq)))
                .now();
    }

    private static CompletionStage<Answer> region(RequestContext rq) {
        Region region = wire(rq);
        if (!region.id().equals(rq.path("region_id"))) {
            throw Rejected.notFound("region", rq.path("region_id"));
        }
        return Answer.ok(Map.of("region", region)).now();
    }

    private static Links links(RequestContext rq) {
        return new Links(rq.baseUrl() + rq.request().getUri().path(), null, null);
    }
}
