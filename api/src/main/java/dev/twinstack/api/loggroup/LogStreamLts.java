package dev.twinstack.api.loggroup;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twinstack.api.dialect.Lts;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.loggroup.LogGroup;
import dev.twinstack.emulator.loggroup.LogGroup.LogStream;
import dev.twinstack.emulator.loggroup.LogGroupCommand;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Log streams in LTS v2. Source: LTS API reference, "Log Stream Management". */
public final class LogStreamLts {
    private static final String STREAMS = "/v2/{project_id}/groups/{log_group_id}/streams";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Lts.post("CreateLogStream", STREAMS, LogStreamLts::create),
            Lts.get("ListLogStream", STREAMS, LogStreamLts::list),
            Lts.delete("DeleteLogStream", STREAMS + "/{log_stream_id}", LogStreamLts::delete));

    private LogStreamLts() {}

    /**
     * @param creationTime in milliseconds since 1970
     * @param filterCount none: there are no filters
     */
    private record Wire(
            String logStreamId,
            String logStreamName,
            long creationTime,
            int filterCount,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tag) {}

    private static Wire wire(LogStream stream) {
        return new Wire(
                stream.id(), stream.name(), stream.createdAt().toEpochMilli(), 0, LogFields.wire(stream.tags()));
    }

    /** A {@code ttl_in_days} of its own is checked and then has no effect: no answer shows it, and nothing is written. */
    private static CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body();
        body.maybeInteger("ttl_in_days", 1, LogFields.LONGEST_TTL);
        String id = UUID.randomUUID().toString();
        LogGroupCommand open =
                new LogGroupCommand.OpenStream(id, LogFields.name(body, "log_stream_name"), LogFields.tags(body));
        return rq.ask(LogGroup.TYPE, rq.path("log_group_id"), open)
                .thenApply(after -> Answer.created(Map.of("log_stream_id", id)));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.find(LogGroup.TYPE, rq.path("log_group_id"))
                .thenApply(group -> Answer.ok(Map.of(
                        "log_streams",
                        group.streams().stream().map(LogStreamLts::wire).toList())));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(LogGroup.TYPE, rq.path("log_group_id"), new LogGroupCommand.CloseStream(rq.path("log_stream_id")))
                .thenApply(after -> Answer.noContent());
    }
}
