package dev.twinstack.api.bandwidth;

import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.bandwidth.BandwidthCommand;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Shared bandwidths in v2.0, in v1's envelope. Source: API reference, "Bandwidth (v2.0)". Reading and updating are not
 * documented there, but clients do it (it is v1 under another path).
 */
public final class SharedBandwidthV2 {
    private static final String ALL = "/v2.0/{project_id}/bandwidths";
    private static final String ONE = ALL + "/{bandwidth_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            V1.post("CreateSharedBandwidth", ALL, BandwidthV1.ERRORS, SharedBandwidthV2::create),
            V1.get("ListBandwidthsV2", ALL, BandwidthV1.ERRORS, BandwidthV1::list),
            V1.get("ShowBandwidthV2", ONE, BandwidthV1.ERRORS, BandwidthV1::show),
            V1.put("UpdatePrePaidBandwidth", ONE, BandwidthV1.ERRORS, BandwidthV1::update),
            V1.delete("DeleteSharedBandwidth", ONE, BandwidthV1.ERRORS, SharedBandwidthV2::delete),
            V1.post("AddPublicipsIntoSharedBandwidth", ONE + "/insert", BandwidthV1.ERRORS, Membership::insert),
            V1.post("RemovePublicipsFromSharedBandwidth", ONE + "/remove", BandwidthV1.ERRORS, Membership::remove));

    private static final Text ENTERPRISE_PROJECT =
            new Text(0, 36, Pattern.compile("0|[0-9a-fA-F-]{36}|"), "0 or a UUID");

    private SharedBandwidthV2() {}

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body bandwidth = rq.body().object("bandwidth");
        // The cloud takes both and uses neither (EPS-06, BW-18); what breaks their limits is still refused.
        bandwidth.maybeText("enterprise_project_id", ENTERPRISE_PROJECT);
        bandwidth.maybeText("public_border_group", Text.oneOf("center"));
        BandwidthCommand open = new BandwidthCommand.Open(
                bandwidth.text("name", Text.NAME_REQUIRED),
                BandwidthFields.size(bandwidth),
                bandwidth.text("charge_mode", Text.oneOf("traffic"), "traffic"));
        return rq.ask(Bandwidth.TYPE, UUID.randomUUID().toString(), open)
                .thenCompose(made -> BandwidthV1.answer(rq, made));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(Bandwidth.TYPE, rq.path("bandwidth_id"), new BandwidthCommand.Close())
                .thenApply(gone -> Answer.noContent());
    }
}
