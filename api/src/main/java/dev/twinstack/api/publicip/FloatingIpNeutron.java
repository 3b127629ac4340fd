package dev.twinstack.api.publicip;

import dev.twinstack.api.bandwidth.UnnamedBandwidth;
import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.NeutronList;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.api.subnet.ExternalNetwork;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import dev.twinstack.emulator.publicip.PublicIpCommand.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * EIPs as Neutron has them: all of them by their IPv4 address, and those with NAT64 by their IPv6 address too (EIP-30).
 * Source: API reference, native "Floating IP Address" and "Floating IP Address (IPv6)".
 */
public final class FloatingIpNeutron {
    private static final Text ANY = Text.upTo(255);

    /** Neutron's own exception types. */
    private static final Errors ERRORS = Errors.of("InvalidInput", "FloatingIPNotFound", "Conflict")
            .on("external-network-invalid", 400, "BadRequest")
            .on("fixed-ip-invalid", 400, "BadRequest")
            .on("port-lacks-ipv4", 400, "BadRequest")
            .on("port-not-found", 404, "PortNotFound")
            .on("port-has-eip", 409, "FloatingIPPortAlreadyAssociated")
            .on("publicIp-quota", 409, "OverQuota")
            .on("public-ipv4-address-unavailable", 409, "IpAddressInUse")
            .on("public-ipv4-pool-exhausted", 409, "IpAddressGenerationFailure");

    public static final List<Endpoint> ENDPOINTS = Stream.of(
                    new FloatingIpNeutron(Family.IPV4).endpoints("/v2.0/floatingips", "Neutron%sFloatingIp%s"),
                    new FloatingIpNeutron(Family.IPV6).endpoints("/v2.0/eip/floatingips_v6", "%sFloatingIp%sV6"))
            .flatMap(List::stream)
            .toList();

    private final Family family;

    private FloatingIpNeutron(Family family) {
        this.family = family;
    }

    private List<Endpoint> endpoints(String all, String name) {
        String one = all + "/{floatingip_id}";
        return List.of(
                Neutron.post(name.formatted("Create", ""), all, ERRORS, this::create),
                Neutron.get(name.formatted("List", "s"), all, ERRORS, this::list),
                Neutron.get(name.formatted("Show", ""), one, ERRORS, this::show),
                Neutron.put(name.formatted("Update", ""), one, ERRORS, this::update),
                Neutron.delete(name.formatted("Delete", ""), one, ERRORS, this::delete));
    }

    private Map<String, BiPredicate<PublicIp, String>> filters(Snapshot snapshot) {
        return Map.of(
                "id", by(snapshot, FloatingIpWire::id),
                "status", by(snapshot, FloatingIpWire::status),
                "floating_ip_address",
                        (eip, value) -> FloatingIpWire.address(eip, family).equals(IpAddress.parse(value)),
                "floating_network_id", by(snapshot, FloatingIpWire::floatingNetworkId),
                "router_id", by(snapshot, FloatingIpWire::routerId),
                "port_id", by(snapshot, FloatingIpWire::portId),
                "fixed_ip_address", by(snapshot, FloatingIpWire::fixedIpAddress),
                "tenant_id", by(snapshot, FloatingIpWire::tenantId),
                "project_id", by(snapshot, FloatingIpWire::projectId));
    }

    private BiPredicate<PublicIp, String> by(Snapshot snapshot, Function<FloatingIpWire, @Nullable String> field) {
        return (eip, value) -> value.equals(field.apply(FloatingIpWire.of(snapshot, eip, family)));
    }

