package dev.twinstack.api.console;

import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Endpoint.Access;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.tenant.Tenant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Whether the twin is up, and which projects it has. */
public final class About {
    private static final String VERSION = Version.current();

    public static final List<Endpoint> ENDPOINTS = List.of(
            Twinstack.get("TwinstackHealth", "/_twinstack/health", About::health)
                    .with(Access.ANYBODY),
            Twinstack.get("TwinstackLive", "/_twinstack/live", About::live).with(Access.ANYBODY),
            Twinstack.get("TwinstackReady", "/_twinstack/ready", About::ready).with(Access.ANYBODY),
            Twinstack.get("TwinstackProjects", "/_twinstack/projects", About::projects)
                    .with(Access.ANYBODY));

    private About() {}

    private record Project(String id, String name, String domain, String createdAt) {}

    private static CompletionStage<Answer> health(RequestContext rq) {
        return Answer.ok(Map.of(
                        "status",
                        "ok",
                        "version",
                        VERSION,
                        "pid",
                        ProcessHandle.current().pid()))
                .now();
    }

    /** Whether the process is to be kept; it ends by itself when it may not serve any more. */
    private static CompletionStage<Answer> live(RequestContext rq) {
        return Answer.ok(Map.of("status", "live")).now();
    }

    /** Whether requests are to be sent here. On several nodes not before this one has joined, nor once it leaves. */
    private static CompletionStage<Answer> ready(RequestContext rq) {
        return rq.cloud()
                .nodes()
                .filter(nodes -> !nodes.isReady())
                .map(nodes -> Answer.of(503, Map.of("status", "not ready")))
                .orElseGet(() -> Answer.ok(Map.of("status", "ready")))
                .now();
    }

    private static CompletionStage<Answer> projects(RequestContext rq) {
        return rq.cloud()
                .region(Tenant.TYPE)
                .thenApply(region -> Answer.ok(Map.of(
                        "projects",
                        region.all(Tenant.TYPE).stream().map(About::project).toList())));
    }

    private static Project project(Tenant tenant) {
        return new Project(
                tenant.id(), tenant.name(), tenant.domain(), tenant.createdAt().toString());
    }
}
