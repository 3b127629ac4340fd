package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.job.Job.Result;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.Server.Disk;
import dev.twinstack.emulator.server.ServerCommand;
import dev.twinstack.emulator.volume.Volume;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The volumes of servers in ECS v1. Source: ECS API reference, "Disk Management". */
public final class DiskEcs {
    private static final String DISKS = ServerEcs.ONE + "/block_device";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Ecs.post("AttachServerVolume", ServerEcs.ONE + "/attachvolume", EcsErrors.ALL, DiskEcs::attach),
            Ecs.delete(
                    "DetachServerVolume", ServerEcs.ONE + "/detachvolume/{volume_id}", EcsErrors.ALL, DiskEcs::detach),
            Ecs.get(
                    "ListServerVolumeAttachments",
                    ServerEcs.ONE + "/os-volume_attachments",
                    EcsErrors.ALL,
                    AttachmentNova::list),
            Ecs.get("ListServerBlockDevices", DISKS, EcsErrors.ALL, DiskEcs::list),
            Ecs.get("ShowServerBlockDevice", DISKS + "/{volume_id}", EcsErrors.ALL, DiskEcs::show));

    /** Beside the system disk. Source: ECS user guide, "Can I Attach Multiple Disks to an ECS?". */
    private static final int MOST_SCSI = 23;

    private static final int MOST_AT_ONCE = 60;

    private DiskEcs() {}

    /**
     * @param size in GiB
     * @param bootIndex its place among the devices, from 0
     */
    private record Wire(
            String id,
            @JsonProperty("volumeId") String volumeId,
            @JsonProperty("serverId") String serverId,
            String device,
            int size,
            @JsonProperty("bootIndex") int bootIndex,
            @JsonProperty("pciAddress") String pciAddress,
            String bus) {
        static Wire of(Server server, Disk disk, Volume volume) {
            int place = disk.device().charAt(disk.device().length() - 1) - 'a';
            return new Wire(
                    disk.volume(),
                    disk.volume(),
                    server.id(),
                    disk.device(),
                    volume.spec().size(),
                    place,
                    String.format(Locale.ROOT, "0000:02:%02x.0", place + 1),
                    volume.spec()
                                    .metadata()
                                    .getOrDefault("hw:passthrough", "false")
                                    .equals("true")
                            ? "scsi"
                            : "virtio");
        }
    }

    private record Room(int freeScsi, int freeBlk, int freeDisk) {}

    private static CompletionStage<Answer> attach(RequestContext rq) {
        Instant began = ServerEcs.now(rq);
        Body body = rq.body();
        Body attachment = body.object("volumeAttachment");
        attachment.integer("count", 1, MOST_AT_ONCE, 1);
        String volume = attachment.text("volumeId", Text.ID);
        ServerCommand attach = new ServerCommand.AttachVolume(volume, attachment.text("device", Text.upTo(255), ""));
        String server = rq.path("server_id");
        return body.flag("dry_run", false)
                ? rq.rehearse(Server.TYPE, server, attach).thenApply(fine -> Answer.of(202, Map.of()))
                : rq.ask(Server.TYPE, server, attach).thenCompose(after -> job(rq, "attachVolume", volume, began));
    }

    private static CompletionStage<Answer> detach(RequestContext rq) {
        Instant began = ServerEcs.now(rq);
        String volume = rq.path("volume_id");
        return rq.ask(Server.TYPE, rq.path("server_id"), new ServerCommand.DetachVolume(volume))
                .thenCompose(after -> job(rq, "detachVolume", volume, began));
    }

    private static CompletionStage<Answer> job(RequestContext rq, String kind, String volume, Instant began) {
        Map<String, String> entities = Map.of("server_id", rq.path("server_id"), "volume_id", volume);
        return Jobs.file(rq, kind, List.of(Jobs.part(kind, entities, new Result.Success())), began)
                .thenApply(job -> Answer.ok(Map.of("job_id", job)));
    }

    private static Server server(RequestContext rq, Snapshot snapshot) {
        String id = rq.path("server_id");
        return snapshot.find(Server.TYPE, id).orElseThrow(() -> Rejected.notFound(Server.TYPE.name(), id));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> {
            Server server = server(rq, snapshot);
            int free = Server.MOST_DISKS - server.disks().size();
            return Answer.ok(Map.of(
                    "attachableQuantity",
                    new Room(Math.min(free, MOST_SCSI), free, free),
                    "volumeAttachments",
                    server.disks().stream()
                            .sorted(Comparator.comparing(Disk::device))
                            .flatMap(disk -> wire(snapshot, server, disk))
                            .toList()));
        });
    }

    /** {@return the disk, or nothing for one from before disks were volumes} */
    private static Stream<Wire> wire(Snapshot snapshot, Server server, Disk disk) {
        return snapshot.find(Volume.TYPE, disk.volume()).map(volume -> Wire.of(server, disk, volume)).stream();
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        String volume = rq.path("volume_id");
        return rq.read(snapshot -> {
            Server server = server(rq, snapshot);
            return Answer.ok(Map.of(
                    "volumeAttachment",
                    server.disk(volume).stream()
                            .flatMap(disk -> wire(snapshot, server, disk))
                            .findFirst()
                            .orElseThrow(() -> Rejected.notFound("attachment", volume))));
        });
    }
}
