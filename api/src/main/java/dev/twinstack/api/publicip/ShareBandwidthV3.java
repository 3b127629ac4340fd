package dev.twinstack.api.publicip;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.dialect.V3;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Puts EIPs into a shared bandwidth, each with its own outcome (BW-15). Source: API reference, "EIP (V3)". */
public final class ShareBandwidthV3 {
    public static final List<Endpoint> ENDPOINTS = List.of(V3.post(
            "AttachBatchPublicIp",
            "/v3/{project_id}/eip/publicips/attach-share-bandwidth",
            PublicIpErrors.V3,
            ShareBandwidthV3::attach));

    private static final int MOST = 50;
    private static final Text ID = new Text(36, 36, Text.ID.pattern(), Text.ID.meaning());

    private ShareBandwidthV3() {}

    /**
     * What became of one EIP. ASSUMED: one that could not be moved is told with the code and message of a call of its own;
     * the reference shows only good outcomes. Check by attaching an unknown one.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Result(
            @JsonProperty("statusCode") int statusCode,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            ObjectNode publicip,

            @Nullable String errorCode,
            @Nullable String errorMsg) {
        static Result of(Snapshot snapshot, String id, Outcome outcome) {
            ObjectNode eip = snapshot.find(PublicIp.TYPE, id)
                    .map(found -> PublicIpV3.usual(snapshot, found, PublicIpWire.status(found)))
                    .orElse(null);
            return switch (outcome) {
                case Outcome.Done done -> new Result(200, eip, null, null);
                case Outcome.Refused(DomainError error) -> {
                    Errors.Code code = PublicIpErrors.V3.of(error);
                    yield new Result(code.status(), eip, code.code(), error.message());
                }
                case Outcome.Failed(String reason) -> new Result(500, eip, "VPC.0503", reason);
            };
        }
    }

    private record Move(String eip, String bandwidth) {}

    private static CompletionStage<Answer> attach(RequestContext rq) {
        Body body = rq.body();
        List<Move> moves = body.objects("publicips").stream()
                .map(each -> new Move(each.text("publicip_id", ID), each.text("bandwidth_id", ID)))
                .toList();
        if (moves.isEmpty() || moves.size() > MOST) {
            throw Rejected.field("publicips", "must name 1 to " + MOST + " EIPs");
        }
        if (moves.stream().map(Move::bandwidth).distinct().count() > 1) {
            throw Rejected.field("publicips", "must all name the same bandwidth_id");
        }
        String bandwidth = moves.getFirst().bandwidth();
        return rq.snapshot().thenCompose(snapshot -> {
            checkShared(snapshot, bandwidth);
            return all(rq, moves);
        });
    }

    private static void checkShared(Snapshot snapshot, String id) {
        Bandwidth bandwidth =
                snapshot.find(Bandwidth.TYPE, id).orElseThrow(() -> Rejected.notFound(Bandwidth.TYPE.name(), id));
        if (!bandwidth.isShared()) {
            throw new Rejected(new DomainError.Invalid(
                    "bandwidth-dedicated", "bandwidth_id", "The bandwidth " + id + " is not shared."));
        }
    }

    private static CompletionStage<Answer> all(RequestContext rq, List<Move> moves) {
        List<CompletableFuture<Outcome>> asked = new ArrayList<>();
        for (Move move : moves) {
            asked.add(rq.entities()
                    .ask(rq.ref(PublicIp.TYPE, move.eip()), new PublicIpCommand.MoveToShared(move.bandwidth()))
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenCompose(done -> rq.read(snapshot -> {
                    List<Result> results = new ArrayList<>();
                    for (int i = 0; i < moves.size(); i++) {
                        results.add(Result.of(
                                snapshot, moves.get(i).eip(), asked.get(i).join()));
                    }
                    return V3.one("publicips", results);
                }));
    }
}
