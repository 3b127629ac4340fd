package dev.twinstack.api.volume;

import dev.twinstack.api.dialect.Evs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.server.Jobs;
import dev.twinstack.emulator.job.Job.Part;
import dev.twinstack.emulator.job.Job.Result;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.volume.Volume;
import dev.twinstack.emulator.volume.VolumeCommand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Volumes in the service's own calls, which answer with jobs. Source: EVS API reference, "APIs (Recommended)". */
public final class VolumeEvs {
    private static final String ALL = "/v2/{project_id}/cloudvolumes";
    private static final String ONE = ALL + "/{volume_id}";
    private static final String VENDOR = "/v2/{project_id}/os-vendor-volumes";

    public static final List<Endpoint> ENDPOINTS = Versions.both(
            Evs.post("CreateVolume", ALL, VolumeEvs::create),
            Evs.get("ListVolumesBriefly", ALL, VolumeEvs::list),
            Evs.get("ListVolumes", ALL + "/detail", VolumeEvs::details),
            Evs.get("ListVendorVolumes", VENDOR + "/detail", VolumeEvs::details),
            Evs.get("ShowVolume", ONE, VolumeEvs::show),
            Evs.get("ShowVendorVolume", VENDOR + "/{volume_id}", VolumeEvs::show),
            Evs.put("UpdateVolume", ONE, VolumeEvs::update),
            Evs.delete("DeleteVolume", ONE, VolumeEvs::delete),
            Evs.post("ResizeVolume", ONE + "/action", VolumeEvs::extend));

    private VolumeEvs() {}

    private static CompletionStage<Answer> create(RequestContext rq) {
        Instant began = now(rq);
        return Volumes.make(rq, VolumeBody.evs(rq.body().object("volume"), rq)).thenCompose(made -> {
            String kind = made.size() == 1 ? "createVolume" : "batchCreateVolume";
            return job(rq, kind, "createVolume", made, began);
        });
    }

    private static Instant now(RequestContext rq) {
        return rq.cloud().settings().clock().instant();
    }

    private static CompletionStage<Answer> job(
            RequestContext rq, String kind, String part, List<Volume> volumes, Instant began) {
        List<Part> parts = volumes.stream()
                .map(volume -> Jobs.part(
                        part,
                        Map.of(
                                "volume_id",
                                volume.id(),
                                "name",
                                volume.name(),
                                "volume_type",
                                volume.spec().type()),
                        new Result.Success()))
                .toList();
        return Jobs.file(rq, kind, parts, began).thenApply(job -> Answer.ok(Map.of("job_id", job)));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        VolumeQuery query = VolumeQuery.of(rq);
        return rq.read(snapshot -> Answer.ok(query.answer(snapshot, volume -> VolumeWire.Brief.of(rq, volume))));
    }

    private static CompletionStage<Answer> details(RequestContext rq) {
        VolumeQuery query = VolumeQuery.of(rq);
        return rq.read(snapshot -> Answer.ok(query.counted(snapshot, volume -> VolumeWireEvs.of(rq, volume))));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return Volumes.find(rq).thenApply(volume -> Answer.ok(Map.of("volume", VolumeWireEvs.of(rq, volume))));
    }

    /** The answer has no envelope. */
    private static CompletionStage<Answer> update(RequestContext rq) {
        Body volume = rq.body().object("volume");
        if (volume.value("name").isEmpty() && volume.value("description").isEmpty()) {
            throw VolumeBody.invalid("volume-unnamed", volume.path("name"), "a name or a description is required");
        }
        VolumeCommand update = new VolumeCommand.Update(
                volume.textOrKeep("name", VolumeBody.NAME),
                volume.textOrKeep("description", VolumeBody.NAME),
                Patch.keep());
        return Volumes.ask(rq, update).thenApply(after -> Answer.ok(VolumeWireEvs.of(rq, after)));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        Instant began = now(rq);
        return Volumes.askSettled(rq, new VolumeCommand.Close())
                .thenCompose(gone -> job(rq, "deleteVolume", "deleteVolume", List.of(gone), began));
    }

    private static CompletionStage<Answer> extend(RequestContext rq) {
        Instant began = now(rq);
        int size = VolumeBody.size(rq.body().object("os-extend"), "new_size");
        return Volumes.askSettled(rq, new VolumeCommand.Extend(size))
                .thenCompose(after -> job(rq, "extendVolume", "extendVolume", List.of(after), began));
    }
}
