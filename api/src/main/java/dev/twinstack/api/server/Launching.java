package dev.twinstack.api.server;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Steps;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import dev.twinstack.emulator.publicip.PublicIpCommand.BandwidthChoice;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.server.Server.Volume;
import dev.twinstack.emulator.server.ServerCommand;
import dev.twinstack.emulator.server.ServerCommand.NicSpec;
import dev.twinstack.emulator.server.ServerRules;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** Creating servers: each claims its ports, then its EIP is assigned and bound. All of it comes to be, or nothing. */
final class Launching {
    private final Plan plan;
    private final Steps steps;

    private Launching(RequestContext rq, Plan plan) {
        this.plan = plan;
        this.steps = new Steps(rq);
    }

    /** {@return the servers} Fails with {@link Rejected} if one of them cannot be had as planned. */
    static CompletionStage<List<Server>> launch(RequestContext rq, Plan plan) {
        Launching launching = new Launching(rq, plan);
        return rq.snapshot().thenCompose(snapshot -> {
            launching.check(snapshot);
            return launching.steps.all(() -> launching.from(0, new ArrayList<>()));
        });
    }

    /** Checks a plan as far as it can be without doing it. Fails with {@link Rejected} as the real thing would. */
    static CompletionStage<Plan> rehearse(RequestContext rq, Catalogue catalogue, Plan plan) {
        Launching launching = new Launching(rq, plan);
        return rq.snapshot().thenApply(snapshot -> {
            launching.check(snapshot);
            String id = UUID.randomUUID().toString();
            Context ctx = new Context(rq.ref(Server.TYPE, id), rq.moment(), Map.of());
            if (new ServerRules(catalogue).open(launching.open(id, 0), ctx)
                    instanceof Decision.Refuse<?>(DomainError error)) {
                throw new Rejected(error);
            }
            return plan;
        });
    }

    private void check(Snapshot snapshot) {
        String vpc = plan.spec().vpc();
        if (!vpc.isEmpty() && snapshot.find(Vpc.TYPE, vpc).isEmpty()) {
            throw Rejected.notFound(Vpc.TYPE.name(), vpc);
        }
        plan.nics().forEach(nic -> requireInVpc(snapshot, nic, vpc));
        boolean single = plan.eip() instanceof Plan.Eip.Existing
                || plan.nics().stream().anyMatch(Plan.Nic.Existing.class::isInstance);
        if (single && plan.count() > 1) {
            throw Rejected.field("count", "must be 1 with a port or EIP that exists");
        }
    }

    /**
     * All NICs of a server are in one VPC. A port never changes its subnet, nor a subnet its VPC, so this may be read
     * before they are claimed.
     *
     * @param vpc blank for a server outside any, which may have what NICs it likes
     */
    static void requireInVpc(Snapshot snapshot, Plan.Nic nic, String vpc) {
        String subnet = switch (nic) {
            case Plan.Nic.New(var port) -> port.subnet();
            case Plan.Nic.Existing(String port) ->
                snapshot.find(Port.TYPE, port)
                        .orElseThrow(() -> Rejected.notFound(Port.TYPE.name(), port))
                        .subnet();
        };
        Subnet found =
                snapshot.find(Subnet.TYPE, subnet).orElseThrow(() -> Rejected.notFound(Subnet.TYPE.name(), subnet));
        if (!vpc.isEmpty() && !found.vpc().isIn(vpc)) {
            throw new Rejected(new DomainError.Invalid(
                    "subnet-not-in-vpc", "nics", "The subnet " + subnet + " is not in the VPC " + vpc + "."));
        }
    }

    private CompletionStage<List<Server>> from(int index, List<Server> made) {
        if (index == plan.count()) {
            return CompletableFuture.completedStage(List.copyOf(made));
        }
        return one(index).thenCompose(server -> {
            made.add(server);
            return from(index + 1, made);
        });
    }

    private CompletionStage<Server> one(int index) {
        String id = UUID.randomUUID().toString();
        return steps.take(Server.TYPE, id, open(id, index), new ServerCommand.Close())
                .thenCompose(server -> eip(server).thenApply(bound -> server));
    }

    private ServerCommand.Open open(String id, int index) {
        List<NicSpec> nics = plan.nics().stream()
                .<NicSpec>map(nic -> switch (nic) {
                    case Plan.Nic.New(var port) ->
                        new NicSpec.New(UUID.randomUUID().toString(), port);
                    case Plan.Nic.Existing(String port) -> new NicSpec.Existing(port);
                })
                .toList();
        return new ServerCommand.Open(spec(id, index), nics);
    }

    /** Several servers are numbered: {@code web-0001}, {@code web-0002}. */
    private Spec spec(String id, int index) {
        Spec spec = plan.spec();
        return new Spec(
                plan.count() == 1 ? spec.name() : String.format(Locale.ROOT, "%s-%04d", spec.name(), index + 1),
                spec.description(),
                spec.flavor(),
                spec.image(),
                spec.availabilityZone(),
                spec.vpc(),
                spec.keyName(),
                spec.userData(),
                spec.metadata(),
                spec.tags(),
                IntStream.range(0, spec.volumes().size())
                        .mapToObj(i -> volume(
                                Ids.derived(id, "volume", Integer.toString(i)),
                                spec.volumes().get(i)))
                        .toList());
    }

    private static Volume volume(String id, Volume planned) {
        return new Volume(id, planned.type(), planned.size());
    }

    private CompletionStage<?> eip(Server server) {
        return switch (plan.eip()) {
            case Plan.Eip.None none -> CompletableFuture.completedStage(server);
            case Plan.Eip.Existing(String id) -> bind(id, server);
            case Plan.Eip.Dedicated(String type, int size, String chargeMode) ->
                assign(
                        server,
                        type,
                        new BandwidthChoice.Dedicated(
                                UUID.randomUUID().toString(), server.name() + "-bandwidth", size, chargeMode));
            case Plan.Eip.Shared(String type, String bandwidth) ->
                assign(server, type, new BandwidthChoice.Shared(bandwidth));
        };
    }

    private CompletionStage<PublicIp> assign(Server server, String type, BandwidthChoice bandwidth) {
        String id = UUID.randomUUID().toString();
        PublicIpCommand open = new PublicIpCommand.Open(type, "", PublicIpCommand.Wanted.ANY, bandwidth);
        return steps.take(PublicIp.TYPE, id, open, new PublicIpCommand.Close())
                .thenCompose(assigned -> bind(id, server));
    }

    private CompletionStage<PublicIp> bind(String eip, Server server) {
        String nic = server.nics().getFirst();
        return steps.take(PublicIp.TYPE, eip, new PublicIpCommand.Bind(nic), new PublicIpCommand.UnbindFrom(nic));
    }
}
