package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.job.Job.Part;
import dev.twinstack.emulator.job.Job.Result;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.ServerCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** Servers in ECS v1. Source: ECS API reference, "APIs (Recommended)". */
public final class ServerEcs {
    static final String ALL = "/v1/{project_id}/cloudservers";
    static final String ONE = ALL + "/{server_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Ecs.post("CreatePostPaidServers", ALL, EcsErrors.ALL, ServerEcs::create),
            Ecs.post("CreateServers", "/v1.1/{project_id}/cloudservers", EcsErrors.ALL, ServerEcs::create),
            Ecs.get("ListServersDetails", ALL + "/detail", EcsErrors.ALL, ServerEcs::list),
            Ecs.get("ShowServer", ONE, EcsErrors.ALL, ServerEcs::show),
            Ecs.put("UpdateServer", ONE, EcsErrors.ALL, ServerEcs::update),
            Ecs.post("DeleteServers", ALL + "/delete", EcsErrors.ALL, ServerEcs::delete));

    private static final int PAGE = 25;
    private static final int LARGEST_PAGE = 1000;

    private ServerEcs() {}

    private record Created(
            String jobId, @JsonProperty("serverIds") List<String> serverIds) {}

    static Catalogue catalogue(RequestContext rq) {
        return Catalogue.of(rq.cloud().settings().region());
    }

    static Instant now(RequestContext rq) {
        return rq.cloud().settings().clock().instant();
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Instant began = now(rq);
        Body body = rq.body();
        boolean rehearsal = body.flag("dry_run", false);
        CompletionStage<Plan> plan =
                rq.snapshot().thenApply(snapshot -> PlanEcs.of(body.object("server"), catalogue(rq), snapshot));
        return rehearsal
                ? plan.thenCompose(wanted -> Launching.rehearse(rq, wanted)).thenApply(fine -> Answer.of(202, Map.of()))
                : plan.thenCompose(wanted -> create(rq, wanted, began));
    }

    private static CompletionStage<Answer> create(RequestContext rq, Plan plan, Instant began) {
        return Launching.launch(rq, plan).thenCompose(servers -> {
            List<Part> parts = servers.stream()
                    .map(server ->
                            Jobs.part(Progress.MAKES_A_SERVER, Map.of("server_id", server.id()), new Result.Success()))
                    .toList();
            return Jobs.file(rq, "createServer", parts, began)
                    .thenApply(job -> Answer.ok(
                            new Created(job, servers.stream().map(Server::id).toList())));
        });
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        int limit = number(rq, "limit", PAGE, LARGEST_PAGE);
        int page = Math.max(1, number(rq, "offset", 1, Integer.MAX_VALUE));
        return rq.read(snapshot -> {
            List<Server> matching = snapshot.all(Server.TYPE).stream()
                    .filter(server -> matches(rq, snapshot, server))
                    .toList();
            return Answer.ok(Map.of(
                    "count",
                    matching.size(),
                    "servers",
                    matching.stream()
                            .skip((page - 1L) * limit)
                            .limit(limit)
                            .map(server -> wire(rq, snapshot, server))
                            .toList()));
        });
    }

    private static int number(RequestContext rq, String name, int absent, int most) {
        return rq.query(name)
                .map(text -> {
                    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > most) {
                        throw Rejected.field(name, "must be a whole number from 0 to " + most);
                    }
                    return Integer.parseInt(text);
                })
                .orElse(absent);
    }

    /** The name is a pattern whose dots match any character; tags match whole {@code key=value} pairs. */
    private static boolean matches(RequestContext rq, Snapshot snapshot, Server server) {
        List<String> tags = server.spec().tags().entrySet().stream()
                .flatMap(tag -> java.util.stream.Stream.of(tag.getKey(), tag.getKey() + '=' + tag.getValue()))
                .toList();
        return rq.query("name")
                        .map(name -> fuzzy(name).matcher(server.name()).find())
                        .orElse(true)
                && rq.query("status")
                        .map(status -> status.equals(
                                ServerState.of(server, rq.moment()).status()))
                        .orElse(true)
                && rq.query("flavor").map(server.flavor()::equals).orElse(true)
                && rq.query("reservation_id")
                        .map(server.order().reservation()::equals)
                        .orElse(true)
                && rq.query("enterprise_project_id")
                        .map(server.order().enterpriseProject()::equals)
                        .orElse(true)
                && rq.query("tags").map(tags::contains).orElse(true)
                && rq.query("not-tags").map(tag -> !tags.contains(tag)).orElse(true)
                && rq.query("ip").map(ip -> hasAddress(snapshot, server, ip)).orElse(true);
    }

    private static Pattern fuzzy(String name) {
        String[] parts = name.split("\\.", -1);
        List<String> quoted = new ArrayList<>();
        for (String part : parts) {
            quoted.add(Pattern.quote(part));
        }
        return Pattern.compile(String.join(".", quoted));
    }

    private static boolean hasAddress(Snapshot snapshot, Server server, String ip) {
        return server.nics().stream()
                .flatMap(port -> snapshot.find(dev.twinstack.emulator.port.Port.TYPE, port).stream())
                .flatMap(port -> port.fixedIps().stream())
                .anyMatch(fixed -> fixed.address().toString().contains(ip));
    }

    private static ServerWireEcs wire(RequestContext rq, Snapshot snapshot, Server server) {
        return ServerWireEcs.of(
                rq.project(), rq.caller().userId(), ServerView.of(snapshot, catalogue(rq), server, rq.moment()));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.read(snapshot -> Answer.ok(Map.of("server", wire(rq, snapshot, find(rq, snapshot)))));
    }

    private static Server find(RequestContext rq, Snapshot snapshot) {
        String id = rq.path("server_id");
        return snapshot.find(Server.TYPE, id).orElseThrow(() -> Rejected.notFound(Server.TYPE.name(), id));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body server = rq.body().object("server");
        ServerCommand update = new ServerCommand.Update(
                server.patchText("name", PlanEcs.NAME), server.patchText("description", PlanEcs.DESCRIPTION));
        return rq.ask(Server.TYPE, rq.path("server_id"), update)
                .thenCompose(after -> rq.read(snapshot -> Answer.ok(Map.of(
                        "server",
                        UpdatedWireEcs.of(
                                rq, ServerView.of(snapshot, catalogue(rq), find(rq, snapshot), rq.moment()))))));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        Instant began = now(rq);
        Body body = rq.body();
        Dismissing dismissing = new Dismissing(
                rq,
                body.flag("delete_publicip", false) ? Dismissing.Eips.RELEASE : Dismissing.Eips.KEEP,
                body.flag("delete_volume", false));
        return Batch.existing(rq, body)
                .thenCompose(ids -> Batch.each(ids, "deleteSingleServer", dismissing::server))
                .thenCompose(parts -> Jobs.file(rq, "deleteServer", parts, began))
                .thenApply(job -> Answer.ok(Map.of("job_id", job)));
    }
}
