package dev.twinstack.api.http;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.Entities;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.system.Cloud;
import dev.twinstack.emulator.timing.Moment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.util.ByteString;

/**
 * One request at its endpoint.
 *
 * @param cause the request, as the events bear it that it makes
 * @param path what the template matched, by parameter name
 * @param bytes the body as it came
 * @param query every value of every query parameter, in order
 * @param baseUrl how the client reached us, such as {@code http://127.0.0.1:4664}; for links
 */
public record RequestContext(
        Cloud cloud,
        Cause cause,
        HttpRequest request,
        ByteString bytes,
        Caller caller,
        Map<String, String> path,
        Map<String, List<String>> query,
        String baseUrl) {
    /** {@return the caller's project} Requests without one do not get here. */
    public String project() {
        return caller.projectId();
    }

    /** {@return the time by the twin's clock, and how long things take in the caller's project} */
    public Moment moment() {
        return cloud.moment(project());
    }

    /** {@return all entities, asked in this request's name} */
    public Entities entities() {
        return cloud.by(cause);
    }

    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the endpoint has no path parameter " + name);
        }
        return value;
    }

    /** {@return the first value of a query parameter, or empty if it is left out} */
    public Optional<String> query(String name) {
        return queries(name).stream().findFirst();
    }

    public List<String> queries(String name) {
        return query.getOrDefault(name, List.of());
    }

    public Optional<String> header(String name) {
        return request.getHeader(name).map(header -> header.value());
    }

    public Body body() {
        return Body.of(bytes.toArrayUnsafe());
    }

    /** {@return the entity in the caller's project} What cannot be an id is refused as an id that nothing has. */
    public EntityRef ref(ResourceType<?> type, String id) {
        if (id.isEmpty() || id.indexOf('|') >= 0) {
            throw Rejected.notFound(type.name(), id);
        }
        return type.ref(project(), id);
    }

    /** {@return everything in the caller's project} */
    public CompletionStage<Snapshot> snapshot() {
        return cloud.snapshot(project());
    }

    /** {@return an answer from the caller's project as it is now} */
    public CompletionStage<Answer> read(Function<Snapshot, Answer> answer) {
        return snapshot().thenApply(answer);
    }

    /** {@return a resource of the caller's project} The stage fails with {@link Rejected} if there is none. */
    public <S> CompletionStage<S> find(ResourceType<S> type, String id) {
        return snapshot()
                .thenApply(snapshot -> snapshot.find(type, id).orElseThrow(() -> Rejected.notFound(type.name(), id)));
    }

    /**
     * {@return what the entity answered} The stage fails with {@link Rejected} if it refused, and with an exception that
     * becomes a 500 if it failed.
     */
    public <A> CompletionStage<A> ask(EntityRef entity, Command command, Class<A> answer) {
        return entities().ask(entity, command).thenApply(outcome -> answer.cast(result(outcome)));
    }

    static Object result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(Object value) -> value;
            case Outcome.Refused(DomainError error) -> throw new Rejected(error);
            case Outcome.Failed(String reason) -> throw new IllegalStateException(reason);
        };
    }

    /** {@return what a command would be answered with; nothing is done} Fails with {@link Rejected} as {@link #ask} would. */
    public CompletionStage<Object> rehearse(ResourceType<?> type, String id, Command command) {
        return cloud.rehearse(ref(type, id), command).thenApply(outcome -> result(outcome));
    }

    /** {@return the state a resource of the caller's project answers a command with} */
    public <S> CompletionStage<S> ask(ResourceType<S> type, String id, Command command) {
        return ask(ref(type, id), command, type.state());
    }
}
