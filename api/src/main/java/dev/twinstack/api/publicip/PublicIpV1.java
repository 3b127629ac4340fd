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
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import dev.twinstack.emulator.publicip.PublicIpCommand.BandwidthChoice;
import dev.twinstack.emulator.publicip.PublicIpCommand.Wanted;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** EIPs in v1. Source: API reference, "Elastic IP". */
public final class PublicIpV1 {
    private static final Errors ERRORS = PublicIpErrors.ALL;

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
        String type = eip.text("type", Text.ID);
        String alias = eip.text("alias", Text.NAME_REQUIRED, "");
        Wanted address =
                eip.maybeAddress("ip_address").<Wanted>map(Wanted.Exactly::new).orElse(Wanted.ANY);
        // Not in the reference's table, but in its errors (VPC.0511 of an assignment) and in the Go client.
        String port = eip.text("port_id", Text.MAYBE_ID, "");
        BandwidthChoice bandwidth = bandwidth(body);
        return rq.snapshot()
                .thenCompose(snapshot -> rq.ask(
                        PublicIp.TYPE,
                        UUID.randomUUID().toString(),
                        new PublicIpCommand.Open(type, alias, address, bandwidth, BoundPort.binding(snapshot, port))))
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

    /** A share without its id is the EIP's fault and not the bandwidth's (clients' reports of the live cloud). */
    private static BandwidthChoice bandwidth(Body body) {
        BandwidthChoice choice = choice(body);
        if (choice instanceof BandwidthChoice.Shared(String id) && id.isEmpty()) {
            throw Rejected.field("bandwidth.id", "is required where share_type is WHOLE");
        }
        return choice;
    }

    private static BandwidthChoice choice(Body body) {
        try {
            Body bandwidth = body.object("bandwidth");
            String id = bandwidth.text("id", Text.ID, "");
            return bandwidth.text("share_type", Text.oneOf("PER", "WHOLE")).equals("WHOLE")
                    ? new BandwidthChoice.Shared(id)
                    : new BandwidthChoice.Dedicated(
                            UUID.randomUUID().toString(),
                            bandwidth.text("name", Text.NAME_REQUIRED),
                            BandwidthFields.size(bandwidth),
                            bandwidth.text("charge_mode", Text.oneOf("traffic"), "traffic"));
        } catch (Rejected rejected) {
            throw new Rejected(new DomainError.Invalid(
                    PublicIpErrors.BANDWIDTH_INVALID,
                    "bandwidth",
                    rejected.error().message()));
        }
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Page page = Page.of(rq);
        return rq.read(snapshot -> Answer.ok(Map.of(
                "publicips",
                page.of(snapshot, PublicIp.TYPE, eip -> true).stream()
                        .map(eip -> PublicIpWire.of(snapshot, eip, rq.moment()))
                        .toList())));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(PublicIp.TYPE, rq.path("publicip_id")).thenCompose(eip -> answer(rq, eip));
    }

    private static CompletionStage<Answer> answer(RequestContext rq, PublicIp eip) {
        return rq.read(snapshot -> Answer.ok(Map.of("publicip", PublicIpWire.of(snapshot, eip, rq.moment()))));
    }

    /**
     * A port id binds; a blank or missing one unbinds (EIP-09). ASSUMED: an update that names an alias and no port leaves
     * the binding alone; check by renaming a bound EIP.
     */
    private static CompletionStage<Answer> update(RequestContext rq) {
        Body eip = rq.body().object("publicip");
        String named = eip.text("port_id", Text.MAYBE_ID, "");
        Patch<String> alias =
                eip.maybeText("alias", Text.NAME_REQUIRED).map(Patch::set).orElseGet(Patch::keep);
        boolean bindingStays = !alias.isKeep() && !eip.has("port_id");
        Patch<String> port = bindingStays ? Patch.keep() : named.isEmpty() ? Patch.clear() : Patch.set(named);
        return rq.snapshot()
                .thenCompose(snapshot -> rq.ask(
                        PublicIp.TYPE,
                        rq.path("publicip_id"),
                        new PublicIpCommand.WhenSettled(
                                new PublicIpCommand.Update(alias, Patch.keep(), BoundPort.there(snapshot, port)))))
                .thenCompose(after -> answer(rq, after));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        String id = rq.path("publicip_id");
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    checkNoLoadBalancer(snapshot, id);
                    return rq.ask(PublicIp.TYPE, id, new PublicIpCommand.WhenSettled(new PublicIpCommand.Close()));
                })
                .thenApply(gone -> Answer.noContent());
    }

    /** Only words the refusal by what the EIP is bound to (DEL-18); that it is unbound, it sees to itself. */
    private static void checkNoLoadBalancer(Snapshot snapshot, String id) {
        boolean held = snapshot.find(PublicIp.TYPE, id)
                .flatMap(eip -> BoundPort.of(snapshot, eip))
                .filter(bound -> bound.port().deviceOwner().equals(Port.LOAD_BALANCER_OWNER))
                .isPresent();
        if (held) {
            throw new Rejected(new DomainError.InUse(
                    PublicIpErrors.OF_LOAD_BALANCER,
                    "The EIP " + id + " is bound to a load balancer; unbind it first."));
        }
    }
}
