package dev.twinstack.api.volume;

import dev.twinstack.api.dialect.Cinder;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.volume.VolumeCommand;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Volumes in Cinder. Source: EVS API reference, "OpenStack Cinder APIs". */
public final class VolumeCinder {
    private static final String ALL = "/v2/{project_id}/volumes";
    private static final String ONE = ALL + "/{volume_id}";

    public static final List<Endpoint> ENDPOINTS = Versions.both(
            Cinder.post("CinderCreateVolume", ALL, VolumeCinder::create),
            Cinder.get("CinderListVolumes", ALL, VolumeCinder::list),
            Cinder.get("CinderListVolumesDetails", ALL + "/detail", VolumeCinder::details),
            Cinder.get("CinderShowVolume", ONE, VolumeCinder::show),
            Cinder.put("CinderUpdateVolume", ONE, VolumeCinder::update),
            Cinder.delete("CinderDeleteVolume", ONE, VolumeCinder::delete),
            Cinder.post("CinderResizeVolume", ONE + "/action", VolumeCinder::act));

    /** Cinder's other actions. Source: OpenStack Block Storage API reference, "Volume actions". */
    private static final Set<String> UNSERVED = Set.of(
            "os-attach",
            "os-begin_detaching",
            "os-detach",
            "os-force_delete",
            "os-force_detach",
            "os-initialize_connection",
            "os-reserve",
            "os-reset_status",
            "os-retype",
            "os-roll_detaching",
            "os-set_bootable",
            "os-set_image_metadata",
            "os-show_image_metadata",
            "os-terminate_connection",
            "os-unreserve",
            "os-unset_image_metadata",
            "os-update_readonly_flag",
            "os-volume_upload_image",
            "revert");

    private VolumeCinder() {}

    /** Several are answered with the first of them. */
    private static CompletionStage<Answer> create(RequestContext rq) {
        return Volumes.make(rq, VolumeBody.cinder(rq.body().object("volume"), rq))
                .thenApply(made -> Answer.of(202, Map.of("volume", VolumeWire.creating(rq, made.getFirst()))));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        VolumeQuery query = VolumeQuery.of(rq);
        return rq.read(snapshot -> Answer.ok(query.answer(snapshot, volume -> VolumeWire.Brief.of(rq, volume))));
    }

    private static CompletionStage<Answer> details(RequestContext rq) {
        VolumeQuery query = VolumeQuery.of(rq);
        return rq.read(snapshot -> Answer.ok(query.answer(snapshot, volume -> VolumeWire.of(rq, volume))));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return Volumes.find(rq).thenApply(volume -> Answer.ok(Map.of("volume", VolumeWire.of(rq, volume))));
    }

    /** Both fields have an older name, which counts only where the newer one is left out. */
    private static CompletionStage<Answer> update(RequestContext rq) {
        Body volume = rq.body().object("volume");
        VolumeCommand update = new VolumeCommand.Update(
                text(volume, "name", "display_name"),
                text(volume, "description", "display_description"),
                volume.maybeObject("metadata")
                        .map(VolumeBody::metadata)
                        .<Patch<Map<String, String>>>map(Patch::set)
                        .orElseGet(Patch::keep));
        return Volumes.ask(rq, update).thenApply(after -> Answer.ok(Map.of("volume", VolumeWire.of(rq, after))));
    }

    private static Patch<String> text(Body volume, String name, String older) {
        return volume.patchText(volume.has(name) ? name : older, VolumeBody.NAME);
    }

    /** No volume has snapshots, so {@code cascade} makes no difference. */
    private static CompletionStage<Answer> delete(RequestContext rq) {
        return Volumes.askSettled(rq, new VolumeCommand.Close()).thenApply(gone -> Answer.of(202, Answer.NONE));
    }

    private static CompletionStage<Answer> act(RequestContext rq) {
        Body body = rq.body();
        if (body.has("os-extend")) {
            int size = VolumeBody.size(body.object("os-extend"), "new_size");
            return Volumes.askSettled(rq, new VolumeCommand.Extend(size))
                    .thenApply(after -> Answer.of(202, Answer.NONE));
        }
        if (UNSERVED.stream().anyMatch(body::has)) {
            return Cinder.DIALECT.fault(501, "This action is not emulated.").now();
        }
        throw Rejected.field("body", "There is no such action.");
    }
}
