package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.region.Flavor;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.servergroup.ServerGroup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * How much a project has of what servers are made of, and may have: without limit (-1), but for what the network service
 * limits. Source: ECS API reference, "Querying Tenant Quotas".
 */
public final class Limits {
    public static final List<Endpoint> ENDPOINTS = List.of(
            Ecs.get("ShowServerLimits", ServerEcs.ALL + "/limits", EcsErrors.ALL, rq -> limits(rq, "absolute")),
            Nova.get("NovaShowLimits", "/v2.1/{project_id}/limits", rq -> limits(rq, "limits")));

    private static final int METADATA = 128;

    private Limits() {}

    private record Absolute(
            @JsonProperty("maxTotalInstances") int instances,
            @JsonProperty("maxTotalCores") int cores,
            @JsonProperty("maxTotalRAMSize") int memory,
            @JsonProperty("maxTotalKeypairs") int keyPairs,
            @JsonProperty("maxServerMeta") int serverMetadata,
            @JsonProperty("maxImageMeta") int imageMetadata,
            @JsonProperty("maxPersonality") int personality,
            @JsonProperty("maxPersonalitySize") int personalitySize,
            @JsonProperty("maxServerGroups") int serverGroups,
            @JsonProperty("maxServerGroupMembers") int serverGroupMembers,
            @JsonProperty("maxSecurityGroups") int securityGroups,
            @JsonProperty("maxSecurityGroupRules") int securityGroupRules,
            @JsonProperty("maxTotalFloatingIps") int floatingIps,
            @JsonProperty("totalInstancesUsed") int instancesUsed,
            @JsonProperty("totalCoresUsed") int coresUsed,
            @JsonProperty("totalRAMUsed") int memoryUsed,
            @JsonProperty("totalServerGroupsUsed") int serverGroupsUsed,
            @JsonProperty("totalSecurityGroupsUsed") int securityGroupsUsed,
            @JsonProperty("totalFloatingIpsUsed") int floatingIpsUsed) {}

    private record Rates(List<Object> rate, Absolute absolute) {}

    private static CompletionStage<Answer> limits(RequestContext rq, String member) {
        return rq.read(snapshot -> {
            Absolute absolute = absolute(rq, snapshot);
            return Answer.ok(Map.of(member, member.equals("limits") ? new Rates(List.of(), absolute) : absolute));
        });
    }

    private static Absolute absolute(RequestContext rq, Snapshot snapshot) {
        Quotas quotas = new Quotas(rq.cloud().settings().region().quotas());
        List<Flavor> flavors = snapshot.all(Server.TYPE).stream()
                .flatMap(server -> ServerEcs.catalogue(rq).flavor(server.flavor()).stream())
                .toList();
        return new Absolute(
                Quotas.UNLIMITED,
                Quotas.UNLIMITED,
                Quotas.UNLIMITED,
                Quotas.UNLIMITED,
                METADATA,
                METADATA,
                0,
                0,
                Quotas.UNLIMITED,
                Quotas.UNLIMITED,
                quotas.limit(Quota.SECURITY_GROUP),
                quotas.limit(Quota.SECURITY_GROUP_RULE),
                quotas.limit(Quota.PUBLIC_IP),
                flavors.size(),
                flavors.stream().mapToInt(Flavor::vcpus).sum(),
                flavors.stream().mapToInt(Flavor::memory).sum(),
                snapshot.all(ServerGroup.TYPE).size(),
                snapshot.all(SecurityGroup.TYPE).size(),
                snapshot.all(PublicIp.TYPE).size());
    }
}
