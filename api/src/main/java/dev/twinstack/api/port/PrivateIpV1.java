package dev.twinstack.api.port;

import dev.twinstack.api.dialect.Page;
import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Steps;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ports as the private addresses of v1. Source: API reference, "Private IP Address". */
public final class PrivateIpV1 {
    private static final String ONE = "/v1/{project_id}/privateips/{privateip_id}";

    /** A taken address is 500 (PORT-17). */
    private static final Errors CREATE = Errors.of("VPC.0705", "VPC.2204", "VPC.0705")
            .on("address-taken", 500, "VPC.0701")
            .on("subnet-exhausted", 409, "VPC.0703");

    private static final Errors LIST = Errors.of("VPC.0702", "VPC.2204", "VPC.0702");
    private static final Errors ERRORS = Errors.of("VPC.0702", "VPC.0704", "VPC.0707");

    public static final List<Endpoint> ENDPOINTS = List.of(
            V1.post("CreatePrivateip", "/v1/{project_id}/privateips", CREATE, PrivateIpV1::create),
            V1.get("ListPrivateips", "/v1/{project_id}/subnets/{subnet_id}/privateips", LIST, PrivateIpV1::list),
            V1.get("ShowPrivateip", ONE, ERRORS, PrivateIpV1::show),
            V1.delete("DeletePrivateip", ONE, ERRORS, PrivateIpV1::delete));

    private static final int MOST = 20;

    private PrivateIpV1() {}

    private record Wire(
            String status, String id, String subnetId, String tenantId, String deviceOwner, String ipAddress) {}

    /** A port with addresses of both families shows the IPv4 one; the native list shows both. ASSUMED. */
    private static Wire wire(String project, Port port) {
        return new Wire(
                PortNeutron.status(port),
                port.id(),
                port.subnet(),
                project,
                port.deviceOwner(),
                address(port).map(IpAddress::toString).orElse(""));
    }

    private static Optional<IpAddress> address(Port port) {
        return port.ipv4().or(port::ipv6);
    }

    /** One request makes up to 20 addresses (PORT-16), or none: what was made before a refusal is given back. */
    private static CompletionStage<Answer> create(RequestContext rq) {
        List<Body> wanted = rq.body().objects("privateips");
        if (wanted.isEmpty() || wanted.size() > MOST) {
            throw Rejected.field("privateips", "must be 1 to " + MOST + " objects");
        }
        Map<String, PortSpec> specs = new LinkedHashMap<>();
        for (Body one : wanted) {
            specs.put(UUID.randomUUID().toString(), spec(rq, one));
        }
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    wanted.forEach(one -> {
                        String subnet = one.text("subnet_id", Text.ID);
                        if (snapshot.find(Subnet.TYPE, subnet).isEmpty()) {
                            throw Rejected.notFound("subnet", subnet);
                        }
                    });
                    return openAll(rq, specs);
                })
                .thenApply(ports -> Answer.ok(Map.of(
                        "privateips",
                        ports.stream().map(port -> wire(rq.project(), port)).toList())));
    }

    private static PortSpec spec(RequestContext rq, Body one) {
        Wanted wanted = one.maybeAddress("ip_address")
                .<Wanted>map(Wanted.Exactly::new)
                .orElseGet(() -> new Wanted.Any(Family.IPV4));
        return PortSpec.of(
                one.text("subnet_id", Text.ID),
                "",
                "",
                List.of(wanted),
                List.of(SecurityGroup.defaultId(rq.project())));
    }

    /** The addresses named come first, or one of the others might be given them. */
    private static CompletionStage<List<Port>> openAll(RequestContext rq, Map<String, PortSpec> specs) {
        Steps steps = new Steps(rq);
        return steps.all(() -> open(steps, specs, PrivateIpV1::isNamed)
                .thenCompose(named -> open(steps, specs, spec -> !isNamed(spec))
                        .thenApply(others -> Stream.concat(named.stream(), others.stream())
                                .collect(Collectors.toMap(Port::id, Function.identity()))))
                .thenApply(made -> specs.keySet().stream().map(made::get).toList()));
    }

    private static boolean isNamed(PortSpec spec) {
        return spec.wanted().getFirst() instanceof Wanted.Exactly;
    }

    private static CompletionStage<List<Port>> open(
            Steps steps, Map<String, PortSpec> specs, Predicate<PortSpec> which) {
        return Steps.together(specs.entrySet().stream()
                .filter(one -> which.test(one.getValue()))
                .map(one -> steps.take(
                        Port.TYPE, one.getKey(), new PortCommand.Open(one.getValue()), new PortCommand.Close()))
                .toList());
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Page page = Page.of(rq);
        return rq.read(snapshot -> {
            String id = rq.path("subnet_id");
            Subnet subnet = snapshot.find(Subnet.TYPE, id).orElseThrow(() -> Rejected.notFound("subnet", id));
            return Answer.ok(Map.of(
                    "privateips",
                    SystemPorts.andStored(snapshot, subnet).stream()
                            .filter(port -> port.id().compareTo(page.marker()) > 0)
                            .filter(port -> address(port).isPresent())
                            .limit(page.limit())
                            .map(port -> wire(rq.project(), port))
                            .toList()));
        });
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        String id = rq.path("privateip_id");
        return rq.read(snapshot -> Answer.ok(Map.of(
                "privateip",
                wire(
                        rq.project(),
                        SystemPorts.find(snapshot, id).orElseThrow(() -> Rejected.notFound("privateip", id))))));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        String id = rq.path("privateip_id");
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    SystemPorts.find(snapshot, id).filter(SystemPorts::isOne).ifPresent(own -> {
                        throw new Rejected(new DomainError.InUse(
                                "port-has-device", "The address " + id + " is the subnet's own."));
                    });
                    return rq.ask(Port.TYPE, id, new PortCommand.Close());
                })
                .thenApply(gone -> Answer.noContent());
    }
}
