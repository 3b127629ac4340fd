package dev.twinstack.api.vpc;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Page;
import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** VPCs in v1. Source: API reference, "Virtual Private Cloud". */
public final class VpcV1 {
    /** What a VPC refuses while it is being made, with a code for each operation (DEL-08). */
    private static final String CREATING = "vpc-creating";

    /** ASSUMED: the code for a VPC with peerings, of which the table has none; check by deleting one (DEL-02). */
    private static final Errors ERRORS = Errors.of("VPC.0101", "VPC.0105", "VPC.0101")
            .on("vpc-name-taken", 400, "VPC.0115")
            .on("vpc-quota", 409, "VPC.0114")
            .on("vpc-has-subnets", 409, "VPC.0104")
            .on("vpc-has-routes", 409, "VPC.0120")
            .on("vpc-has-routetable", 409, "VPC.0120")
            .on("vpc-has-peering", 409, "VPC.0120")
            .on("vpc-has-natgateway", 409, "VPC.0120")
            .on("vpc-cidr-excludes-subnets", 400, "VPC.0117");

    public static final List<Endpoint> ENDPOINTS = List.of(
            V1.post("CreateVpc", "/v1/{project_id}/vpcs", ERRORS, VpcV1::create),
            V1.get("ListVpcs", "/v1/{project_id}/vpcs", ERRORS, VpcV1::list),
            V1.get("ShowVpc", "/v1/{project_id}/vpcs/{vpc_id}", ERRORS, VpcV1::show),
            V1.put("UpdateVpc", "/v1/{project_id}/vpcs/{vpc_id}", ERRORS.on(CREATING, 500, "VPC.0113"), VpcV1::update),
            V1.delete(
                    "DeleteVpc",
                    "/v1/{project_id}/vpcs/{vpc_id}",
                    ERRORS.on(CREATING, 409, "VPC.0103"),
                    VpcV1::delete));

    private static final Text ENTERPRISE_PROJECT = Text.upTo(36);

    private VpcV1() {}

    /**
     * @param enableSharedSnat absent from the answer to a create (VPC-09)
     */
    private record Wire(
            String id,
            String name,
            String description,
            String cidr,
            String status,
            String enterpriseProjectId,
            List<WireRoute> routes,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean enableSharedSnat,

            String tenantId,
            String createdAt,
            String updatedAt) {}

    private static Wire wire(RequestContext rq, Vpc vpc, @Nullable Boolean sharedSnat) {
        return new Wire(
                vpc.id(),
                vpc.name(),
                vpc.description(),
                vpc.cidr().isEmpty() ? "" : vpc.cidr().getFirst().toString(),
                vpc.isCreating(rq.moment()) ? "CREATING" : "OK",
                vpc.enterpriseProjectId(),
                WireRoute.of(vpc),
                sharedSnat,
                rq.project(),
                Dates.v1(vpc.createdAt()),
                Dates.v1(vpc.updatedAt()));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body vpc = rq.body().object("vpc");
        VpcCommand open = new VpcCommand.Open(
                vpc.text("name", Text.NAME, ""),
                vpc.text("description", Text.DESCRIPTION, ""),
                vpc.maybeRange("cidr").stream().toList(),
                vpc.text("enterprise_project_id", ENTERPRISE_PROJECT, "0"));
        return rq.ask(Vpc.TYPE, UUID.randomUUID().toString(), open)
                .thenApply(made -> Answer.ok(Map.of("vpc", wire(rq, made, null))));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Page page = Page.of(rq);
        List<String> ids = rq.queries("id");
        return rq.read(snapshot -> Answer.ok(Map.of(
                "vpcs",
                page.of(snapshot, Vpc.TYPE, vpc -> ids.isEmpty() || ids.contains(vpc.id())).stream()
                        .map(vpc -> wire(rq, vpc, vpc.sharedSnat()))
                        .toList())));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(Vpc.TYPE, rq.path("vpc_id")).thenApply(vpc -> answer(rq, vpc));
    }

    private static Answer answer(RequestContext rq, Vpc vpc) {
        return Answer.ok(Map.of("vpc", wire(rq, vpc, vpc.sharedSnat())));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body vpc = rq.body().object("vpc");
        VpcCommand update = new VpcCommand.Update(
                vpc.patchText("name", Text.NAME),
                vpc.patchText("description", Text.DESCRIPTION),
                blankKeeps(vpc),
                vpc.patchFlag("enable_shared_snat"),
                WireRoute.patch(vpc));
        return rq.ask(Vpc.TYPE, rq.path("vpc_id"), new VpcCommand.WhenSettled(update))
                .thenApply(after -> answer(rq, after));
    }

    /** A blank cidr in an update leaves the block as it is: "blank by default" in the reference's table. */
    private static Patch<IpRange> blankKeeps(Body vpc) {
        return vpc.maybeRange("cidr").map(Patch::set).orElseGet(Patch::keep);
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(Vpc.TYPE, rq.path("vpc_id"), new VpcCommand.WhenSettled(new VpcCommand.Close()))
                .thenApply(gone -> Answer.noContent());
    }
}
