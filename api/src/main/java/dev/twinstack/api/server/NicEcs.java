package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.job.Job.Part;
import dev.twinstack.emulator.job.Job.Result;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.ServerCommand;
import dev.twinstack.emulator.server.ServerCommand.NicSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A server's NICs in ECS v1. Source: ECS API reference, "NIC Management". */
public final class NicEcs {
    private static final String SERVER = "/v1/{project_id}/cloudservers/{server_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Ecs.post("BatchAddServerNics", SERVER + "/nics", EcsErrors.ALL, NicEcs::add),
            Ecs.post("BatchDeleteServerNics", SERVER + "/nics/delete", EcsErrors.ALL, NicEcs::remove),
            Ecs.get("ListServerInterfaces", SERVER + "/os-interface", EcsErrors.ALL, NicEcs::list));

    private NicEcs() {}

    /** How far apart the NICs of a server may be. */
    enum Reach {
        ONE_VPC,
        /** Native Nova knows no VPCs. */
        ANY_VPC
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Attachment(
            String portState,
            List<NicNova.FixedIp> fixedIps,
            String netId,
            String portId,
            String macAddr,
            boolean deleteOnTermination,
            @Nullable String driverMode,
            @Nullable Integer minRate,
            @Nullable Integer multiqueueNum,
            @Nullable String pciAddress) {
        static Attachment of(Port port) {
            boolean made =
                    port.device() instanceof Port.Device.OfServer(String server, boolean goesWithIt) && goesWithIt;
            return new Attachment(
                    "ACTIVE",
                    NicNova.addressesOf(port),
                    port.subnet(),
                    port.id(),
                    port.mac(),
                    made,
                    null,
                    null,
                    null,
                    null);
        }
    }

    private record Attachable(int freeNic, int freeEfiNic) {}

    private record Attachments(
            @JsonProperty("attachableQuantity") Attachable attachable,
            @JsonProperty("interfaceAttachments") List<Attachment> attachments) {}

    private static Server find(RequestContext rq, Snapshot snapshot) {
        String id = rq.path("server_id");
        return snapshot.find(Server.TYPE, id).orElseThrow(() -> Rejected.notFound(Server.TYPE.name(), id));
    }

    private static CompletionStage<Answer> add(RequestContext rq) {
        Instant began = ServerEcs.now(rq);
        Body body = rq.body();
        return rq.snapshot().thenCompose(snapshot -> {
            List<Plan.Nic> planned = PlanEcs.nics(body, List.of(SecurityGroup.defaultId(rq.project())), snapshot);
            if (planned.isEmpty()) {
                throw Rejected.field("nics", "is required");
            }
            return attach(rq, planned, Reach.ONE_VPC).thenCompose(server -> {
                List<String> all = server.nics();
                return job(rq, "addServerNics", server, all.subList(all.size() - planned.size(), all.size()), began);
            });
        });
    }

    /** {@return the server with these NICs, which are its last} All of them or none. */
    static CompletionStage<Server> attach(RequestContext rq, List<Plan.Nic> planned, Reach reach) {
        List<NicSpec> nics = planned.stream().map(NicEcs::spec).toList();
        return rq.snapshot().thenCompose(snapshot -> {
            Server server = find(rq, snapshot);
            planned.forEach(nic -> check(snapshot, server, nic, reach));
            return rq.ask(Server.TYPE, server.id(), new ServerCommand.AddNics(nics));
        });
    }

    private static NicSpec spec(Plan.Nic nic) {
        return switch (nic) {
            case Plan.Nic.New(var port) -> new NicSpec.New(UUID.randomUUID().toString(), port);
            case Plan.Nic.Existing(String port) -> new NicSpec.Existing(port);
        };
    }

    private static void check(Snapshot snapshot, Server server, Plan.Nic nic, Reach reach) {
        if (reach == Reach.ANY_VPC || server.vpc().isEmpty()) {
            nic.subnet(snapshot);
        } else {
            nic.mustBeIn(server.vpc(), snapshot);
        }
    }

    private static CompletionStage<Answer> remove(RequestContext rq) {
        Instant began = ServerEcs.now(rq);
        List<String> ports = rq.body().objects("nics").stream()
                .map(nic -> nic.text("id", Text.ID))
                .distinct()
                .toList();
        if (ports.isEmpty()) {
            throw Rejected.field("nics", "is required");
        }
        return detach(rq, ports).thenCompose(server -> job(rq, "deleteServerNics", server, ports, began));
    }

    /** {@return the server without these NICs} Their EIPs are unbound, but only if the server may lose the NICs. */
    static CompletionStage<Server> detach(RequestContext rq, List<String> ports) {
        return rq.snapshot().thenCompose(snapshot -> {
            Server server = find(rq, snapshot);
            List<String> removable = server.nics().subList(1, server.nics().size());
            return removable.containsAll(ports)
                    ? new Dismissing(rq, Dismissing.Eips.KEEP).nics(server, ports)
                    : rq.ask(Server.TYPE, server.id(), new ServerCommand.RemoveNics(ports));
        });
    }

    /** ASSUMED: the kinds of these jobs; the reference names only those of creating servers. Check with a real job. */
    private static CompletionStage<Answer> job(
            RequestContext rq, String kind, Server server, List<String> ports, Instant began) {
        List<Part> parts = ports.stream()
                .map(port -> Jobs.part(kind, Map.of("server_id", server.id(), "nic_id", port), new Result.Success()))
                .toList();
        return Jobs.file(rq, kind, parts, began).thenApply(job -> Answer.ok(Map.of("job_id", job)));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> {
            Server server = find(rq, snapshot);
            return Answer.ok(new Attachments(
                    new Attachable(Server.MOST_NICS - server.nics().size(), 0),
                    ports(snapshot, server).stream().map(Attachment::of).toList()));
        });
    }

    static List<Port> ports(Snapshot snapshot, Server server) {
        return server.nics().stream()
                .flatMap(port -> snapshot.find(Port.TYPE, port).stream())
                .toList();
    }
}
