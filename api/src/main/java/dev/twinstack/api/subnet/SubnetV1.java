package dev.twinstack.api.subnet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Page;
import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.loadbalancer.LoadBalancer;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import dev.twinstack.emulator.subnet.SubnetCommand.SegmentSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Subnets in v1. Source: API reference, "Subnet". */
public final class SubnetV1 {
    /**
     * Malformed CIDR blocks have a code of their own (SUB-02); subnets in use answer 500 (DEL-13), those whose ports have
     * just gone 409, as users of the live cloud report.
     */
    private static final Errors ERRORS = Errors.of("VPC.0201", "VPC.0202", "VPC.0201")
            .on("vpc-not-found", 404, "VPC.0003")
            .on("subnet-cidr-malformed", 400, "VPC.0212")
            .on("subnet-cidr-invalid", 400, "VPC.0212")
            .on("subnet-outside-vpc", 400, "VPC.0203")
            .on("subnet-overlaps", 400, "VPC.0204")
            .on("subnet-not-in-vpc", 400, "VPC.0207")
            .on("subnet-has-addresses", 500, "VPC.0208")
            .on("subnet-lingers", 409, "VPC.0209")
            .on("subnet-creating", 500, "VPC.0205")
            .on("vpc-creating", 400, "VPC.0004")
            .on("subnet-has-devices", 500, "VPC.0209")
            .on("subnet-has-loadbalancers", 500, "VPC.0211")
            .on("subnet-quota", 409, "VPC.0201");

    public static final List<Endpoint> ENDPOINTS = List.of(
            V1.post("CreateSubnet", "/v1/{project_id}/subnets", ERRORS, SubnetV1::create),
            V1.get("ListSubnets", "/v1/{project_id}/subnets", ERRORS, SubnetV1::list),
            V1.get("ShowSubnet", "/v1/{project_id}/subnets/{subnet_id}", ERRORS, SubnetV1::show),
            V1.put("UpdateSubnet", "/v1/{project_id}/vpcs/{vpc_id}/subnets/{subnet_id}", ERRORS, SubnetV1::update),
            V1.delete("DeleteSubnet", "/v1/{project_id}/vpcs/{vpc_id}/subnets/{subnet_id}", ERRORS, SubnetV1::delete));

    /** The cloud's own resolvers, given to subnets that name none; real clients expect them (clients' tests). */
    private static final List<IpAddress> DEFAULT_DNS =
            List.of(IpAddress.of("100.125.4.25"), IpAddress.of("100.125.129.199"));

    private SubnetV1() {}

    private record DhcpOption(String optValue, String optName) {}

    /** Fields of IPv6 are there only once it is on (IP6-06). */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Wire(
            String id,
            String name,
            String description,
            String cidr,
            @JsonProperty("dnsList") List<String> dnsList,
            String status,
            String vpcId,
            boolean ipv6Enable,
            String gatewayIp,
            @JsonProperty("cidr_v6") @Nullable String cidrV6,
            @JsonProperty("gateway_ip_v6") @Nullable String gatewayIpV6,
            boolean dhcpEnable,
            String primaryDns,
            String secondaryDns,
            String availabilityZone,
            String neutronNetworkId,
            String neutronSubnetId,
            @JsonProperty("neutron_subnet_id_v6") @Nullable String neutronSubnetIdV6,
            List<DhcpOption> extraDhcpOpts,
            String tenantId,
            String createdAt,
            String updatedAt) {}

    private static Wire wire(RequestContext rq, Subnet subnet) {
        Subnet.Segment ipv4 = subnet.segment(Family.IPV4).orElse(null);
        Subnet.Segment ipv6 = subnet.segment(Family.IPV6).orElse(null);
        List<String> dns = subnet.dhcp().dns().stream().map(IpAddress::toString).toList();
        return new Wire(
                subnet.id(),
                subnet.name(),
                subnet.description(),
                ipv4 == null ? "" : ipv4.range().toString(),
                dns,
                status(rq, subnet),
                subnet.vpc() instanceof Subnet.Home.In(String vpc) ? vpc : "",
                ipv6 != null,
                ipv4 == null ? "" : gateway(ipv4),
                ipv6 == null ? null : ipv6.range().toString(),
                ipv6 == null ? null : gateway(ipv6),
                subnet.dhcp().enabled(),
                dns.isEmpty() ? "" : dns.getFirst(),
                dns.size() < 2 ? "" : dns.get(1),
                subnet.availabilityZone(),
                subnet.id(),
                ipv4 == null ? "" : ipv4.neutronId(),
                ipv6 == null ? null : ipv6.neutronId(),
                options(subnet.dhcp().ntp()),
                rq.project(),
                Dates.v1(subnet.createdAt()),
                Dates.v1(subnet.updatedAt()));
    }

    /** {@return {@code UNKNOWN} outside any VPC, and until it is in one (SUB-15)} */
    private static String status(RequestContext rq, Subnet subnet) {
        return subnet.vpc() instanceof Subnet.Home.In && !subnet.isCreating(rq.moment()) ? "ACTIVE" : "UNKNOWN";
    }

    private static String gateway(Subnet.Segment segment) {
        return segment.gateway() instanceof Subnet.Gateway.At(IpAddress address) ? address.toString() : "";
    }

