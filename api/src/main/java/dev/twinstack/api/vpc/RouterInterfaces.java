package dev.twinstack.api.vpc;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.api.port.SystemPorts;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * How Neutron subnets are put on a router and taken from it, by themselves (the interface is then a port of the network's
 * own, at the gateway) or by a port. Source: API reference, native "Adding an Interface to a Router" and "Removing an
 * Interface from a Router" (RT-28, RT-29).
 */
final class RouterInterfaces {
    private static final String SUBNET = "subnet_id";
    private static final String PORT = "port_id";

    private RouterInterfaces() {}

    private record Wire(String id, String subnetId, String portId, String tenantId, String projectId) {}

    /** By which of the two a request names the interface. */
    private sealed interface Named {
        record BySubnet(String id) implements Named {}

        record ByPort(String id) implements Named {}
    }

    private static Named named(RequestContext rq) {
        Body body = rq.body();
        boolean bySubnet = body.value(SUBNET).isPresent();
        if (bySubnet == body.value(PORT).isPresent()) {
            throw Rejected.field(SUBNET, "either subnet_id or port_id must be given");
        }
        return bySubnet ? new Named.BySubnet(body.text(SUBNET, Text.ID)) : new Named.ByPort(body.text(PORT, Text.ID));
    }

    static CompletionStage<Answer> add(RequestContext rq) {
        Named named = named(rq);
        return rq.snapshot().thenCompose(snapshot -> {
            Vpc router = router(rq, snapshot);
            return switch (named) {
                case Named.BySubnet(String id) -> addSubnet(rq, snapshot, router, id);
                case Named.ByPort(String id) -> addPort(rq, snapshot, router, id);
            };
        });
    }

    private static Vpc router(RequestContext rq, Snapshot snapshot) {
        String id = rq.path("router_id");
        return snapshot.find(Vpc.TYPE, id).orElseThrow(() -> Rejected.notFound("router", id));
    }

    private static CompletionStage<Answer> addSubnet(
            RequestContext rq, Snapshot snapshot, Vpc router, String neutronId) {
        return rq.ask(
                        Subnet.TYPE,
                        network(snapshot, neutronId).id(),
                        new SubnetCommand.AddInterface(neutronId, router.id()))
                .thenApply(joined -> answer(rq, router, neutronId, SystemPorts.gatewayId(neutronId)));
    }

    private static Subnet network(Snapshot snapshot, String neutronId) {
        return Subnet.of(snapshot.all(Subnet.TYPE), neutronId)
                .orElseThrow(() -> Rejected.notFound("subnet", neutronId));
    }

    private static CompletionStage<Answer> addPort(RequestContext rq, Snapshot snapshot, Vpc router, String id) {
        Port port = SystemPorts.find(snapshot, id).orElseThrow(() -> Rejected.notFound("port", id));
        if (SystemPorts.isOne(port)) {
            throw new Rejected(new DomainError.Conflict(
                    "port-has-device", "The port " + id + " is in use by " + port.deviceOwner() + "."));
        }
        return rq.ask(Port.TYPE, id, new PortCommand.JoinRouter(router.id()))
                .thenApply(joined ->
                        answer(rq, router, joined.fixedIps().getFirst().neutronSubnet(), id));
    }

    private static Answer answer(RequestContext rq, Vpc router, String neutronId, String port) {
        return Answer.ok(new Wire(router.id(), neutronId, port, rq.project(), rq.project()));
    }

    static CompletionStage<Answer> remove(RequestContext rq) {
        Named named = named(rq);
        return rq.snapshot().thenCompose(snapshot -> {
            Vpc router = router(rq, snapshot);
            String neutronId = switch (named) {
                case Named.BySubnet(String id) -> id;
                case Named.ByPort(String id) -> subnetOf(snapshot, router, id);
            };
            Subnet network = network(snapshot, neutronId);
            Subnet.Segment segment = network.segment(neutronId).orElseThrow();
            refuseIfRouted(router, segment);
            refuseIfServing(snapshot, network);
            return segment.routerInterface() instanceof Subnet.RouterInterface.OfPort(String port)
                    ? rq.ask(Port.TYPE, port, new PortCommand.LeaveRouter(router.id()))
                            .thenApply(gone -> answer(rq, router, neutronId, port))
                    : rq.ask(Subnet.TYPE, network.id(), new SubnetCommand.RemoveInterface(neutronId, router.id()))
                            .thenApply(left -> answer(rq, router, neutronId, SystemPorts.gatewayId(neutronId)));
        });
    }

    /** {@return the Neutron subnet that a port connects to the router} */
    private static String subnetOf(Snapshot snapshot, Vpc router, String id) {
        return SystemPorts.find(snapshot, id)
                .filter(port -> port.device().equals(new Port.Device.OfRouter(router.id())))
                .map(port -> port.fixedIps().getFirst().neutronSubnet())
                .orElseThrow(() -> Rejected.notFound("interface", id));
    }

    /** Load balancers go first (DEL-26), and so do NAT gateways, which work for the router. */
    private static void refuseIfServing(Snapshot snapshot, Subnet network) {
        snapshot.all(Port.TYPE).stream()
                .filter(port -> port.subnet().equals(network.id()))
                .flatMap(port -> port.device() instanceof Port.Device.OfService(EntityRef service)
                        ? Stream.of(service)
                        : Stream.empty())
                .findFirst()
                .ifPresent(service -> {
                    throw new Rejected(new DomainError.InUse(
                            "interface-has-services",
                            "The " + service.type() + " " + service.id() + " is still in the network " + network.id()
                                    + "."));
                });
    }

    /** Routes to a next hop in the subnet go first, as in Neutron; the reference leaves it open. */
    private static void refuseIfRouted(Vpc router, Subnet.Segment segment) {
        router.routes().stream()
                .filter(route -> segment.range().contains(route.nexthop()))
                .findFirst()
                .ifPresent(route -> {
                    throw new Rejected(new DomainError.InUse(
                            "interface-has-routes",
                            "The route to " + route.destination() + " leads into the subnet " + segment.neutronId()
                                    + "."));
                });
    }
}
