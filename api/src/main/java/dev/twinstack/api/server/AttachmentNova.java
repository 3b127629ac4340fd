package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.Server.Disk;
import dev.twinstack.emulator.server.ServerCommand;
import dev.twinstack.emulator.volume.Volume;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The volumes of servers in native Nova. Source: ECS API reference, native "Disk Management". */
public final class AttachmentNova {
    private static final String ALL = ServerNova.ONE + "/os-volume_attachments";
    private static final String ONE = ALL + "/{volume_id}";

    /** What a volume's state forbids is a bad request, as Nova has it. */
    private static final Errors ATTACHING = Nova.badRequestOn(
                    "volume-creating",
                    "volume-in-use",
                    "volume-in-other-zone",
                    "volume-servers-exceeded",
                    "disk-exists")
            .on("server-disks-exceeded", 403, "forbidden");

    public static final List<Endpoint> ENDPOINTS = List.of(
            Nova.post("NovaAttachVolume", ALL, ATTACHING, AttachmentNova::attach),
            Nova.get("NovaListServerVolumeAttachments", ALL, AttachmentNova::list),
            Nova.get("NovaShowVolumeAttachment", ONE, AttachmentNova::show),
            Nova.delete("NovaDetachVolume", ONE, AttachmentNova::detach));

    private AttachmentNova() {}

    /** An attachment's id is the volume's. */
    private record Wire(
            String id,
            String device,
            @JsonProperty("serverId") String serverId,
            @JsonProperty("volumeId") String volumeId) {
        static Wire of(Server server, Disk disk) {
            return new Wire(disk.volume(), disk.device(), server.id(), disk.volume());
        }
    }

    private static CompletionStage<Answer> attach(RequestContext rq) {
        Body body = rq.body().object("volumeAttachment");
        String volume = body.text("volumeId", Text.ID);
        String device = body.text("device", Text.upTo(255), "");
        ServerCommand attach = new ServerCommand.AttachVolume(volume, device);
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    mustHavePlace(snapshot, volume, device);
                    return rq.ask(Server.TYPE, rq.path("server_id"), attach);
                })
                .thenApply(server -> one(server, volume));
    }

    /** Only whoever says where gets a second disk with a system on it. */
    private static void mustHavePlace(Snapshot snapshot, String volume, String device) {
        boolean bootable =
                snapshot.find(Volume.TYPE, volume).map(Volume::isBootable).orElse(false);
        if (bootable && device.isEmpty()) {
            throw Rejected.field("volumeAttachment.device", "is required for a bootable volume");
        }
    }

    private static Answer one(Server server, String volume) {
        Disk disk = server.disk(volume).orElseThrow(() -> Rejected.notFound("attachment", volume));
        return Answer.ok(Map.of("volumeAttachment", Wire.of(server, disk)));
    }

    static CompletionStage<Answer> list(RequestContext rq) {
        return rq.find(Server.TYPE, rq.path("server_id"))
                .thenApply(server -> Answer.ok(Map.of(
                        "volumeAttachments",
                        server.disks().stream()
                                .map(disk -> Wire.of(server, disk))
                                .toList())));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(Server.TYPE, rq.path("server_id")).thenApply(server -> one(server, rq.path("volume_id")));
    }

    private static CompletionStage<Answer> detach(RequestContext rq) {
        ServerCommand detach = new ServerCommand.DetachVolume(rq.path("volume_id"));
        return rq.ask(Server.TYPE, rq.path("server_id"), detach).thenApply(server -> Answer.of(202, Answer.NONE));
    }
}
