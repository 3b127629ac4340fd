package dev.twinstack.api.bandwidth;

import dev.twinstack.api.dialect.Page;
import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.bandwidth.BandwidthCommand;
import dev.twinstack.emulator.kernel.Patch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Bandwidths of both kinds in v1, and under v2.0, where clients read and change them too. Source: "Bandwidth". */
public final class BandwidthV1 {
    static final Errors ERRORS =
            Errors.of("VPC.0301", "VPC.0306", "VPC.0301").on("publicip-not-found", 404, "VPC.0504");

    private static final String ALL_GRANTED = "all_granted_eps";

    public static final List<Endpoint> ENDPOINTS = List.of(
            V1.get("ListBandwidths", "/v1/{project_id}/bandwidths", ERRORS, BandwidthV1::list),
            V1.get("ShowBandwidth", "/v1/{project_id}/bandwidths/{bandwidth_id}", ERRORS, BandwidthV1::show),
            V1.put("UpdateBandwidth", "/v1/{project_id}/bandwidths/{bandwidth_id}", ERRORS, BandwidthV1::update));

    private BandwidthV1() {}

    static CompletionStage<Answer> list(RequestContext rq) {
        Page page = Page.of(rq);
        List<String> kinds = rq.queries("share_type");
        String enterpriseProject = rq.query("enterprise_project_id").orElse(ALL_GRANTED);
        return rq.read(snapshot -> Answer.ok(Map.of(
                "bandwidths",
                page
                        .of(
                                snapshot,
                                Bandwidth.TYPE,
                                bandwidth -> (kinds.isEmpty()
                                                || kinds.contains(
                                                        bandwidth.shareType().name()))
                                        && (enterpriseProject.equals(ALL_GRANTED)
                                                || enterpriseProject.equals(bandwidth.enterpriseProjectId())))
                        .stream()
                        .map(bandwidth -> BandwidthWire.of(snapshot, bandwidth))
                        .toList())));
    }

    static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(Bandwidth.TYPE, rq.path("bandwidth_id")).thenCompose(found -> answer(rq, found));
    }

    static CompletionStage<Answer> answer(RequestContext rq, Bandwidth bandwidth) {
        return rq.read(snapshot -> Answer.ok(Map.of("bandwidth", BandwidthWire.of(snapshot, bandwidth))));
    }

    /** At least one of name and size; a blank name leaves the name as it is (BW-06). */
    static CompletionStage<Answer> update(RequestContext rq) {
        Body bandwidth = rq.body().object("bandwidth");
        if (!bandwidth.has("name") && !bandwidth.has("size")) {
            throw Rejected.field(bandwidth.path("name"), "a name or a size is required");
        }
        String name = bandwidth.text("name", Text.NAME, "");
        BandwidthCommand update = new BandwidthCommand.Update(
                name.isEmpty() ? Patch.keep() : Patch.set(name),
                BandwidthFields.maybeSize(bandwidth).map(Patch::set).orElseGet(Patch::keep));
        return rq.ask(Bandwidth.TYPE, rq.path("bandwidth_id"), update).thenCompose(after -> answer(rq, after));
    }
}
