package dev.twinstack.api.server;

import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.api.keypair.KeyPairNova;
import dev.twinstack.emulator.job.Job.Result;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.Server.Power;
import dev.twinstack.emulator.server.ServerCommand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What can be done to servers in ECS v1 and v2; each is reported by a job. Source: ECS API reference, "Batch Operations"
 * and "Status Management".
 */
public final class ActionEcs {
    private static final String V2 = "/v2/{project_id}/cloudservers/{server_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Ecs.post("BatchStartServers", ServerEcs.ALL + "/action", EcsErrors.ALL, ActionEcs::act),
            Ecs.post("ResizePostPaidServer", ServerEcs.ONE + "/resize", EcsErrors.ALL, ActionEcs::resize),
            Ecs.post(
                    "ResizeServer",
                    "/v1.1/{project_id}/cloudservers/{server_id}/resize",
                    EcsErrors.ALL,
                    ActionEcs::resize),
            Ecs.post("ReinstallServerWithCloudInit", V2 + "/reinstallos", EcsErrors.ALL, ActionEcs::reinstall),
            Ecs.post("ChangeServerOsWithCloudInit", V2 + "/changeos", EcsErrors.ALL, ActionEcs::changeOs));

    private static final Text TYPE = Text.oneOf("SOFT", "HARD");
    private static final Text MODE = Text.oneOf("", "withStopServer");

    private ActionEcs() {}

    /** One of {@code os-start}, {@code os-stop} and {@code reboot}, for several servers. */
    private static CompletionStage<Answer> act(RequestContext rq) {
        Body body = rq.body();
        if (body.has("os-start")) {
            return batch(rq, body.object("os-start"), "startServer", new ServerCommand.Switch(Power.ACTIVE));
        }
        if (body.has("os-stop")) {
            Body stop = body.object("os-stop");
            stop.text("type", TYPE, "SOFT");
            return batch(rq, stop, "stopServer", new ServerCommand.Switch(Power.SHUTOFF));
        }
        if (body.has("reboot")) {
            Body reboot = body.object("reboot");
            boolean hard = reboot.text("type", TYPE).equals("HARD");
            return batch(rq, reboot, "rebootServer", new ServerCommand.Reboot(hard));
        }
        throw Rejected.field("body", "must hold one of os-start, os-stop and reboot");
    }

    private static CompletionStage<Answer> batch(RequestContext rq, Body action, String kind, ServerCommand command) {
        Instant began = ServerEcs.now(rq);
        return Batch.existing(rq, action)
                .thenCompose(ids -> Batch.each(ids, kind, id -> rq.ask(Server.TYPE, id, command)))
                .thenCompose(parts -> Jobs.file(rq, kind, parts, began))
                .thenApply(ActionEcs::filed);
    }

    private static Answer filed(String job) {
        return Answer.ok(Map.of("job_id", job));
    }

    /** ASSUMED: the kinds of these jobs; the reference names only those of creating servers. Check with a real job. */
    private static CompletionStage<Answer> job(RequestContext rq, String kind, ServerCommand command) {
        Instant began = ServerEcs.now(rq);
        return rq.ask(Server.TYPE, rq.path("server_id"), command)
                .thenCompose(server -> Jobs.file(
                        rq,
                        kind,
                        List.of(Jobs.part(kind, Map.of("server_id", server.id()), new Result.Success())),
                        began))
                .thenApply(ActionEcs::filed);
    }

    /** A rehearsal looks at the request alone, as the reference says. */
    private static CompletionStage<Answer> resize(RequestContext rq) {
        Body body = rq.body();
        String flavor = body.object("resize").text("flavorRef", Text.ID);
        return body.flag("dry_run", false)
                ? rq.find(Server.TYPE, rq.path("server_id")).thenApply(server -> Answer.of(202, Map.of()))
                : job(rq, "resizeServer", new ServerCommand.ChangeFlavor(flavor));
    }

    private static CompletionStage<Answer> reinstall(RequestContext rq) {
        Body wish = rq.body().object("os-reinstall");
        return rq.find(Server.TYPE, rq.path("server_id"))
                .thenCompose(server -> install(rq, "reinstallServer", wish, server.image()));
    }

    private static CompletionStage<Answer> changeOs(RequestContext rq) {
        Body wish = rq.body().object("os-change");
        return install(rq, "changeServer", wish, wish.text("imageid", Text.ID));
    }

    /** Whoever names no key logs in by password from then on. */
    private static CompletionStage<Answer> install(RequestContext rq, String kind, Body wish, String image) {
        String key = wish.text("keyname", Text.upTo(255), "");
        String userData = wish.maybeObject("metadata").map(UserData::of).orElse("");
        boolean stop = wish.text("mode", MODE, "").equals("withStopServer");
        wish.maybeText("adminpass", Text.upTo(255))
                .filter(password -> key.isEmpty() && !password.isEmpty())
                .ifPresent(Password::check);
        ServerCommand rebuild = new ServerCommand.Rebuild(
                image,
                Patch.keep(),
                Patch.keep(),
                key.isEmpty() ? Patch.clear() : Patch.set(key),
                userData.isEmpty() ? Patch.keep() : Patch.set(userData),
                stop);
        return KeyPairNova.mustExist(rq, key).thenCompose(exists -> job(rq, kind, rebuild));
    }
}
