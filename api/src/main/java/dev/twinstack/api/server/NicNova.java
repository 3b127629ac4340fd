package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.server.Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * A server's NICs and addresses in native Nova. Source: ECS API reference, native "NIC Management" and "Network
 * Management".
 */
public final class NicNova {
    private static final String ALL = ServerNova.ONE + "/os-interface";
    private static final String ONE = ALL + "/{port_id}";
    private static final String ADDRESSES = ServerNova.ONE + "/ips";
    private static final Errors ATTACHING = Nova.badRequestOn("subnet-not-found", "port-not-found");

    public static final List<Endpoint> ENDPOINTS = List.of(
            Nova.get("NovaListServerInterfaces", ALL, NicNova::list),
            Nova.post("NovaAttachInterface", ALL, ATTACHING, NicNova::attach),
            Nova.get("NovaShowServerInterface", ONE, NicNova::show),
            Nova.delete("NovaDetachInterface", ONE, NicNova::detach),
            Nova.get("NovaListServerAddresses", ADDRESSES, NicNova::addresses),
            Nova.get("NovaShowServerAddresses", ADDRESSES + "/{network_name}", NicNova::addressesOnNetwork));

    private NicNova() {}

    /** An address of a NIC, beside the Neutron subnet it is from. */
    record FixedIp(String subnetId, String ipAddress) {}

    record Attachment(String portState, List<FixedIp> fixedIps, String netId, String portId, String macAddr) {
        static Attachment of(Port port) {
            return new Attachment("ACTIVE", addressesOf(port), port.subnet(), port.id(), port.mac());
        }
    }

    private record Address(String addr, int version) {}

    private record Addresses(@JsonProperty("addresses") Map<String, List<Address>> addresses) {}

    static List<FixedIp> addressesOf(Port port) {
        return port.fixedIps().stream()
                .map(ip -> new FixedIp(ip.neutronSubnet(), ip.address().toString()))
                .toList();
    }

    private static List<Attachment> attachments(Snapshot snapshot, Server server) {
        return NicEcs.ports(snapshot, server).stream().map(Attachment::of).toList();
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return ServerNova.one(
                rq, (snapshot, server) -> Answer.ok(Map.of("interfaceAttachments", attachments(snapshot, server))));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return ServerNova.one(rq, (snapshot, server) -> answer(snapshot, server, rq.path("port_id")));
    }

    private static Answer answer(Snapshot snapshot, Server server, String port) {
        return attachments(snapshot, server).stream()
                .filter(attachment -> attachment.portId().equals(port))
                .findFirst()
                .map(attachment -> Answer.ok(Map.of("interfaceAttachment", attachment)))
                .orElseThrow(() -> Rejected.notFound("nic", port));
    }

    private static CompletionStage<Answer> attach(RequestContext rq) {
        Plan.Nic nic = PlanNova.attachment(rq.body().object("interfaceAttachment"), rq.project());
        return NicEcs.attach(rq, List.of(nic), NicEcs.Reach.ANY_VPC)
                .thenCompose(server -> ServerNova.one(
                        rq,
                        (snapshot, after) ->
                                answer(snapshot, after, server.nics().getLast())));
    }

    private static CompletionStage<Answer> detach(RequestContext rq) {
        return NicEcs.detach(rq, List.of(rq.path("port_id"))).thenApply(server -> Answer.of(202, Answer.NONE));
    }

    private static Map<String, List<Address>> byNetwork(RequestContext rq, Snapshot snapshot, Server server) {
        Map<String, List<Address>> addresses = new LinkedHashMap<>();
        ServerNova.view(rq, snapshot, server)
                .addresses()
                .forEach((network, list) -> addresses.put(
                        network,
                        list.stream()
                                .map(one -> new Address(one.address().toString(), one.version()))
                                .toList()));
        return addresses;
    }

    private static CompletionStage<Answer> addresses(RequestContext rq) {
        return ServerNova.one(rq, (snapshot, server) -> Answer.ok(new Addresses(byNetwork(rq, snapshot, server))));
    }

    private static CompletionStage<Answer> addressesOnNetwork(RequestContext rq) {
        String network = rq.path("network_name");
        return ServerNova.one(rq, (snapshot, server) -> {
            List<Address> addresses = byNetwork(rq, snapshot, server).get(network);
            if (addresses == null) {
                throw Rejected.notFound("network", network);
            }
            return Answer.ok(Map.of(network, addresses));
        });
    }
}
