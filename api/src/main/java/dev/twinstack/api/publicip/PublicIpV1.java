package dev.twinstack.api.publicip;

import dev.twinstack.api.bandwidth.BandwidthFields;
import dev.twinstack.api.dialect.Page;
import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import dev.twinstack.emulator.publicip.PublicIpCommand.BandwidthChoice;
import dev.twinstack.emulator.publicip.PublicIpCommand.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** EIPs in v1. Source: API reference, "Elastic IP". */
public final class PublicIpV1 {
    private static final String BANDWIDTH_INVALID = "publicip-bandwidth-invalid";

    /** Bad values of the bandwidth have its code (VPC.0301); a missing port is the backend's (ERR-13). */
    private static final Errors ERRORS = Errors.of("VPC.0501", "VPC.0504", "VPC.0501")
            .on(BANDWIDTH_INVALID, 400, "VPC.0301")
            .on("bandwidth-size-invalid", 400, "VPC.0301")
            .on("bandwidth-dedicated", 400, "VPC.0301")
            .on("bandwidth-not-found", 404, "VPC.0306")
            .on("bandwidth-full", 409, "VPC.0301")
            .on("port-not-found", 404, "VPC.0514")
            .on("port-has-eip", 409, "VPC.0511")
            .on("publicip-already-bound", 409, "VPC.0510")
            .on("publicip-bound", 409, "VPC.0517")
            .on("publicIp-quota", 409, "VPC.0521")
            .on("public-ipv4-address-unavailable", 409, "VPC.0522")
            .on("public-ipv4-pool-exhausted", 409, "VPC.0532");

    public static final List<Endpoint> ENDPOINTS = List.of(
            V1.post("CreatePublicip", "/v1/{project_id}/publicips", ERRORS, PublicIpV1::create),
            V1.get("ListPublicips", "/v1/{project_id}/publicips", ERRORS, PublicIpV1::list),
            V1.get("ShowPublicip", "/v1/{project_id}/publicips/{publicip_id}", ERRORS, PublicIpV1::show),
            V1.put("UpdatePublicip", "/v1/{project_id}/publicips/{publicip_id}", ERRORS, PublicIpV1::update),
            V1.delete("DeletePublicip", "/v1/{project_id}/publicips/{publicip_id}", ERRORS, PublicIpV1::delete));

    private PublicIpV1() {}

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body();
        Body eip = body.object("publicip");
        checkVersion(eip);
        PublicIpCommand open = new PublicIpCommand.Open(
                eip.text("type", Text.ID),
                eip.text("alias", Text.NAME_REQUIRED, ""),
                eip.maybeAddress("ip_address").<Wanted>map(Wanted.Exactly::new).orElse(Wanted.ANY),
                bandwidth(body));
        return rq.ask(PublicIp.TYPE, UUID.randomUUID().toString(), open)
                .thenApply(made -> Answer.ok(Map.of("publicip", PublicIpWire.made(rq.project(), made))));
    }

    /** Missing or blank means 4; 6 is in the reference, but marked as not supported (IP6-29). */
    private static void checkVersion(Body eip) {
        boolean other = eip.value("ip_version")
                .map(value -> !value.asText().isEmpty() && !value.asText().equals("4"))
                .orElse(false);
        if (other) {
            throw Rejected.field(eip.path("ip_version"), "only 4 is supported; an EIP of type 5_dualStack has both");
        }
    }

    private static BandwidthChoice bandwidth(Body body) {
        try {
            Body bandwidth = body.object("bandwidth");
            bandwidth.maybeText("id", Text.ID);
            return bandwidth.text("share_type", Text.oneOf("PER", "WHOLE")).equals("WHOLE")
                    ? new BandwidthChoice.Shared(bandwidth.text("id", Text.ID))
                    : new BandwidthChoice.Dedicated(
                            UUID.randomUUID().toString(),
                            bandwidth.text("name", Text.NAME_REQUIRED),
                            BandwidthFields.size(bandwidth),
                            bandwidth.text("charge_mode", Text.oneOf("traffic"), "traffic"));
        } catch (Rejected rejected) {
            throw new Rejected(new DomainError.Invalid(
                    BANDWIDTH_INVALID, "bandwidth", rejected.error().message()));
        }
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Page page = Page.of(rq);
        return rq.read(snapshot -> Answer.ok(Map.of(
                "publicips",
                page.of(snapshot, PublicIp.TYPE, eip -> true).stream()
                        .map(eip -> PublicIpWire.of(snapshot, eip))
                        .toList())));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(PublicIp.TYPE, rq.path("publicip_id")).thenCompose(eip -> answer(rq, eip));
    }

    private static CompletionStage<Answer> answer(RequestContext rq, PublicIp eip) {
        return rq.read(snapshot -> Answer.ok(Map.of("publicip", PublicIpWire.of(snapshot, eip))));
    }

    /**
     * A port id binds; a blank or missing one unbinds (EIP-09). ASSUMED: an update that names an alias and no port leaves
     * the binding alone; check by renaming a bound EIP.
     */
    private static CompletionStage<Answer> update(RequestContext rq) {
        Body eip = rq.body().object("publicip");
        String port = eip.text("port_id", Text.upTo(255), "");
        Optional<String> alias = eip.maybeText("alias", Text.NAME_REQUIRED);
        boolean bindingStays = alias.isPresent() && !eip.has("port_id");
        return rq.find(PublicIp.TYPE, rq.path("publicip_id"))
                .thenCompose(found -> bindingStays ? CompletableFuture.completedStage(found) : bind(rq, port))
                .thenCompose(
                        after -> alias.isPresent() ? rename(rq, alias.get()) : CompletableFuture.completedStage(after))
                .thenCompose(after -> answer(rq, after));
    }

    private static CompletionStage<PublicIp> rename(RequestContext rq, String alias) {
        return rq.ask(PublicIp.TYPE, rq.path("publicip_id"), new PublicIpCommand.Rename(alias));
    }

    private static CompletionStage<PublicIp> bind(RequestContext rq, String port) {
        String eip = rq.path("publicip_id");
        return port.isEmpty()
                ? rq.ask(PublicIp.TYPE, eip, new PublicIpCommand.Unbind())
                : rq.find(Port.TYPE, port)
                        .thenCompose(found -> rq.ask(PublicIp.TYPE, eip, new PublicIpCommand.Bind(found.id())));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(PublicIp.TYPE, rq.path("publicip_id"), new PublicIpCommand.Close())
                .thenApply(gone -> Answer.noContent());
    }
}
