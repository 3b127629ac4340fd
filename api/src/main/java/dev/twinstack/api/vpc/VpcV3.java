package dev.twinstack.api.vpc;

import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Page;
import dev.twinstack.api.dialect.V3;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.routing.RouteTables;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.tag.Tag;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/** VPCs in v3, with their secondary blocks. Source: API reference, "VPC APIs (V3)". */
public final class VpcV3 {
    /** ASSUMED: the code for a block that still has subnets; the table gives none. Check by removing such a block. */
    private static final Errors ERRORS = Errors.of("VPC.9901", "VPC.9904", "VPC.9902")
            .on("secondary-malformed", 400, "VPC.9911")
            .on("secondary-not-ipv4", 400, "VPC.9911")
            .on("too-many-secondary", 400, "VPC.9912")
            .on("secondary-conflicts", 409, "VPC.9914")
            .on("secondary-cidr-not-found", 404, "VPC.9915")
            .on("secondary-forbidden", 400, "VPC.9916")
            .on("secondary-lingers", 400, "VPC.0602")
            .on("vpc-creating", 400, "VPC.0004");

    public static final List<Endpoint> ENDPOINTS = List.of(
            V3.get("ListVpcs", "/v3/{project_id}/vpc/vpcs", ERRORS, VpcV3::list),
            V3.get("ShowVpc", "/v3/{project_id}/vpc/vpcs/{vpc_id}", ERRORS, VpcV3::show),
            V3.put(
                    "AddVpcExtendCidr",
                    "/v3/{project_id}/vpc/vpcs/{vpc_id}/add-extend-cidr",
                    ERRORS,
                    rq -> change(rq, VpcCommand.AddSecondary::new)),
            V3.put(
                    "RemoveVpcExtendCidr",
                    "/v3/{project_id}/vpc/vpcs/{vpc_id}/remove-extend-cidr",
                    ERRORS,
                    rq -> change(rq, VpcCommand.RemoveSecondary::new)));

    private VpcV3() {}

    private record Resources(String resourceType, long resourceCount) {}

    private record Wire(
            String id,
            String name,
            String description,
            String cidr,
            List<String> extendCidrs,
            String status,
            String projectId,
            String enterpriseProjectId,
            List<Tag> tags,
            String createdAt,
            String updatedAt,
            List<Resources> cloudResources) {}

    private static Wire wire(RequestContext rq, Snapshot snapshot, Vpc vpc) {
        return new Wire(
                vpc.id(),
                vpc.name(),
                vpc.description(),
                cidr(vpc),
                vpc.secondary().stream().map(IpRange::toString).toList(),
                vpc.isCreating(rq.moment()) ? "PENDING" : "ACTIVE",
                snapshot.project(),
                vpc.enterpriseProjectId(),
                vpc.tags().all(),
                Dates.zulu(vpc.createdAt()),
                Dates.zulu(vpc.updatedAt()),
                List.of(
                        new Resources(
                                "routetable",
                                RouteTables.all(snapshot).stream()
                                        .filter(table -> table.vpc().equals(vpc.id()))
                                        .count()),
                        new Resources(
                                "virsubnet",
                                snapshot.all(Subnet.TYPE).stream()
                                        .filter(subnet -> subnet.vpc().isIn(vpc.id()))
                                        .count())));
    }

    private static String cidr(Vpc vpc) {
        return vpc.cidr().isEmpty() ? "" : vpc.cidr().getFirst().toString();
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Page page = Page.of(rq);
        Predicate<Vpc> matches = V3.<Vpc>filter(rq, "id", Vpc::id)
                .and(V3.filter(rq, "name", Vpc::name))
                .and(V3.filter(rq, "description", Vpc::description))
                .and(V3.filter(rq, "cidr", VpcV3::cidr));
        return rq.read(snapshot -> V3.page(
                "vpcs",
                page,
                page.unlimited().of(snapshot, Vpc.TYPE, matches),
                Vpc::id,
                vpc -> wire(rq, snapshot, vpc)));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.read(snapshot -> V3.one("vpc", wire(rq, snapshot, find(snapshot, rq.path("vpc_id")))));
    }

    private static Vpc find(Snapshot snapshot, String id) {
        return snapshot.find(Vpc.TYPE, id).orElseThrow(() -> Rejected.notFound(Vpc.TYPE.name(), id));
    }

    private static CompletionStage<Answer> change(RequestContext rq, Function<List<IpRange>, VpcCommand> command) {
        Body body = rq.body();
        boolean dryRun = V3.isDryRun(body);
        Body vpc = body.object("vpc");
        List<String> blocks = vpc.texts("extend_cidrs", Text.upTo(64));
        if (blocks.isEmpty()) {
            throw Rejected.field(vpc.path("extend_cidrs"), "must name at least one block");
        }
        VpcCommand wanted = new VpcCommand.WhenSettled(
                command.apply(blocks.stream().map(VpcV3::block).toList()));
        return dryRun
                ? V3.dryRun(rq, Vpc.TYPE, rq.path("vpc_id"), wanted)
                : rq.ask(Vpc.TYPE, rq.path("vpc_id"), wanted)
                        .thenCompose(after -> rq.read(snapshot -> V3.one("vpc", wire(rq, snapshot, after))));
    }

    private static IpRange block(String text) {
        return IpRange.parse(text)
                .orElseThrow(() -> new Rejected(new DomainError.Invalid(
                        "secondary-malformed", "extend_cidrs", "vpc.extend_cidrs: " + text + " is no CIDR block")));
    }
}
