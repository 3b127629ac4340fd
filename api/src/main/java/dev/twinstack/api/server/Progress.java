package dev.twinstack.api.server;

import dev.twinstack.emulator.job.Job;
import dev.twinstack.emulator.job.Job.Part;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import java.time.Instant;
import java.util.Map;

/** How far a job has got by now, as clients see it: it seems to take the time that what it does takes in the cloud. */
enum Progress {
    WAITING,
    RUNNING,
    ENDED;

    /** The kind of a part that makes a server. */
    static final String MAKES_A_SERVER = "createSingleServer";

    private static final String SERVER = "server_id";

    static Progress of(Job job, Moment moment) {
        return at(job, end(job, moment), moment);
    }

    static Progress of(Job job, Part part, Moment moment) {
        return at(job, end(job, part, moment), moment);
    }

    private static Progress at(Job job, Instant end, Moment moment) {
        if (moment.isIn(Phase.JOB_WAITING, job.id(), job.endedAt())) {
            return WAITING;
        }
        return moment.now().isBefore(end) ? RUNNING : ENDED;
    }

    /** {@return when all parts of it are done} */
    static Instant end(Job job, Moment moment) {
        return job.parts().stream()
                .map(part -> end(job, part, moment))
                .max(Instant::compareTo)
                .orElseGet(() -> moment.end(Phase.JOB_RUNNING, job.id(), job.endedAt()));
    }

    /** {@return when a part is done} A server is {@code ACTIVE} by then. */
    static Instant end(Job job, Part part, Moment moment) {
        Map<String, String> entities = part.entities();
        return part.kind().equals(MAKES_A_SERVER) && entities.containsKey(SERVER)
                ? moment.end(Phase.SERVER_BUILDING, entities.getOrDefault(SERVER, ""), job.endedAt())
                : moment.end(Phase.JOB_RUNNING, part.id(), job.endedAt());
    }
}