    private static List<DhcpOption> options(List<IpAddress> ntp) {
        return ntp.isEmpty()
                ? List.of()
                : List.of(new DhcpOption(
                        String.join(",", ntp.stream().map(IpAddress::toString).toList()), "ntp"));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body subnet = rq.body().object("subnet");
        String name = subnet.text("name", Text.NAME_REQUIRED);
        IpRange range = block(subnet);
        List<SegmentSpec> segments = new ArrayList<>();
        segments.add(new SegmentSpec.Ipv4(name, range, new Subnet.Gateway.At(subnet.address("gateway_ip")), List.of()));
        if (subnet.flag("ipv6_enable", false)) {
            segments.add(new SegmentSpec.Ipv6(name));
        }
        List<IpAddress> dns = DnsServers.of(subnet).applyTo(DEFAULT_DNS, List.of());
        SubnetCommand open = new SubnetCommand.Open(
                new Subnet.Home.In(subnet.text("vpc_id", Text.ID)),
                name,
                subnet.text("description", Text.DESCRIPTION, ""),
                segments,
                new Subnet.Dhcp(
                        subnet.flag("dhcp_enable", true),
                        dns,
                        DnsServers.ntp(subnet).applyTo(List.of(), List.of())),
                subnet.text("availability_zone", Text.upTo(64), ""),
                true);
        return rq.ask(Subnet.TYPE, UUID.randomUUID().toString(), open).thenApply(made -> answer(rq, made));
    }

    private static IpRange block(Body subnet) {
        String text = subnet.text("cidr", Text.upTo(64));
        return IpRange.parse(text)
                .orElseThrow(() -> new Rejected(new DomainError.Invalid(
                        "subnet-cidr-malformed", "cidr", "subnet.cidr: " + text + " is no CIDR block")));
    }

    private static Answer answer(RequestContext rq, Subnet subnet) {
        return Answer.ok(Map.of("subnet", wire(rq, subnet)));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Page page = Page.of(rq);
        List<String> vpcs = rq.queries("vpc_id");
        return rq.read(snapshot -> Answer.ok(Map.of(
                "subnets",
                page
                        .of(
                                snapshot,
                                Subnet.TYPE,
                                subnet -> vpcs.isEmpty()
                                        || vpcs.stream()
                                                .anyMatch(vpc -> subnet.vpc().isIn(vpc)))
                        .stream()
                        .map(subnet -> wire(rq, subnet))
                        .toList())));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(Subnet.TYPE, rq.path("subnet_id")).thenApply(subnet -> answer(rq, subnet));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body subnet = rq.body().object("subnet");
        SubnetCommand update = new SubnetCommand.Update(
                Patch.set(subnet.text("name", Text.NAME_REQUIRED)),
                subnet.patchText("description", Text.DESCRIPTION),
                subnet.patchFlag("dhcp_enable"),
                DnsServers.of(subnet),
                DnsServers.ntp(subnet),
                subnet.patchFlag("ipv6_enable"),
                Patch.keep());
        return inVpc(rq)
                .thenCompose(found -> rq.ask(Subnet.TYPE, found.id(), new SubnetCommand.WhenSettled(update)))
                .thenApply(after -> Answer.ok(Map.of("subnet", Map.of("id", after.id(), "status", status(rq, after)))));
    }

    /** {@return the subnet of the path, which must be in the VPC of the path (SUB-21)} */
    private static CompletionStage<Subnet> inVpc(RequestContext rq) {
        return rq.find(Subnet.TYPE, rq.path("subnet_id")).thenApply(subnet -> {
            if (!subnet.vpc().isIn(rq.path("vpc_id"))) {
                throw new Rejected(new DomainError.Invalid(
                        "subnet-not-in-vpc",
                        "vpc_id",
                        "The subnet " + subnet.id() + " is not in the VPC " + rq.path("vpc_id") + "."));
            }
            return subnet;
        });
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return inVpc(rq)
                .thenCompose(found -> rq.snapshot().thenCompose(snapshot -> {
                    checkUnused(snapshot, found);
                    return rq.ask(Subnet.TYPE, found.id(), new SubnetCommand.WhenSettled(new SubnetCommand.Close()));
                }))
                .thenApply(gone -> Answer.noContent());
    }

    /** Only words the refusal by what has the addresses (DEL-10, DEL-11); that nothing has any, the subnet itself sees to. */
    private static void checkUnused(Snapshot snapshot, Subnet subnet) {
        List<Port.Device> devices = snapshot.all(Port.TYPE).stream()
                .filter(port -> port.subnet().equals(subnet.id()))
                .map(Port::device)
                .filter(device -> device instanceof Port.Device.OfServer || device instanceof Port.Device.OfService)
                .toList();
        boolean balancers = devices.stream()
                .anyMatch(device -> device instanceof Port.Device.OfService(EntityRef service)
                        && service.type().equals(LoadBalancer.TYPE.name()));
        if (!devices.isEmpty()) {
            throw new Rejected(new DomainError.InUse(
                    balancers ? "subnet-has-loadbalancers" : "subnet-has-devices",
                    "The subnet " + subnet.id() + " is still used by "
                            + (balancers ? "load balancers." : "servers or NAT gateways.")));
        }
    }
}
