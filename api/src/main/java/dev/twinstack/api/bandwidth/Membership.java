package dev.twinstack.api.bandwidth;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import dev.twinstack.emulator.publicip.PublicIpCommand.BandwidthChoice;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Puts EIPs, and ports for their IPv6 address, into a shared bandwidth and takes them out. Each member is told by itself,
 * one after the other; all are looked up first, so that a wrong id changes nothing.
 *
 * <p>ASSUMED: members that were moved before one refused (the bandwidth is full) stay moved. Check by inserting two where
 * one fits.
 */
final class Membership {
    private static final Text TYPE = Text.oneOf("5_bgp", "5_mailbgp", "5_gray", PublicIp.DUAL_STACK);

    private Membership() {}

    /** What one member is told. */
    private record Step(EntityRef member, Command command) {}

    /** {@code publicip_type} of a port must be {@code 5_dualStack} (IP6-22), of an EIP its own or left out (BW-09). */
    static CompletionStage<Answer> insert(RequestContext rq) {
        List<Body> members = members(rq.body().object("bandwidth"));
        members.forEach(member -> member.maybeText("publicip_type", TYPE));
        return run(
                        rq,
                        (snapshot, bandwidth) -> members.stream()
                                .map(member -> insertion(snapshot, bandwidth, member))
                                .toList())
                .thenCompose(done -> BandwidthV1.show(rq));
    }

    private static Step insertion(Snapshot snapshot, Bandwidth bandwidth, Body member) {
        String id = member.text("publicip_id", Text.ID);
        PublicIp eip = snapshot.find(PublicIp.TYPE, id).orElse(null);
        if (eip == null) {
            return portIn(snapshot, id, bandwidth, member.text("publicip_type", TYPE, "5_bgp"));
        }
        if (!member.text("publicip_type", TYPE, eip.type()).equals(eip.type())) {
            throw Rejected.field(member.path("publicip_type"), "the EIP " + id + " is of type " + eip.type());
        }
        return new Step(PublicIp.TYPE.ref(snapshot.project(), id), new PublicIpCommand.MoveToShared(bandwidth.id()));
    }

    private static Step portIn(Snapshot snapshot, String id, Bandwidth bandwidth, String type) {
        if (!type.equals(PublicIp.DUAL_STACK) || snapshot.find(Port.TYPE, id).isEmpty()) {
            throw Rejected.notFound(PublicIp.TYPE.name(), id);
        }
        return new Step(Port.TYPE.ref(snapshot.project(), id), new PortCommand.JoinBandwidth(bandwidth.id()));
    }

    /** An EIP gets a new bandwidth of its own, of the size and charge mode that are asked for (BW-12). */
    static CompletionStage<Answer> remove(RequestContext rq) {
        Body body = rq.body().object("bandwidth");
        List<Body> members = members(body);
        String chargeMode = body.text("charge_mode", Text.oneOf("traffic", "bandwidth"));
        int size = BandwidthFields.size(body);
        return run(
                        rq,
                        (snapshot, bandwidth) -> members.stream()
                                .map(member -> {
                                    String id = member.text("publicip_id", Text.ID);
                                    return snapshot.find(PublicIp.TYPE, id).isPresent()
                                            ? eipOut(snapshot, id, bandwidth, UnnamedBandwidth.of(size, chargeMode))
                                            : portOut(snapshot, id, bandwidth);
                                })
                                .toList())
                .thenApply(done -> Answer.noContent());
    }

    private static Step eipOut(Snapshot snapshot, String id, Bandwidth from, BandwidthChoice.Dedicated to) {
        return new Step(PublicIp.TYPE.ref(snapshot.project(), id), new PublicIpCommand.MoveToDedicated(from.id(), to));
    }

    private static Step portOut(Snapshot snapshot, String id, Bandwidth bandwidth) {
        EntityRef port = Port.TYPE.ref(snapshot.project(), id);
        if (snapshot.find(Port.TYPE, id).isEmpty()) {
            throw Rejected.notFound(PublicIp.TYPE.name(), id);
        }
        if (!bandwidth.members().containsKey(port)) {
            throw new Rejected(new DomainError.Invalid(
                    "publicip-not-in-bandwidth",
                    "publicip_id",
                    "The port " + id + " is not in the shared bandwidth " + bandwidth.id() + "."));
        }
        return new Step(port, new PortCommand.LeaveBandwidth());
    }

    private static List<Body> members(Body bandwidth) {
        List<Body> members = bandwidth.objects("publicip_info");
        if (members.isEmpty()) {
            throw Rejected.field(bandwidth.path("publicip_info"), "is required");
        }
        members.forEach(member -> member.text("publicip_id", Text.ID));
        return members;
    }

    @FunctionalInterface
    private interface Plan {
        List<Step> of(Snapshot snapshot, Bandwidth bandwidth);
    }

    private static CompletionStage<Void> run(RequestContext rq, Plan plan) {
        return rq.snapshot().thenCompose(snapshot -> {
            String id = rq.path("bandwidth_id");
            Bandwidth bandwidth =
                    snapshot.find(Bandwidth.TYPE, id).orElseThrow(() -> Rejected.notFound(Bandwidth.TYPE.name(), id));
            CompletionStage<Void> done = CompletableFuture.completedStage(null);
            for (Step step : plan.of(snapshot, bandwidth)) {
                done = done.thenCompose(before -> rq.ask(step.member(), step.command(), Object.class))
                        .thenAccept(after -> {});
            }
            return done;
        });
    }
}
