package dev.twinstack.api.server;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Steps;
import dev.twinstack.api.keypair.KeyPairNova;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import dev.twinstack.emulator.publicip.PublicIpCommand.BandwidthChoice;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.Server.Order;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.server.ServerCommand;
import dev.twinstack.emulator.server.ServerCommand.DiskSpec;
import dev.twinstack.emulator.server.ServerCommand.NicSpec;
import dev.twinstack.emulator.servergroup.ServerGroup;
import dev.twinstack.emulator.tag.Tags;
import dev.twinstack.emulator.volume.Volume;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Creating servers: each claims its ports, then its EIP is assigned and bound. All of it comes to be, or nothing. */
final class Launching {
    private static final Pattern NUMBERED = Pattern.compile("(.*)-([0-9]{4})");
    private static final int RESERVATION_LENGTH = 8;

    private final Plan plan;
    private final Steps steps;
    private final String user;
    private final String reservation;

    private Launching(RequestContext rq, Plan plan) {
        this.plan = plan;
        this.steps = new Steps(rq);
        this.user = rq.caller().userId();
        this.reservation = "r-" + UUID.randomUUID().toString().substring(0, RESERVATION_LENGTH);
    }

    /** {@return the servers} Fails with {@link Rejected} if one of them cannot be had as planned. */
    static CompletionStage<List<Server>> launch(RequestContext rq, Plan plan) {
        Launching launching = new Launching(rq, plan);
        return KeyPairNova.mustExist(rq, plan.spec().keyName())
                .thenCompose(key -> rq.snapshot())
                .thenCompose(snapshot -> {
                    launching.check(snapshot);
                    return launching.steps.all(() -> launching.from(0, new ArrayList<>()));
                });
    }

    /** Checks a plan for one server without doing it. Fails with {@link Rejected} as the real thing would. */
    static CompletionStage<Plan> rehearse(RequestContext rq, Plan plan) {
        Launching launching = new Launching(rq, plan);
        return KeyPairNova.mustExist(rq, plan.spec().keyName())
                .thenCompose(key -> rq.snapshot())
                .thenCompose(snapshot -> {
                    launching.check(snapshot);
                    return rq.rehearse(Server.TYPE, UUID.randomUUID().toString(), launching.open("", 0));
                })
                .thenApply(fine -> plan);
    }

