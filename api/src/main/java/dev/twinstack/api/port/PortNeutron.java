package dev.twinstack.api.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.NeutronList;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.Port.Device;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.timing.Moment;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Ports as Neutron has them, virtual IPs included. Source: API reference, native "Port". */
public final class PortNeutron {
    private static final Errors ERRORS = Errors.of("InvalidInput", "PortNotFound", "Conflict")
            .on("network-not-found", 404, "NetworkNotFound")
            .on("subnet-not-found", 404, "NetworkNotFound")
            .on("securitygroup-not-found", 404, "SecurityGroupNotFound")
            .on("address-taken", 409, "IpAddressInUse")
            .on("subnet-exhausted", 409, "IpAddressGenerationFailure")
            .on("address-outside-subnet", 400, "InvalidIpForNetwork")
            .on("address-outside-segment", 400, "InvalidIpForSubnet")
            .on("port-has-device", 409, "PortInUse")
            .on("port-has-eip", 409, "PortInUse")
            .on("vip-bound", 409, "PortInUse")
            .on("vip-bound-elsewhere", 409, "PortInUse")
            .on("port-security-off", 409, "PortSecurityAndIPRequiredForSecurityGroups");

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("NeutronCreatePort", "/v2.0/ports", ERRORS, PortNeutron::create),
            Neutron.get("NeutronListPorts", "/v2.0/ports", ERRORS, PortNeutron::list),
            Neutron.get("NeutronShowPort", "/v2.0/ports/{port_id}", ERRORS, PortNeutron::show),
            Neutron.put("NeutronUpdatePort", "/v2.0/ports/{port_id}", ERRORS, PortNeutron::update),
            Neutron.delete("NeutronDeletePort", "/v2.0/ports/{port_id}", ERRORS, PortNeutron::delete));

    private PortNeutron() {}

    private record FixedIp(String subnetId, String ipAddress) {}

    private record Pair(String ipAddress, String macAddress) {}

    private record Option(String optName, String optValue) {}

    private record Dns(String hostname, String ipAddress, String fqdn) {}

    /** The DNS fields are there for ports with addresses, the assignment once they are in use (DHC-12). */
    private record Wire(
            String id,
            String name,
            String status,
            boolean adminStateUp,
            List<FixedIp> fixedIps,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String dnsName,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Dns> dnsAssignment,

            String macAddress,
            String networkId,
            String tenantId,
            String projectId,
            String deviceId,
            String deviceOwner,
            List<String> securityGroups,
            List<Option> extraDhcpOpts,
            List<Pair> allowedAddressPairs,
            @JsonProperty("binding:vnic_type") String vnicType,
            @JsonProperty("binding:vif_details") Map<String, Object> vifDetails,
            @JsonProperty("binding:profile") Map<String, Object> profile,
            boolean portSecurityEnabled,
            String createdAt,
            String updatedAt) {}

    private static Wire wire(RequestContext rq, Snapshot snapshot, Port port) {
        boolean used = !(port.device() instanceof Device.Free) && !SystemPorts.isOne(port);
        List<Dns> dns = used
                ? port.fixedIps().stream()
                        .map(ip -> dns(ip.address().toString()))
                        .toList()
                : List.of();
        return new Wire(
                port.id(),
                port.name(),
                status(rq.moment(), port),
                port.adminStateUp(),
                port.fixedIps().stream()
                        .map(ip -> new FixedIp(ip.neutronSubnet(), ip.address().toString()))
                        .toList(),
                port.fixedIps().isEmpty()
                        ? null
                        : dns.isEmpty() ? "" : dns.getFirst().hostname(),
                dns.isEmpty() ? null : dns,
                port.mac(),
                port.subnet(),
                rq.project(),
                rq.project(),
                deviceId(port),
                port.deviceOwner(),
                port.securityGroups(),
                port.dhcpOptions().stream()
                        .map(option -> new Option(option.name(), option.value()))
                        .toList(),
                port.addressPairs().stream()
                        .map(pair -> new Pair(pair.ipAddress(), pair.mac()))
                        .toList(),
                "normal",
                isPrimary(snapshot, port) ? Map.of("primary_interface", true) : Map.of(),
                port.disableSecurityGroups() ? Map.of("disable_security_groups", true) : Map.of(),
                port.portSecurity(),
                Dates.v1(port.createdAt()),
                Dates.v1(port.updatedAt()));
    }

    /** {@return whether it is the first NIC of its server} The reference's examples, all without a server, have nothing. */
    private static boolean isPrimary(Snapshot snapshot, Port port) {
        return port.device() instanceof Device.OfServer(String server, boolean made)
                && snapshot.find(Server.TYPE, server)
                        .map(found -> found.hasPrimary(port.id()))
                        .orElse(false);
    }

    private static Dns dns(String address) {
        String hostname = "ip-" + address.replaceAll("[.:]+", "-");
        return new Dns(hostname, address, hostname + ".compute.internal.");
    }

    static String deviceId(Port port) {
        return switch (port.device()) {
            case Device.Free free -> "";
            case Device.OfServer(String server, boolean made) -> server;
            case Device.OfRouter(String router) -> router;
            case Device.OfService(EntityRef service) -> service.id();
        };
    }

    /** {@return {@code BUILD} while it is being made (STAT-06), but for the network's own ports} */
    private static String status(Moment moment, Port port) {
        return port.isBuilding(moment) && !SystemPorts.isOne(port) ? "BUILD" : status(port);
    }

    /** {@return {@code ACTIVE} once it is in use (PORT-07)} A gateway is {@code DOWN} in the reference's example. */
    static String status(Port port) {
        return switch (port.device()) {
            case Device.OfServer server -> "ACTIVE";
            case Device.OfService service -> "ACTIVE";
            case Device.OfRouter router -> "DOWN";
            case Device.Free free -> "DOWN";
        };
    }

    private static final Map<String, BiPredicate<Port, String>> FILTERS = Map.ofEntries(
            Map.entry("id", (port, value) -> port.id().equals(value)),
            Map.entry("name", (port, value) -> port.name().equals(value)),
            Map.entry("admin_state_up", (port, value) -> value.equalsIgnoreCase(Boolean.toString(port.adminStateUp()))),
            Map.entry("network_id", (port, value) -> port.subnet().equals(value)),
            Map.entry("mac_address", (port, value) -> port.mac().equalsIgnoreCase(value)),
            Map.entry("device_id", (port, value) -> deviceId(port).equals(value)),
            Map.entry("device_owner", (port, value) -> port.deviceOwner().equals(value)),
            Map.entry("security_groups", (port, value) -> port.securityGroups().contains(value)));

    private static final String BY_ADDRESS = "ip_address=";
    private static final String BY_SUBNET = "subnet_id=";

    /** {@return whether a port has one of the addresses and one of the subnets that {@code fixed_ips} names} PORT-14. */
    private static boolean hasFixedIp(Port port, List<String> wanted) {
        return matches(
                        port,
                        wanted,
                        BY_ADDRESS,
                        (ip, value) -> ip.address().toString().equals(value))
                && matches(
                        port,
                        wanted,
                        BY_SUBNET,
                        (ip, value) -> ip.neutronSubnet().equals(value));
    }

    private static boolean matches(
            Port port, List<String> wanted, String prefix, BiPredicate<Port.FixedIp, String> has) {
        List<String> values = wanted.stream()
                .filter(one -> one.startsWith(prefix))
                .map(one -> one.substring(prefix.length()))
                .toList();
        return values.isEmpty()
                || port.fixedIps().stream().anyMatch(ip -> values.stream().anyMatch(value -> has.test(ip, value)));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body().object("port");
        return rq.snapshot()
                .thenCompose(snapshot -> rq.ask(
                        Port.TYPE,
                        UUID.randomUUID().toString(),
                        new PortCommand.Open(new PortBody(body, snapshot).spec())))
                .thenCompose(made -> rq.read(snapshot -> Answer.created(Map.of("port", wire(rq, snapshot, made)))));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Moment moment = rq.moment();
        Map<String, BiPredicate<Port, String>> filters = new HashMap<>(FILTERS);
        List<String> fixedIps = rq.queries("fixed_ips");
        filters.put("fixed_ips", (port, value) -> hasFixedIp(port, fixedIps));
        filters.put("status", (port, value) -> status(moment, port).equals(value));
        filters.put("tenant_id", (port, value) -> value.equals(rq.project()));
        filters.put("project_id", (port, value) -> value.equals(rq.project()));
        return rq.read(snapshot -> new NeutronList<>("ports", Port::id, filters, port -> wire(rq, snapshot, port))
                .answer(
                        rq,
                        new NeutronList.Rows<>(from -> SystemPorts.andStored(snapshot, subnets(rq, snapshot), from))));
    }

    /** {@return the subnets whose own ports may be asked for} */
    private static Collection<Subnet> subnets(RequestContext rq, Snapshot snapshot) {
        List<String> networks = rq.queries("network_id");
        return networks.isEmpty()
                ? snapshot.all(Subnet.TYPE)
                : networks.stream()
                        .distinct()
                        .flatMap(id -> snapshot.find(Subnet.TYPE, id).stream())
                        .toList();
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.read(snapshot -> NeutronList.one(rq, "port", wire(rq, snapshot, find(rq, snapshot))));
    }

    private static Port find(RequestContext rq, Snapshot snapshot) {
        String id = rq.path("port_id");
        return SystemPorts.find(snapshot, id).orElseThrow(() -> Rejected.notFound("port", id));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body body = rq.body().object("port");
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    Port before = userPort(rq, snapshot);
                    return rq.ask(Port.TYPE, before.id(), new PortBody(body, snapshot).update(before));
                })
                .thenCompose(after -> rq.read(snapshot -> Answer.ok(Map.of("port", wire(rq, snapshot, after)))));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.snapshot()
                .thenCompose(
                        snapshot -> rq.ask(Port.TYPE, userPort(rq, snapshot).id(), new PortCommand.Close()))
                .thenApply(gone -> Answer.noContent());
    }

    /** {@return the port of the path, which must not be the system's own (DEL-21)} */
    private static Port userPort(RequestContext rq, Snapshot snapshot) {
        Port port = find(rq, snapshot);
        if (SystemPorts.isOne(port)) {
            throw new Rejected(new DomainError.InUse(
                    "port-has-device",
                    "The port " + port.id() + " is the network's own (" + port.deviceOwner() + ")."));
        }
        return port;
    }
}
