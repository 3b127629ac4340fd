package dev.twinstack.api.volume;

import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Steps;
import dev.twinstack.emulator.volume.Volume;
import dev.twinstack.emulator.volume.VolumeCommand;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** What both families of calls do to volumes. */
final class Volumes {
    private Volumes() {}

    /** {@return the volumes that were made, all that were asked for} */
    static CompletionStage<List<Volume>> make(RequestContext rq, VolumeBody wanted) {
        Steps steps = new Steps(rq);
        return steps.all(() -> Steps.together(IntStream.range(0, wanted.count())
                .mapToObj(index -> steps.take(
                        Volume.TYPE,
                        UUID.randomUUID().toString(),
                        new VolumeCommand.Open(wanted.spec(index)),
                        new VolumeCommand.Close()))
                .toList()));
    }

    /** {@return what the volume of the path answered} */
    static CompletionStage<Volume> ask(RequestContext rq, VolumeCommand command) {
        return rq.ask(Volume.TYPE, rq.path("volume_id"), command);
    }

    /** {@return the same, refused while the volume is still being made} */
    static CompletionStage<Volume> askSettled(RequestContext rq, VolumeCommand command) {
        return ask(rq, new VolumeCommand.WhenSettled(command));
    }

    static CompletionStage<Volume> find(RequestContext rq) {
        return rq.find(Volume.TYPE, rq.path("volume_id"));
    }
}
