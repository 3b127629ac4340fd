package dev.twinstack.api.server;

import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.api.keypair.KeyPairNova;
import dev.twinstack.api.publicip.FloatingIpNova;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.DomainError;
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
import java.util.regex.Pattern;

/**
 * What can be done to a server in native Nova: a body with one member, which is named for the action. Source: ECS API
 * reference, native "Status Management" and "Security Group Management".
 */
public final class ActionNova {
    public static final List<Endpoint> ENDPOINTS = List.of(Nova.post(
            "NovaAssociateSecurityGroup",
            ServerNova.ONE + "/action",
            Nova.badRequestOn("keypair-not-found"),
            ActionNova::act));

    /** An action, with the request's whole body. */
    @FunctionalInterface
    private interface Action {
        CompletionStage<Answer> on(RequestContext rq, Body body);
    }

    private static final Map<String, Action> ACTIONS = Map.ofEntries(
            Map.entry("os-start", (rq, body) -> accepted(rq, new ServerCommand.Switch(Power.ACTIVE))),
            Map.entry("os-stop", ActionNova::stop),
            Map.entry("reboot", ActionNova::reboot),
            Map.entry("resize", ActionNova::resize),
            Map.entry("confirmResize", ActionNova::confirmResize),
            Map.entry("revertResize", (rq, body) -> accepted(rq, new ServerCommand.RevertResize())),
            Map.entry("rebuild", ActionNova::rebuild),
            Map.entry("lock", (rq, body) -> accepted(rq, new ServerCommand.Lock())),
            Map.entry("unlock", (rq, body) -> accepted(rq, new ServerCommand.Unlock())),
            Map.entry("changePassword", ActionNova::changePassword),
            Map.entry("forceDelete", ActionNova::forceDelete),
            Map.entry("addSecurityGroup", ActionNova::addGroup),
            Map.entry("removeSecurityGroup", ActionNova::removeGroup),
            Map.entry("addFloatingIp", (rq, body) -> FloatingIpNova.add(rq, body.object("addFloatingIp"))),
            Map.entry("removeFloatingIp", (rq, body) -> FloatingIpNova.remove(rq, body.object("removeFloatingIp"))));

    /** Nova's other actions. Source: OpenStack Compute API reference, "Servers - run an action". */
    private static final Set<String> UNSERVED = Set.of(
            "addFixedIp",
            "removeFixedIp",
            "createImage",
            "createBackup",
            "evacuate",
            "migrate",
            "os-migrateLive",
            "os-getConsoleOutput",
            "os-getVNCConsole",
            "os-getSPICEConsole",
            "os-getSerialConsole",
            "os-getRDPConsole",
            "os-resetState",
            "pause",
            "unpause",
            "rescue",
            "unrescue",
            "resetNetwork",
            "injectNetworkInfo",
            "restore",
            "shelve",
            "shelveOffload",
            "unshelve",
            "suspend",
            "resume",
            "trigger_crash_dump");

    private static final Text STOP = Text.oneOf("SOFT", "HARD");
    private static final Text REBOOT = new Text(4, 4, Pattern.compile("(?i)SOFT|HARD"), "SOFT or HARD");

    private ActionNova() {}

    private static CompletionStage<Answer> act(RequestContext rq) {
        Body body = rq.body();
        for (Map.Entry<String, Action> action : ACTIONS.entrySet()) {
            if (body.has(action.getKey())) {
                return action.getValue().on(rq, body);
            }
        }
        if (UNSERVED.stream().anyMatch(body::has)) {
            return Nova.DIALECT.fault(501, "This action is not emulated.").now();
        }
        throw Rejected.field("body", "There is no such action.");
    }

    private static CompletionStage<Server> ask(RequestContext rq, ServerCommand command) {
        return rq.ask(Server.TYPE, rq.path("server_id"), command);
    }

    private static CompletionStage<Answer> accepted(RequestContext rq, ServerCommand command) {
        return ask(rq, command).thenApply(server -> accepted());
    }

    private static Answer accepted() {
        return Answer.of(202, Answer.NONE);
    }

    /** A guest that runs nothing stops the same either way. */
    private static CompletionStage<Answer> stop(RequestContext rq, Body body) {
        body.maybeObject("os-stop").ifPresent(stop -> stop.text("type", STOP, "SOFT"));
        return accepted(rq, new ServerCommand.Switch(Power.SHUTOFF));
    }

