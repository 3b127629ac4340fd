package dev.twinstack.api.volume;

import dev.twinstack.api.dialect.Cinder;
import dev.twinstack.api.dialect.Evs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.tag.TagEndpoints;
import dev.twinstack.api.tag.TagQuery;
import dev.twinstack.api.tag.Tagged;
import dev.twinstack.emulator.tag.TagChange;
import dev.twinstack.emulator.volume.Volume;
import dev.twinstack.emulator.volume.VolumeCommand;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The tags of volumes, in the service's two ways. Source: EVS API reference, "Tag Management". */
public final class VolumeTags {
    private static final Tagged<Volume> VOLUMES = new Tagged<>(
            Volume.TYPE,
            Volume::id,
            Volume::name,
            Volume::tags,
            VolumeCommand.Retag::new,
            "volume_id",
            TagQuery.Limits.PUBLIC_IP);

    private static final String ALL = "/v2/{project_id}/os-vendor-volumes";
    private static final String TAGS = ALL + "/{volume_id}/tags";
    private static final String RESET = "/v2/{project_id}/os-vendor-tags/volumes/{volume_id}";

    public static final List<Endpoint> ENDPOINTS = Stream.concat(
                    Versions.both(
                            Evs.get("ShowVolumeTags", TAGS, rq -> TagEndpoints.show(rq, VOLUMES)),
                            Evs.post("BatchCreateVolumeTags", TAGS + "/action", rq -> TagEndpoints.batch(rq, VOLUMES)))
                            .stream(),
                    Stream.of(
                            Cinder.get("CinderShowVolumeTags", RESET, VolumeTags::show),
                            Cinder.put("CinderResetVolumeTags", RESET, VolumeTags::reset)))
            .toList();

    private VolumeTags() {}

    private static CompletionStage<Answer> show(RequestContext rq) {
        return Volumes.find(rq).thenApply(VolumeTags::wire);
    }

    /** What is not named is gone afterwards. */
    private static CompletionStage<Answer> reset(RequestContext rq) {
        TagChange all = new TagChange.Replace(VolumeBody.pairs(rq.body().object("tags")));
        return Volumes.ask(rq, new VolumeCommand.Retag(all)).thenApply(VolumeTags::wire);
    }

    private static Answer wire(Volume volume) {
        return Answer.ok(Map.of("tags", VolumeWireEvs.tags(volume)));
    }
}
