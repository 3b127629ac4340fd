package dev.twinstack.api.dialect;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.RequestId;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** v3: {@code {"request_id", "error_msg", "error_code"}} (ERR-02); successes carry a request_id too (ERR-03). */
public final class V3 implements Dialect {
    public static final V3 DIALECT = new V3();

    /** What a dry run that found nothing wrong answers (SEC-11). */
    private static final String DRY_RUN_PASSED = "SYS.0202";

    private V3() {}

    private record Envelope(RequestId.Placeholder requestId, String errorMsg, String errorCode) {}

    public static Endpoint get(String operation, String template, Errors errors, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "GET", template, errors, handler);
    }

    public static Endpoint post(String operation, String template, Errors errors, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "POST", template, errors, handler);
    }

    public static Endpoint delete(String operation, String template, Errors errors, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "DELETE", template, errors, handler);
    }

    public static Endpoint put(String operation, String template, Errors errors, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "PUT", template, errors, handler);
    }

    /** {@return 200 with one named object} */
    public static Answer one(String name, Object value) {
        return all(Map.of(name, value));
    }

    /** {@return 200 with these fields} */
    public static Answer ok(Map<String, ?> fields) {
        Map<String, Object> body = new LinkedHashMap<>(fields);
        body.put("request_id", RequestId.IN_BODY);
        return Answer.ok(body);
    }

    /** {@return 201 with the named object that was made (ERR-08)} */
    public static Answer created(String name, Object value) {
        return Answer.created(body(Map.of(name, value)));
    }

    private static Map<String, Object> body(Map<String, Object> values) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("request_id", RequestId.IN_BODY);
        body.putAll(values);
        return body;
    }

    /** {@return whether a row's field has one of the values that the query asks for} They match exactly (PAGE-10). */
    public static <S> Predicate<S> filter(RequestContext rq, String parameter, Function<S, @Nullable String> field) {
        List<String> values = rq.queries(parameter);
        return row -> {
            String value = field.apply(row);
            return values.isEmpty() || value != null && values.contains(value);
        };
    }

    /** {@return 200 with several named objects} */
    public static Answer all(Map<String, Object> values) {
        return Answer.ok(body(values));
    }

    /**
     * {@return 200 with the rows of a page and a page_info (PAGE-08)}
     *
     * @param rows what comes after the page's marker, in ascending order of id
     */
    public static <S> Answer page(
            String name, Page page, List<S> rows, Function<S, String> id, Function<S, Object> wire) {
        List<S> shown = rows.stream().limit(page.limit()).toList();
        Map<String, Object> info = new LinkedHashMap<>();
        if (!shown.isEmpty()) {
            info.put("previous_marker", id.apply(shown.getFirst()));
        }
        info.put("current_count", shown.size());
        if (!shown.isEmpty() && shown.size() < rows.size()) {
            info.put("next_marker", id.apply(shown.getLast()));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("request_id", RequestId.IN_BODY);
        body.put(name, shown.stream().map(wire).toList());
        body.put("page_info", info);
        return Answer.ok(body);
    }

    /** {@return whether the request is only to be checked} */
    public static boolean isDryRun(Body body) {
        return body.flag("dry_run", false);
    }

    /** {@return 202 if the command would work, otherwise its refusal} Nothing is done (SEC-11, AG-11). */
    public static CompletionStage<Answer> dryRun(RequestContext rq, ResourceType<?> type, String id, Command command) {
        return rq.rehearse(type, id, command)
                .thenApply(fine -> Answer.of(
                        202,
                        new Envelope(
                                RequestId.IN_BODY,
                                "Request validation has been passed with dry run...",
                                DRY_RUN_PASSED)));
    }

    @Override
    public Answer refuse(Errors.Code code, DomainError error) {
        return Answer.of(code.status(), new Envelope(RequestId.IN_BODY, error.message(), code.code()));
    }

    @Override
    public Answer fault(int status, String message) {
        String code = status == 401 ? "VPC.0008" : "VPC.0" + status;
        return Answer.of(status, new Envelope(RequestId.IN_BODY, message, code));
    }
}