    private static CompletionStage<Answer> reboot(RequestContext rq, Body body) {
        String type = body.object("reboot").text("type", REBOOT);
        return accepted(rq, new ServerCommand.Reboot(type.equalsIgnoreCase("HARD")));
    }

    private static CompletionStage<Answer> resize(RequestContext rq, Body body) {
        String flavor = PlanNova.last(body.object("resize").text("flavorRef", Text.ID));
        return accepted(rq, new ServerCommand.Resize(flavor));
    }

    private static CompletionStage<Answer> confirmResize(RequestContext rq, Body body) {
        return ask(rq, new ServerCommand.ConfirmResize()).thenApply(server -> Answer.noContent());
    }

    private static CompletionStage<Answer> rebuild(RequestContext rq, Body body) {
        Body rebuild = body.object("rebuild");
        Patch<String> key = rebuild.patchText("key_name", Text.upTo(255));
        Patch<String> userData = rebuild.patchText("user_data", Text.upTo(65535));
        if (userData instanceof Patch.Set<String>(String encoded)) {
            UserData.check(rebuild.path("user_data"), encoded);
        }
        ServerCommand command = new ServerCommand.Rebuild(
                PlanNova.last(rebuild.text("imageRef", Text.ID)),
                rebuild.patchText("name", new Text(1, 254, Text.ID.pattern(), Text.ID.meaning())),
                rebuild.maybeObject("metadata")
                        .map(Metadata::of)
                        .<Patch<Map<String, String>>>map(Patch::set)
                        .orElseGet(Patch::keep),
                key,
                userData,
                true);
        String named = key instanceof Patch.Set<String>(String name) ? name : "";
        return KeyPairNova.mustExist(rq, named)
                .thenCompose(exists -> ask(rq, command))
                .thenCompose(rebuilt -> ServerNova.one(
                        rq,
                        (snapshot, server) -> Answer.of(
                                202, Map.of("server", ServerWireNova.of(rq, ServerNova.view(rq, snapshot, server))))));
    }

    /** Nobody logs in to the guest, so there is nothing to change. */
    private static CompletionStage<Answer> changePassword(RequestContext rq, Body body) {
        body.object("changePassword").text("adminPass", Text.upTo(255));
        return ServerNova.one(rq, (snapshot, server) -> accepted());
    }

    private static CompletionStage<Answer> forceDelete(RequestContext rq, Body body) {
        return new Dismissing(rq, Dismissing.Eips.KEEP)
                .server(rq.path("server_id"))
                .thenApply(gone -> accepted());
    }

    /** Ports whose port security is off are in no group, and are left out. */
    private static CompletionStage<Answer> addGroup(RequestContext rq, Body body) {
        String name = body.object("addSecurityGroup").text("name", Text.ID);
        return rq.snapshot().thenCompose(snapshot -> {
            PortCommand add = new PortCommand.AddGroup(PlanNova.group(snapshot, name));
            return each(
                    rq, ports(rq, snapshot).stream().filter(Port::portSecurity).toList(), add);
        });
    }

    /**
     * A server may be taken out of its last group, as Nova allows (against SG-27): Terraform's provider replaces groups
     * by removing the old ones first.
     */
    private static CompletionStage<Answer> removeGroup(RequestContext rq, Body body) {
        String name = body.object("removeSecurityGroup").text("name", Text.ID);
        return rq.snapshot().thenCompose(snapshot -> {
            String group = PlanNova.group(snapshot, name);
            List<Port> members = ports(rq, snapshot).stream()
                    .filter(port -> port.securityGroups().contains(group))
                    .toList();
            if (members.isEmpty()) {
                throw new Rejected(
                        new DomainError.NotFound("securitygroup", group + " of the server " + rq.path("server_id")));
            }
            return each(rq, members, new PortCommand.LeaveGroup(group));
        });
    }

    private static List<Port> ports(RequestContext rq, Snapshot snapshot) {
        String id = rq.path("server_id");
        Server server = snapshot.find(Server.TYPE, id).orElseThrow(() -> Rejected.notFound(Server.TYPE.name(), id));
        return server.nics().stream()
                .flatMap(port -> snapshot.find(Port.TYPE, port).stream())
                .toList();
    }

    private static CompletionStage<Answer> each(RequestContext rq, List<Port> ports, PortCommand command) {
        CompletionStage<?> all = CompletableFuture.completedStage(ports);
        for (Port port : ports) {
            all = all.thenCompose(done -> rq.ask(Port.TYPE, port.id(), command));
        }
        return all.thenApply(done -> accepted());
    }
}
