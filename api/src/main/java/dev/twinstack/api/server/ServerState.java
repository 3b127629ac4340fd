package dev.twinstack.api.server;

import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.timing.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What a server is doing, in the words of both dialects. Source: ECS API reference, "ECS Statuses".
 *
 * @param task null if it does nothing but be there
 * @param power 0 unknown, 1 running, 4 shut down
 */
record ServerState(String status, String machine, @Nullable String task, int power) {
    static ServerState of(Server server, Moment moment) {
        if (server.isBuilding(moment)) {
            return new ServerState("BUILD", "building", "spawning", 0);
        }
        return switch (server.power()) {
            case ACTIVE -> new ServerState("ACTIVE", "active", null, 1);
            case SHUTOFF -> new ServerState("SHUTOFF", "stopped", null, 4);
        };
    }
}
