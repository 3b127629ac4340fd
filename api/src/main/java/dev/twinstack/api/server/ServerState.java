package dev.twinstack.api.server;

import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.Server.Stage;
import dev.twinstack.emulator.timing.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What a server is doing, in the words of both dialects. Source: ECS API reference, "ECS Statuses", mapping
 * between statuses.
 *
 * @param task null if it does nothing but be there
 * @param power 0 unknown, 1 running, 4 shut down
 */
record ServerState(String status, String machine, @Nullable String task, int power) {
    private static final int NO_STATE = 0;
    private static final int RUNNING = 1;
    private static final int SHUT_DOWN = 4;

    static ServerState of(Server server, Moment moment) {
        return switch (server.stage()) {
            case Stage.Deleted deleted -> new ServerState("DELETED", "deleted", null, NO_STATE);
            case Stage.Resized resized -> new ServerState("VERIFY_RESIZE", "resized", null, power(server));
            case Stage.Steady steady
            when server.isBuilding(moment) -> new ServerState("BUILD", "building", "spawning", NO_STATE);
            case Stage.Steady steady when server.isRunning() -> new ServerState("ACTIVE", "active", null, RUNNING);
            case Stage.Steady steady -> new ServerState("SHUTOFF", "stopped", null, SHUT_DOWN);
        };
    }

    private static int power(Server server) {
        return server.isRunning() ? RUNNING : SHUT_DOWN;
    }
}
