package dev.twinstack.api.publicip;

import dev.twinstack.api.bandwidth.UnnamedBandwidth;
import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.api.subnet.ExternalNetwork;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIp.Binding;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import dev.twinstack.emulator.publicip.PublicIpCommand.Wanted;
import dev.twinstack.emulator.server.Server;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * EIPs as Nova once had them, and still does for old clients. Source: ECS API reference, the discarded "Floating IP
 * Address Management (OpenStack Nova APIs)".
 */
public final class FloatingIpNova {
    private static final String ALL = "/v2.1/{project_id}/os-floating-ips";
    private static final String ONE = ALL + "/{floating_ip_id}";
    private static final Errors ASSIGNING = Nova.ERRORS.on("publicIp-quota", 403, "forbidden");

    public static final List<Endpoint> ENDPOINTS = List.of(
            new Endpoint("NovaCreateFloatingIp", Nova.DIALECT, "POST", ALL, ASSIGNING, FloatingIpNova::create),
            Nova.get("NovaListFloatingIps", ALL, FloatingIpNova::list),
            Nova.get("NovaShowFloatingIp", ONE, FloatingIpNova::show),
            Nova.delete("NovaDeleteFloatingIp", ONE, FloatingIpNova::delete),
            Nova.get("NovaListFloatingIpPools", "/v2.1/{project_id}/os-floating-ip-pools", FloatingIpNova::pools));

    private FloatingIpNova() {}

    private record Wire(
            String id,
            String ip,
            String pool,
            @Nullable String fixedIp,
            @Nullable String instanceId) {
        static Wire of(Snapshot snapshot, PublicIp eip) {
            BoundPort bound = BoundPort.of(snapshot, eip).orElse(null);
            return new Wire(
                    eip.id(),
                    eip.address().toString(),
                    ExternalNetwork.NAME,
                    bound == null ? null : bound.address(),
                    bound == null ? null : bound.server());
        }
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        String pool = rq.body().text("pool", Text.upTo(255), ExternalNetwork.NAME);
        if (!List.of(ExternalNetwork.NAME, ExternalNetwork.ID).contains(pool)) {
            throw Rejected.notFound("floating IP pool", pool);
        }
        PublicIpCommand open = new PublicIpCommand.Open(PublicIp.BGP, "", Wanted.ANY, UnnamedBandwidth.ofFloatingIp());
        return rq.ask(PublicIp.TYPE, UUID.randomUUID().toString(), open).thenCompose(made -> answer(rq, made));
    }

    private static CompletionStage<Answer> answer(RequestContext rq, PublicIp eip) {
        return rq.read(snapshot -> Answer.ok(Map.of("floating_ip", Wire.of(snapshot, eip))));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> Answer.ok(Map.of(
                "floating_ips",
                snapshot.all(PublicIp.TYPE).stream()
                        .map(eip -> Wire.of(snapshot, eip))
                        .toList())));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(PublicIp.TYPE, rq.path("floating_ip_id")).thenCompose(eip -> answer(rq, eip));
    }

    /** Nova lets go of what it is bound to first. */
    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(PublicIp.TYPE, rq.path("floating_ip_id"), new PublicIpCommand.Discard())
                .thenApply(gone -> Answer.of(202, Answer.NONE));
    }

    private static CompletionStage<Answer> pools(RequestContext rq) {
        return Answer.ok(Map.of("floating_ip_pools", List.of(Map.of("name", ExternalNetwork.NAME))))
                .now();
    }

    /**
     * {@return 202 once the address is bound to a NIC of the server of the path} The action {@code addFloatingIp}: to the
     * NIC with the {@code fixed_address}, or to the first with an IPv4 address.
     */
    public static CompletionStage<Answer> add(RequestContext rq, Body action) {
        IpAddress address = action.address("address");
        Optional<IpAddress> fixed = action.maybeAddress("fixed_address");
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    String port = nic(snapshot, server(rq, snapshot), fixed);
                    return rq.ask(PublicIp.TYPE, find(snapshot, address).id(), new PublicIpCommand.Bind(port));
                })
                .thenApply(bound -> Answer.of(202, Answer.NONE));
    }

    private static String nic(Snapshot snapshot, Server server, Optional<IpAddress> fixed) {
        return server.nics().stream()
                .flatMap(id -> snapshot.find(Port.TYPE, id).stream())
                .filter(port ->
                        fixed.isEmpty() ? port.ipv4().isPresent() : port.ipv4().equals(fixed))
                .findFirst()
                .map(Port::id)
                .orElseThrow(() -> Rejected.field(
                        "fixed_address", "the server " + server.id() + " has no NIC with such an IPv4 address"));
    }

    /** {@return 202 once the address is no longer bound to the server of the path} The action {@code removeFloatingIp}. */
    public static CompletionStage<Answer> remove(RequestContext rq, Body action) {
        IpAddress address = action.address("address");
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    Server server = server(rq, snapshot);
                    PublicIp eip = find(snapshot, address);
                    if (!(eip.binding() instanceof Binding.ToPort(String port))
                            || !server.nics().contains(port)) {
                        throw new Rejected(new DomainError.Conflict(
                                "publicip-not-of-server",
                                "Floating IP " + address + " is not associated with instance " + server.id() + "."));
                    }
                    return rq.ask(PublicIp.TYPE, eip.id(), new PublicIpCommand.UnbindFrom(port));
                })
                .thenApply(unbound -> Answer.of(202, Answer.NONE));
    }

    private static Server server(RequestContext rq, Snapshot snapshot) {
        String id = rq.path("server_id");
        return snapshot.find(Server.TYPE, id).orElseThrow(() -> Rejected.notFound(Server.TYPE.name(), id));
    }

    private static PublicIp find(Snapshot snapshot, IpAddress address) {
        return snapshot.all(PublicIp.TYPE).stream()
                .filter(eip -> eip.address().equals(address))
                .findFirst()
                .orElseThrow(() -> Rejected.notFound("floating IP", address.toString()));
    }
}
