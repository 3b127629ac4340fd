package dev.twinstack.api.loggroup;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twinstack.api.dialect.Lts;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.loggroup.LogGroup;
import dev.twinstack.emulator.loggroup.LogGroupCommand;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Log groups in LTS v2. Source: LTS API reference, "Log Group Management". */
public final class LogGroupLts {
    private static final String GROUPS = "/v2/{project_id}/groups";
    private static final String GROUP = GROUPS + "/{log_group_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Lts.post("CreateLogGroup", GROUPS, LogGroupLts::create),
            Lts.get("ListLogGroups", GROUPS, LogGroupLts::list),
            Lts.post("UpdateLogGroup", GROUP, LogGroupLts::update),
            Lts.delete("DeleteLogGroup", GROUP, LogGroupLts::delete));

    private LogGroupLts() {}

    /**
     * @param creationTime in milliseconds since 1970
     */
    private record Wire(
            String logGroupId,
            String logGroupName,
            int ttlInDays,
            long creationTime,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tag) {}

    private static Wire wire(LogGroup group) {
        return new Wire(
                group.id(),
                group.name(),
                group.ttlInDays(),
                group.createdAt().toEpochMilli(),
                LogFields.wire(group.tags()));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body();
        LogGroupCommand open = new LogGroupCommand.Open(
                LogFields.name(body, "log_group_name"), LogFields.ttl(body), LogFields.tags(body));
        return rq.ask(LogGroup.TYPE, UUID.randomUUID().toString(), open)
                .thenApply(made -> Answer.created(Map.of("log_group_id", made.id())));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> Answer.ok(Map.of(
                "log_groups",
                snapshot.all(LogGroup.TYPE).stream().map(LogGroupLts::wire).toList())));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body body = rq.body();
        LogGroupCommand update = new LogGroupCommand.Update(
                LogFields.ttl(body), body.has("tags") ? Patch.set(LogFields.tags(body)) : Patch.keep());
        return rq.ask(LogGroup.TYPE, rq.path("log_group_id"), update).thenApply(after -> Answer.ok(wire(after)));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(LogGroup.TYPE, rq.path("log_group_id"), new LogGroupCommand.Close())
                .thenApply(gone -> Answer.noContent());
    }
}
