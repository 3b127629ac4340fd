package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.api.securitygroup.SecurityGroupNova;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.ServerCommand;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Servers in native Nova. Source: ECS API reference, "Native OpenStack Nova APIs". */
public final class ServerNova {
    static final String ALL = "/v2.1/{project_id}/servers";
    static final String ONE = ALL + "/{server_id}";

    /** What a server needs and does not find makes its request a bad one; only the server itself is ever missing. */
    private static final Errors CREATING = Nova.badRequestOn(
            "subnet-not-found",
            "port-not-found",
            "securitygroup-not-found",
            "servergroup-not-found",
            "keypair-not-found",
            "volume-not-found",
            "volume-creating",
            "volume-in-use",
            "volume-in-other-zone");

    public static final List<Endpoint> ENDPOINTS = List.of(
            Nova.post("NovaCreateServers", ALL, CREATING, ServerNova::create),
            Nova.post(
                    "NovaCreateServersFromVolume", "/v2.1/{project_id}/os-volumes_boot", CREATING, ServerNova::create),
            Nova.get("NovaListServers", ALL, rq -> ServerListNova.of(rq, ALL, ServerNova::brief)),
            Nova.get(
                    "NovaListServersDetails",
                    ALL + "/detail",
                    rq -> ServerListNova.of(rq, ALL + "/detail", ServerWireNova::of)),
            Nova.get("NovaShowServer", ONE, ServerNova::show),
            Nova.put("NovaUpdateServer", ONE, ServerNova::update),
            Nova.delete("NovaDeleteServer", ONE, ServerNova::delete),
            Nova.get("NovaListServerSecurityGroups", ONE + "/os-security-groups", ServerNova::groups));

    private static final Text NAME = new Text(1, 255, Text.ID.pattern(), Text.ID.meaning());
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]{36}");
    private static final int PASSWORD_LENGTH = 12;

    private ServerNova() {}

    private record Brief(String id, String name, List<Links.Link> links) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Created(
            String id,
            List<Links.Link> links,
            @JsonProperty("OS-DCF:diskConfig") String diskConfig,
            List<ServerWireNova.Group> securityGroups,
            @JsonProperty("adminPass") String adminPass,
            @Nullable String reservationId) {}

    /** Several servers are answered with the first of them, or with what they have in common. */
    private static CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body();
        Body server = body.object("server");
        if (new DisksNova(server, ServerEcs.catalogue(rq)).restoresSnapshots()) {
            return Nova.DIALECT
                    .fault(501, "Snapshots of volumes are not emulated.")
                    .now();
        }
        boolean reservation = Loose.flag(server, "return_reservation_id", false);
        String given = server.text("adminPass", Text.upTo(255), "");
        String password = given.isEmpty() ? generated() : given;
        return rq.snapshot()
                .thenCompose(before -> Launching.launch(rq, PlanNova.of(body, ServerEcs.catalogue(rq), before)))
                .thenCompose(servers -> rq.read(snapshot -> Answer.of(
                        202,
                        reservation
                                ? Map.of(
                                        "reservation_id",
                                        servers.getFirst().order().reservation())
                                : Map.of("server", created(rq, view(rq, snapshot, servers.getFirst()), password)))));
    }

    /** {@return a password like those Nova makes up} Nobody can log in with it, as nobody can with any. */
    private static String generated() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, PASSWORD_LENGTH);
    }

    private static Created created(RequestContext rq, ServerView view, String password) {
        return new Created(
                view.server().id(),
                Links.to(rq, "servers", view.server().id()),
                "MANUAL",
                view.groups().stream()
                        .map(group -> new ServerWireNova.Group(group.name()))
                        .toList(),
                password,
                null);
    }

    static ServerView view(RequestContext rq, Snapshot snapshot, Server server) {
        return ServerView.of(snapshot, ServerEcs.catalogue(rq), server, rq.moment());
    }

    private static Object brief(RequestContext rq, ServerView view) {
        return new Brief(
                view.server().id(),
                view.server().name(),
                Links.to(rq, "servers", view.server().id()));
    }

    /** {@return an answer about the server of the path} */
    static CompletionStage<Answer> one(RequestContext rq, BiFunction<Snapshot, Server, Answer> answer) {
        return rq.read(snapshot -> answer.apply(
                snapshot,
                snapshot.find(Server.TYPE, rq.path("server_id"))
                        .orElseThrow(() -> Rejected.notFound(Server.TYPE.name(), rq.path("server_id")))));
    }

    /** A server that was just deleted is still shown, as DELETED: Nova answers a delete before it is done with it. */
    private static CompletionStage<Answer> show(RequestContext rq) {
        String id = rq.path("server_id");
        return rq.snapshot().thenCompose(snapshot -> {
            if (snapshot.find(Server.TYPE, id).isPresent() || !ID.matcher(id).matches()) {
                return one(rq, (now, server) -> answer(rq, now, server));
            }
            return rq.ask(Server.TYPE, id, new ServerCommand.Recall())
                    .thenCompose(server -> rq.read(now -> answer(rq, now, server)));
        });
    }

    private static Answer answer(RequestContext rq, Snapshot snapshot, Server server) {
        return Answer.ok(Map.of("server", ServerWireNova.of(rq, view(rq, snapshot, server))));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body server = rq.body().object("server");
        ServerCommand update = new ServerCommand.Update(
                server.patchText("name", NAME), server.patchText("description", PlanNova.DESCRIPTION));
        return rq.ask(Server.TYPE, rq.path("server_id"), update)
                .thenCompose(after -> one(rq, (snapshot, now) -> answer(rq, snapshot, now)));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return new Dismissing(rq, Dismissing.Eips.KEEP)
                .server(rq.path("server_id"))
                .thenApply(gone -> Answer.noContent());
    }

    private static CompletionStage<Answer> groups(RequestContext rq) {
        return one(
                rq,
                (snapshot, server) -> Answer.ok(Map.of(
                        "security_groups",
                        view(rq, snapshot, server).groups().stream()
                                .map(group -> SecurityGroupNova.wire(snapshot, group))
                                .toList())));
    }
}
