package dev.twinstack.api.server;

import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.server.Server;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The password a Windows guest made up for itself at its first boot. No guest runs here, so none ever did. Source: ECS
 * API reference, native "Obtaining the Password of an ECS".
 */
public final class Passwords {
    private static final String PATH = "/os-server-password";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Nova.get("NovaShowServerPassword", ServerNova.ONE + PATH, Passwords::show),
            Nova.delete("NovaDeleteServerPassword", ServerNova.ONE + PATH, Passwords::delete),
            Ecs.get("ShowServerPassword", ServerEcs.ONE + PATH, EcsErrors.ALL, Passwords::show),
            Ecs.delete("DeleteServerPassword", ServerEcs.ONE + PATH, EcsErrors.ALL, Passwords::delete));

    private Passwords() {}

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(Server.TYPE, rq.path("server_id")).thenApply(server -> Answer.ok(Map.of("password", "")));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.find(Server.TYPE, rq.path("server_id")).thenApply(server -> Answer.noContent());
    }
}
