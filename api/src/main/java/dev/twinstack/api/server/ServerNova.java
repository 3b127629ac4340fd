package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.api.publicip.FloatingIpNova;
import dev.twinstack.api.securitygroup.SecurityGroupNova;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.Server.Power;
import dev.twinstack.emulator.server.ServerCommand;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Servers in native Nova. Source: ECS API reference, "Native OpenStack Nova APIs". */
public final class ServerNova {
    private static final String ALL = "/v2.1/{project_id}/servers";
    private static final String ONE = ALL + "/{server_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Nova.post("NovaCreateServers", ALL, ServerNova::create),
            Nova.post("NovaCreateServersFromVolume", "/v2.1/{project_id}/os-volumes_boot", ServerNova::create),
            Nova.get("NovaListServers", ALL, rq -> list(rq, ServerNova::brief)),
            Nova.get("NovaListServersDetails", ALL + "/detail", rq -> list(rq, ServerNova::wire)),
            Nova.get("NovaShowServer", ONE, ServerNova::show),
            Nova.put("NovaUpdateServer", ONE, ServerNova::rename),
            Nova.delete("NovaDeleteServer", ONE, ServerNova::delete),
            Nova.post("NovaAssociateSecurityGroup", ONE + "/action", ServerNova::action),
            Nova.get("NovaListServerMetadata", ONE + "/metadata", ServerNova::metadata),
            Nova.post("NovaUpdateServerMetadata", ONE + "/metadata", ServerNova::setMetadata),
            Nova.delete("NovaDeleteServerMetadata", ONE + "/metadata/{key}", ServerNova::removeMetadata),
            Nova.get("NovaListServerInterfaces", ONE + "/os-interface", ServerNova::interfaces),
            Nova.post("NovaAttachInterface", ONE + "/os-interface", ServerNova::attach),
            Nova.get("NovaShowServerInterface", ONE + "/os-interface/{port_id}", ServerNova::showInterface),
            Nova.delete("NovaDetachInterface", ONE + "/os-interface/{port_id}", ServerNova::detach),
            Nova.get("NovaListServerSecurityGroups", ONE + "/os-security-groups", ServerNova::groups),
            Nova.get("NovaShowServerPassword", ONE + "/os-server-password", ServerNova::password));

    private ServerNova() {}

    private record Brief(String id, String name, List<Links.Link> links) {}

    private record Created(
            String id,
            List<Links.Link> links,
            @JsonProperty("OS-DCF:diskConfig") String diskConfig,
            List<ServerWireNova.Group> securityGroups) {}

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body().object("server");
        return rq.snapshot()
                .thenCompose(before -> Launching.launch(rq, PlanNova.of(body, ServerEcs.catalogue(rq), before)))
                .thenCompose(servers -> rq.read(snapshot ->
                        Answer.of(202, Map.of("server", created(rq, view(rq, snapshot, servers.getFirst()))))));
    }

    private static Created created(RequestContext rq, ServerView view) {
        return new Created(
                view.server().id(),
                Links.to(rq, "servers", view.server().id()),
                "MANUAL",
                view.groups().stream()
                        .map(group -> new ServerWireNova.Group(group.name()))
                        .toList());
    }

    private static ServerView view(RequestContext rq, Snapshot snapshot, Server server) {
        return ServerView.of(snapshot, ServerEcs.catalogue(rq), server, rq.moment());
    }

    private static Object brief(RequestContext rq, ServerView view) {
        return new Brief(
                view.server().id(),
                view.server().name(),
                Links.to(rq, "servers", view.server().id()));
    }

    private static Object wire(RequestContext rq, ServerView view) {
        return ServerWireNova.of(rq, view);
    }

    /** Newest first, as Nova sorts; a marker is the last id of the page before. */
    private static CompletionStage<Answer> list(
            RequestContext rq, BiFunction<RequestContext, ServerView, Object> wire) {
        Pattern name = pattern(rq);
        String marker = rq.query("marker").orElse("");
        long limit = rq.query("limit")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .orElse(Long.MAX_VALUE);
        return rq.read(snapshot -> {
            Stream<Server> servers = snapshot.all(Server.TYPE).stream()
                    .filter(server -> name.matcher(server.name()).find() && matches(rq, snapshot, server))
                    .sorted(java.util.Comparator.comparing(Server::createdAt)
                            .thenComparing(Server::id)
                            .reversed());
            if (!marker.isEmpty()) {
                servers =
                        servers.dropWhile(server -> !server.id().equals(marker)).skip(1);
            }
            return Answer.ok(Map.of(
                    "servers",
                    servers.limit(limit)
                            .map(server -> wire.apply(rq, view(rq, snapshot, server)))
                            .toList()));
        });
    }

    private static Pattern pattern(RequestContext rq) {
        try {
            return Pattern.compile(rq.query("name").orElse(""));
        } catch (PatternSyntaxException malformed) {
            throw Rejected.field("name", "is no regular expression");
        }
    }

    private static boolean matches(RequestContext rq, Snapshot snapshot, Server server) {
        return rq.query("status")
                        .map(status -> status.equalsIgnoreCase(
                                ServerState.of(server, rq.moment()).status()))
                        .orElse(true)
                && rq.query("flavor").map(server.flavor()::equals).orElse(true)
                && rq.query("image").map(server.image()::equals).orElse(true)
                && rq.query("ip").map(ip -> shows(snapshot, server, ip)).orElse(true)
                && rq.query("uuid").map(server.id()::equals).orElse(true);
    }

    private static boolean shows(Snapshot snapshot, Server server, String ip) {
        return server.nics().stream()
                .flatMap(port -> snapshot.find(Port.TYPE, port).stream())
                .flatMap(port -> port.ipv4().stream())
                .anyMatch(address -> address.toString().contains(ip));
    }

    private static CompletionStage<Answer> one(RequestContext rq, BiFunction<Snapshot, Server, Answer> answer) {
        return rq.read(snapshot -> answer.apply(
                snapshot,
                snapshot.find(Server.TYPE, rq.path("server_id"))
                        .orElseThrow(() -> Rejected.notFound(Server.TYPE.name(), rq.path("server_id")))));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return one(rq, (snapshot, server) -> Answer.ok(Map.of("server", wire(rq, view(rq, snapshot, server)))));
    }

    private static CompletionStage<Answer> rename(RequestContext rq) {
        Body server = rq.body().object("server");
        Patch<String> name = server.patchText("name", new Text(1, 255, Text.ID.pattern(), Text.ID.meaning()));
        return rq.ask(Server.TYPE, rq.path("server_id"), new ServerCommand.Update(name, Patch.keep()))
                .thenCompose(after -> show(rq));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return new Dismissing(rq, Dismissing.Eips.KEEP)
                .server(rq.path("server_id"))
                .thenApply(gone -> Answer.noContent());
    }

    private static CompletionStage<Answer> action(RequestContext rq) {
        Body body = rq.body();
        if (body.has("addSecurityGroup")) {
            String name = body.object("addSecurityGroup").text("name", Text.ID);
            return eachPort(rq, snapshot -> new PortCommand.AddGroup(PlanNova.group(snapshot, name)));
        }
        if (body.has("removeSecurityGroup")) {
            String name = body.object("removeSecurityGroup").text("name", Text.ID);
            return eachPort(rq, snapshot -> new PortCommand.RemoveGroup(PlanNova.group(snapshot, name)));
        }
        if (body.has("addFloatingIp")) {
            return FloatingIpNova.add(rq, body.object("addFloatingIp"));
        }
        if (body.has("removeFloatingIp")) {
            return FloatingIpNova.remove(rq, body.object("removeFloatingIp"));
        }
        if (body.has("os-start")) {
            return power(rq, Power.ACTIVE).thenApply(server -> accepted());
        }
        if (body.has("os-stop")) {
            return power(rq, Power.SHUTOFF).thenApply(server -> accepted());
        }
        if (body.has("reboot")) {
            return power(rq, Power.SHUTOFF)
                    .thenCompose(off -> power(rq, Power.ACTIVE))
                    .thenApply(server -> accepted());
        }
        return Nova.DIALECT.fault(501, "Twinstack does not know this action.").now();
    }

    private static Answer accepted() {
        return Answer.of(202, Answer.NONE);
    }

    private static CompletionStage<Server> power(RequestContext rq, Power power) {
        return rq.ask(Server.TYPE, rq.path("server_id"), new ServerCommand.Switch(power));
    }

    private static CompletionStage<Answer> eachPort(RequestContext rq, Function<Snapshot, PortCommand> command) {
        return rq.snapshot().thenCompose(snapshot -> {
            Server server = snapshot.find(Server.TYPE, rq.path("server_id"))
                    .orElseThrow(() -> Rejected.notFound(Server.TYPE.name(), rq.path("server_id")));
            PortCommand each = command.apply(snapshot);
            CompletionStage<?> all = CompletableFuture.completedStage(server);
            for (String port : server.nics()) {
                all = all.thenCompose(done -> rq.ask(Port.TYPE, port, each));
            }
            return all.thenApply(done -> accepted());
        });
    }

    private static CompletionStage<Answer> metadata(RequestContext rq) {
        return one(
                rq,
                (snapshot, server) -> Answer.ok(Map.of("metadata", server.spec().metadata())));
    }

    private static CompletionStage<Answer> setMetadata(RequestContext rq) {
        Map<String, String> set = PlanNova.texts(rq.body().object("metadata"));
        return rq.ask(Server.TYPE, rq.path("server_id"), new ServerCommand.ChangeMetadata(set, Set.of()))
                .thenApply(server -> Answer.ok(Map.of("metadata", server.spec().metadata())));
    }

    private static CompletionStage<Answer> removeMetadata(RequestContext rq) {
        return rq.ask(
                        Server.TYPE,
                        rq.path("server_id"),
                        new ServerCommand.ChangeMetadata(Map.of(), Set.of(rq.path("key"))))
                .thenApply(server -> Answer.noContent());
    }

    private static CompletionStage<Answer> interfaces(RequestContext rq) {
        return one(
                rq,
                (snapshot, server) -> Answer.ok(Map.of("interfaceAttachments", NicEcs.attachments(snapshot, server))));
    }

    private static CompletionStage<Answer> showInterface(RequestContext rq) {
        return one(
                rq,
                (snapshot, server) -> NicEcs.attachments(snapshot, server).stream()
                        .filter(attachment -> attachment.portId().equals(rq.path("port_id")))
                        .findFirst()
                        .map(attachment -> Answer.ok(Map.of("interfaceAttachment", attachment)))
                        .orElseThrow(() -> Rejected.notFound("nic", rq.path("port_id"))));
    }

    private static CompletionStage<Answer> attach(RequestContext rq) {
        Plan.Nic nic = PlanNova.attachment(rq.body().object("interfaceAttachment"), rq.project());
        return NicEcs.attach(rq, List.of(nic))
                .thenCompose(server -> one(
                        rq,
                        (snapshot, after) -> Answer.ok(Map.of(
                                "interfaceAttachment",
                                NicEcs.attachments(snapshot, after).stream()
                                        .filter(attachment ->
                                                server.nics().getLast().equals(attachment.portId()))
                                        .findFirst()
                                        .orElseThrow()))));
    }

    private static CompletionStage<Answer> detach(RequestContext rq) {
        return NicEcs.detach(rq, List.of(rq.path("port_id"))).thenApply(server -> accepted());
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

    /** No password was ever set in the guest, so there is none to be had. */
    private static CompletionStage<Answer> password(RequestContext rq) {
        return one(rq, (snapshot, server) -> Answer.ok(Map.of("password", "")));
    }
}
