package dev.twinstack.api.publicip;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.dialect.V3;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Json;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** EIPs in v3. Source: API reference, "EIP (V3)". */
public final class PublicIpV3 {
    private static final String ALL = "/v3/{project_id}/eip/publicips";
    private static final String ONE = ALL + "/{publicip_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            V3.get("ListPublicips", ALL, PublicIpErrors.V3, PublicIpV3::list),
            V3.get("ShowPublicip", ONE, PublicIpErrors.V3, PublicIpV3::show),
            V3.put("UpdatePublicip", ONE, PublicIpErrors.V3, PublicIpV3::update),
            V3.post("AssociatePublicips", ONE + "/associate-instance", PublicIpErrors.V3, PublicIpV3::bind),
            V3.post("DisassociatePublicips", ONE + "/disassociate-instance", PublicIpErrors.V3, PublicIpV3::unbind));

    private static final String NETWORK_TYPE = "network_type";

    /** What {@code fields} may name. */
    private static final List<String> COLUMNS = List.of(
            "id",
            "project_id",
            "ip_version",
            "type",
            "public_ip_address",
            "public_ipv6_address",
            NETWORK_TYPE,
            "status",
            "description",
            "created_at",
            "updated_at",
            "vnic",
            "bandwidth",
            "associate_instance_type",
            "associate_instance_id",
            "lock_status",
            "billing_info",
            "tags",
            "enterprise_project_id",
            "allow_share_bandwidth_types",
            "public_border_group",
            "alias",
            "publicip_pool_name",
            "publicip_pool_id");

    private static final Text ALIAS = Text.upTo(64);
    private static final Text KIND = Text.oneOf(PublicIpWireV3.PORT, PublicIpWireV3.NAT_GATEWAY, "ELB", "ELBV1", "VPN");
    private static final Text INSTANCE = new Text(1, 36, Text.ID.pattern(), Text.ID.meaning());

    private PublicIpV3() {}

    /** {@return an EIP with what is shown unless other columns are asked for} */
    static ObjectNode usual(Snapshot snapshot, PublicIp eip, String status) {
        return new Columns(List.of(NETWORK_TYPE), List.of())
                .of((ObjectNode) Json.tree(PublicIpWireV3.of(snapshot, eip, status)));
    }

    private static ObjectNode row(RequestContext rq, Snapshot snapshot, PublicIp eip) {
        return (ObjectNode) Json.tree(PublicIpWireV3.of(snapshot, eip, PublicIpWire.status(eip, rq.moment())));
    }

    private static Columns columns(RequestContext rq) {
        return Columns.of(rq, COLUMNS, List.of(NETWORK_TYPE));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        PublicIpQuery query = PublicIpQuery.of(rq);
        Columns columns = columns(rq);
        return rq.read(snapshot -> {
            PublicIpQuery.Found found = query.answer(snapshot.all(PublicIp.TYPE).stream()
                    .map(eip -> row(rq, snapshot, eip))
                    .toList());
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("page_info", pageInfo(found));
            answer.put("total_count", found.total());
            answer.put("publicips", found.rows().stream().map(columns::of).toList());
            return V3.all(answer);
        });
    }

    private static Map<String, Object> pageInfo(PublicIpQuery.Found found) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("current_count", found.rows().size());
        if (!found.rows().isEmpty()) {
            info.put("previous_marker", found.rows().getFirst().path("id").asText());
        }
        if (!found.rows().isEmpty() && found.more()) {
            info.put("next_marker", found.rows().getLast().path("id").asText());
        }
        return info;
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        Columns columns = columns(rq);
        return rq.find(PublicIp.TYPE, rq.path("publicip_id"))
                .thenCompose(eip -> rq.read(snapshot -> V3.one("publicip", columns.of(row(rq, snapshot, eip)))));
    }

    private static CompletionStage<Answer> answer(RequestContext rq, PublicIp eip) {
        return rq.read(snapshot -> V3.one("publicip", usual(snapshot, eip, PublicIpWire.status(eip, rq.moment()))));
    }

    /** Alias, description and binding at once, or none of them (EIP-12, EIP-18). */
    private static CompletionStage<Answer> update(RequestContext rq) {
        Body eip = rq.body().object("publicip");
        Patch<String> alias = eip.patchText("alias", ALIAS);
        Patch<String> description = eip.patchText("description", Text.DESCRIPTION);
        return change(rq, alias, description, port(eip));
    }

    private static CompletionStage<Answer> change(
            RequestContext rq, Patch<String> alias, Patch<String> description, Patch<String> port) {
        return rq.snapshot()
                .thenCompose(snapshot -> rq.ask(
                        PublicIp.TYPE,
                        rq.path("publicip_id"),
                        new PublicIpCommand.WhenSettled(
                                new PublicIpCommand.Update(alias, description, BoundPort.there(snapshot, port)))))
                .thenCompose(after -> answer(rq, after));
    }

    /** Kind and id are given together: both set bind, both null unbind. */
    private static Patch<String> port(Body eip) {
        Patch<String> kind = eip.patchText("associate_instance_type", KIND);
        Patch<String> id = eip.patchText("associate_instance_id", INSTANCE);
        if (!kind.getClass().equals(id.getClass())) {
            throw Rejected.field(
                    eip.path("associate_instance_id"), "must be set, null or left out as associate_instance_type is");
        }
        checkKind(eip, kind.applyTo(PublicIpWireV3.PORT, PublicIpWireV3.PORT));
        return id;
    }

    /** The rules of a NAT gateway bind, not this; what is of the other kinds has a port, or is not here. */
    private static void checkKind(Body eip, String kind) {
        if (!kind.equals(PublicIpWireV3.PORT)) {
            throw Rejected.field(
                    eip.path("associate_instance_type"), "EIPs can be bound to a PORT only, not to " + kind);
        }
    }

    private static CompletionStage<Answer> bind(RequestContext rq) {
        Body eip = rq.body().object("publicip");
        checkKind(eip, eip.text("associate_instance_type", KIND));
        return change(rq, Patch.keep(), Patch.keep(), Patch.set(eip.text("associate_instance_id", INSTANCE)));
    }

    private static CompletionStage<Answer> unbind(RequestContext rq) {
        return rq.find(PublicIp.TYPE, rq.path("publicip_id"))
                .thenCompose(found -> {
                    if (!found.isBound()) {
                        throw new Rejected(new DomainError.Conflict(
                                PublicIpErrors.NOT_BOUND, "The EIP " + found.id() + " is not bound to anything."));
                    }
                    return rq.ask(
                            PublicIp.TYPE, found.id(), new PublicIpCommand.WhenSettled(new PublicIpCommand.Unbind()));
                })
                .thenCompose(after -> answer(rq, after));
    }
}
