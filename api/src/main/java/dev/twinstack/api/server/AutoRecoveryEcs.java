package dev.twinstack.api.server;

import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.ServerCommand;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Whether a server would be started elsewhere if its host failed, which none here does; a new server's answer is yes.
 * Source: ECS API reference, "Managing Automatic Recovery of an ECS".
 */
public final class AutoRecoveryEcs {
    private static final String PATH = ServerEcs.ONE + "/autorecovery";
    private static final String FIELD = "support_auto_recovery";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Ecs.get("ShowServerAutoRecovery", PATH, EcsErrors.ALL, AutoRecoveryEcs::show),
            Ecs.put("RegisterServerAutoRecovery", PATH, EcsErrors.ALL, AutoRecoveryEcs::set));

    private AutoRecoveryEcs() {}

    /** The flag is a text. */
    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(Server.TYPE, rq.path("server_id"))
                .thenApply(server -> Answer.ok(Map.of(FIELD, Boolean.toString(server.autoRecovery()))));
    }

    private static CompletionStage<Answer> set(RequestContext rq) {
        boolean on = rq.body().text(FIELD, Text.oneOf("true", "false")).equals("true");
        return rq.ask(Server.TYPE, rq.path("server_id"), new ServerCommand.SetAutoRecovery(on))
                .thenApply(server -> Answer.noContent());
    }
}