    private void check(Snapshot snapshot) {
        String vpc = plan.spec().vpc();
        if (plan.terms().oneVpc()) {
            if (snapshot.find(Vpc.TYPE, vpc).isEmpty()) {
                throw Rejected.notFound(Vpc.TYPE.name(), vpc);
            }
            plan.nics().forEach(nic -> nic.mustBeIn(vpc, snapshot));
        } else {
            plan.nics().forEach(nic -> nic.subnet(snapshot));
        }
        String group = plan.terms().group();
        if (!group.isEmpty() && snapshot.find(ServerGroup.TYPE, group).isEmpty()) {
            throw Rejected.notFound(ServerGroup.TYPE.name(), group);
        }
        boolean single = plan.eip() instanceof Plan.Eip.Existing
                || plan.nics().stream().anyMatch(Plan.Nic.Existing.class::isInstance)
                || plan.disks().stream().anyMatch(Plan.Disk.Existing.class::isInstance);
        if (single && plan.count() > 1) {
            throw Rejected.field("count", "must be 1 with a port, volume or EIP that exists");
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
        String eip = eipId();
        return steps.take(Server.TYPE, id, open(eip, index), new ServerCommand.Close(true))
                .thenCompose(server -> eip(eip, server).thenApply(bound -> server));
    }

    private String eipId() {
        return switch (plan.eip()) {
            case Plan.Eip.None none -> "";
            case Plan.Eip.Existing(String id) -> id;
            case Plan.Eip.Dedicated dedicated -> UUID.randomUUID().toString();
            case Plan.Eip.Shared shared -> UUID.randomUUID().toString();
        };
    }

    private ServerCommand.Open open(String eip, int index) {
        List<NicSpec> nics = plan.nics().stream()
                .<NicSpec>map(nic -> switch (nic) {
                    case Plan.Nic.New(var port) ->
                        new NicSpec.New(UUID.randomUUID().toString(), port);
                    case Plan.Nic.Existing(String port) -> new NicSpec.Existing(port);
                })
                .toList();
        Plan.Terms terms = plan.terms();
        Order order = new Order(
                user, reservation, index, terms.tenancy(), terms.enterpriseProject(), terms.eipGoes() ? eip : "");
        return new ServerCommand.Open(spec(index), nics, disks(index), order, terms.group(), terms.autoRecovery());
    }

    /** Several servers are numbered, from 0001 or from the number the name ends with: {@code web-0001}, {@code web-0002}. */
    private String name(int index) {
        String name = plan.spec().name();
        if (plan.count() == 1) {
            return name;
        }
        Matcher numbered = NUMBERED.matcher(name);
        return numbered.matches()
                ? String.format(Locale.ROOT, "%s-%04d", numbered.group(1), Integer.parseInt(numbered.group(2)) + index)
                : String.format(Locale.ROOT, "%s-%04d", name, index + 1);
    }

    private String zone(int index) {
        List<String> zones = plan.terms().zones();
        return zones.isEmpty() ? plan.spec().availabilityZone() : zones.get(index % zones.size());
    }

    private Spec spec(int index) {
        Spec spec = plan.spec();
        return new Spec(
                name(index),
                spec.description(),
                spec.flavor(),
                spec.image(),
                zone(index),
                spec.vpc(),
                spec.keyName(),
                spec.userData(),
                spec.metadata(),
                spec.tags(),
                List.of());
    }

    private List<DiskSpec> disks(int index) {
        List<DiskSpec> disks = new ArrayList<>();
        for (Plan.Disk disk : plan.disks()) {
            disks.add(
                    switch (disk) {
                        case Plan.Disk.New made ->
                            new DiskSpec.New(
                                    UUID.randomUUID().toString(),
                                    volume(made, index, disks.size()),
                                    made.deleteOnTermination());
                        case Plan.Disk.Existing(String volume, boolean goes) -> new DiskSpec.Existing(volume, goes);
                    });
        }
        return disks;
    }

    /** ASSUMED: volumes are named for their server and their place in it; check by creating a server with two disks. */
    private Volume.Spec volume(Plan.Disk.New disk, int index, int place) {
        return new Volume.Spec(
                String.format(Locale.ROOT, "%s-volume-%04d", name(index), place),
                "",
                disk.size(),
                disk.type(),
                zone(index),
                disk.image(),
                disk.multiattach(),
                disk.metadata(),
                Tags.NONE,
                user,
                plan.terms().enterpriseProject());
    }

    private CompletionStage<?> eip(String eip, Server server) {
        return switch (plan.eip()) {
            case Plan.Eip.None none -> CompletableFuture.completedStage(server);
            case Plan.Eip.Existing existing -> bind(eip, server);
            case Plan.Eip.Dedicated(String type, int size, String chargeMode) ->
                assign(
                        eip,
                        server,
                        type,
                        new BandwidthChoice.Dedicated(
                                UUID.randomUUID().toString(), server.name() + "-bandwidth", size, chargeMode));
            case Plan.Eip.Shared(String type, String bandwidth) ->
                assign(eip, server, type, new BandwidthChoice.Shared(bandwidth));
        };
    }

    private CompletionStage<PublicIp> assign(String id, Server server, String type, BandwidthChoice bandwidth) {
        PublicIpCommand open = new PublicIpCommand.Open(type, "", PublicIpCommand.Wanted.ANY, bandwidth);
        return steps.take(PublicIp.TYPE, id, open, new PublicIpCommand.Close())
                .thenCompose(assigned -> bind(id, server));
    }

    private CompletionStage<PublicIp> bind(String eip, Server server) {
        String nic = server.nics().getFirst();
        return steps.take(PublicIp.TYPE, eip, new PublicIpCommand.Bind(nic), new PublicIpCommand.UnbindFrom(nic));
    }
}