    private CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> new NeutronList<PublicIp>(
                        "floatingips", PublicIp::id, filters(snapshot), eip -> FloatingIpWire.of(snapshot, eip, family))
                .answer(
                        rq,
                        snapshot.all(PublicIp.TYPE).stream()
                                .filter(eip ->
                                        FloatingIpWire.address(eip, family).isPresent())
                                .toList()));
    }

    private CompletionStage<Answer> show(RequestContext rq) {
        return rq.read(
                snapshot -> NeutronList.one(rq, "floatingip", FloatingIpWire.of(snapshot, find(rq, snapshot), family)));
    }

    /** {@return the EIP of the path, which has an address of this family} */
    private PublicIp find(RequestContext rq, Snapshot snapshot) {
        String id = rq.path("floatingip_id");
        return snapshot.find(PublicIp.TYPE, id)
                .filter(eip -> FloatingIpWire.address(eip, family).isPresent())
                .orElseThrow(() -> Rejected.notFound(PublicIp.TYPE.name(), id));
    }

    /** The EIP gets a bandwidth of its own, of which the request can say nothing. */
    private CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body().object("floatingip");
        checkNetwork(body);
        checkProject(rq, body);
        refuseSystemSet(body);
        Wanted wanted = wanted(rq, body);
        String port = body.text("port_id", ANY, "");
        Optional<IpAddress> fixed = body.maybeAddress("fixed_ip_address");
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    PublicIpCommand open = new PublicIpCommand.Open(
                            family == Family.IPV4 ? PublicIp.BGP : PublicIp.DUAL_STACK,
                            "",
                            wanted,
                            UnnamedBandwidth.ofFloatingIp(),
                            BoundPort.binding(snapshot, port));
                    checkFixed(snapshot, port, fixed);
                    return rq.ask(PublicIp.TYPE, UUID.randomUUID().toString(), open);
                })
                .thenCompose(made -> rq.read(snapshot -> Answer.created(wire(snapshot, made))));
    }

    private Map<String, Object> wire(Snapshot snapshot, PublicIp eip) {
        return Map.of("floatingip", FloatingIpWire.of(snapshot, eip, family));
    }

    /** There is one external network, and the IPv6 call may leave it out (EIP-29). */
    private void checkNetwork(Body body) {
        String network = family == Family.IPV4
                ? body.text("floating_network_id", ANY)
                : body.text("floating_network_id", ANY, ExternalNetwork.ID);
        String subnet = body.text("subnet_id", ANY, ExternalNetwork.SUBNET_ID);
        if (!network.equals(ExternalNetwork.ID) || !subnet.equals(ExternalNetwork.SUBNET_ID)) {
            throw new Rejected(new DomainError.Invalid(
                    "external-network-invalid",
                    "floating_network_id",
                    "Network " + network + " with subnet " + subnet + " is not a valid external network"));
        }
    }

    private static void checkProject(RequestContext rq, Body body) {
        for (String field : List.of("tenant_id", "project_id")) {
            if (!body.text(field, ANY, rq.project()).equals(rq.project())) {
                throw Rejected.field(body.path(field), "may only be the caller's project");
            }
        }
    }

    /** The IPv6 page lists these for a request; the system sets them, so a value is refused rather than dropped. */
    private static void refuseSystemSet(Body body) {
        for (String field : List.of("id", "router_id")) {
            if (!body.text(field, ANY, "").isEmpty()) {
                throw Rejected.field(body.path(field), "is set by the system");
            }
        }
    }

    /** {@return the EIP's address that is asked for} An IPv6 one stands for the IPv4 one in its last 32 bits (IP6-26). */
    private Wanted wanted(RequestContext rq, Body body) {
        String field = "floating_ip_address";
        Optional<IpAddress> named = body.maybeAddress(field);
        if (named.isEmpty()) {
            return Wanted.ANY;
        }
        IpAddress address = named.get();
        if (address.family() != family) {
            throw Rejected.field(body.path(field), "must be an " + family + " address");
        }
        return new Wanted.Exactly(
                family == Family.IPV4
                        ? address
                        : rq.cloud()
                                .settings()
                                .region()
                                .behindNat64(address)
                                .orElseThrow(
                                        () -> Rejected.field(body.path(field), "is not in the range of IPv6 EIPs")));
    }

    /**
     * A port's only IPv4 address is the one that is bound, so naming it changes nothing.
     *
     * @param port blank for none
     */
    private static void checkFixed(Snapshot snapshot, String port, Optional<IpAddress> fixed) {
        if (fixed.isPresent() && !fixed.equals(snapshot.find(Port.TYPE, port).flatMap(Port::ipv4))) {
            throw new Rejected(new DomainError.Invalid(
                    "fixed-ip-invalid",
                    "fixed_ip_address",
                    port.isEmpty()
                            ? "fixed_ip_address cannot be specified without a port_id"
                            : "Port " + port + " does not have fixed ip " + fixed.get()));
        }
    }

    /**
     * A blank or null port unbinds. ASSUMED: a port that is left out leaves the binding alone, as in today's Neutron; check
     * by updating a bound one with nothing.
     */
    private CompletionStage<Answer> update(RequestContext rq) {
        Body body = rq.body().object("floatingip");
        Patch<String> named = body.patchText("port_id", ANY);
        Patch<String> port = named.equals(Patch.set("")) ? Patch.clear() : named;
        Optional<IpAddress> fixed = body.maybeAddress("fixed_ip_address");
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    PublicIp eip = find(rq, snapshot);
                    checkFixed(snapshot, BoundPort.there(snapshot, port).applyTo("", ""), fixed);
                    return rq.ask(
                            PublicIp.TYPE, eip.id(), new PublicIpCommand.Update(Patch.keep(), Patch.keep(), port));
                })
                .thenCompose(after -> rq.read(snapshot -> Answer.ok(wire(snapshot, after))));
    }

    /** ASSUMED: one that is bound is released too, as Neutron does; check by deleting one. v1 refuses it (DEL-18). */
    private CompletionStage<Answer> delete(RequestContext rq) {
        return rq.snapshot()
                .thenCompose(
                        snapshot -> rq.ask(PublicIp.TYPE, find(rq, snapshot).id(), new PublicIpCommand.Discard()))
                .thenApply(gone -> Answer.noContent());
    }
}
