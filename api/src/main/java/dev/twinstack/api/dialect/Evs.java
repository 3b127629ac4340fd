package dev.twinstack.api.dialect;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Gate;
import dev.twinstack.emulator.kernel.DomainError;
import java.util.Map;

/**
 * The volume service's own calls: {@code {"error": {"message": "…", "code": "EVS.nnnn"}}}; all successes but those of
 * tags are 200. Source: EVS API reference, "Error Codes".
 */
public final class Evs implements Dialect {
    public static final Evs DIALECT = new Evs();

    private static final Errors ERRORS = Errors.of("EVS.1070", "EVS.5404", "EVS.1046")
            .on("volume-unnamed", 400, "EVS.1007")
            .on("volume-size-invalid", 400, "EVS.1010")
            .on("volume-smaller-than-image", 400, "EVS.1010")
            .on("volume-not-larger", 400, "EVS.1015")
            .on("volume-sources-exceeded", 400, "EVS.1016")
            .on("volume-type-unknown", 400, "EVS.1020")
            .on("volume-count-invalid", 400, "EVS.1021")
            .on("limit-invalid", 400, "EVS.1023")
            .on("marker-invalid", 400, "EVS.1024")
            .on("zone-unknown", 400, "EVS.1036")
            .on("sort-key-invalid", 400, "EVS.1039")
            .on("sort-dir-invalid", 400, "EVS.1040")
            .on("volume-image-marked", 400, "EVS.1043")
            .on("volume-in-use", 400, "EVS.1046")
            .on("volume-creating", 400, "EVS.1046")
            .on("volume-passthrough-invalid", 400, "EVS.1057")
            .on("metadata-filter-invalid", 400, "EVS.1058")
            .on("too-many-tags", 400, "EVS.1061")
            .on("tag-invalid", 400, "EVS.1062")
            .on("tag-repeated", 400, "EVS.1062")
            .on("volume-shared-in-use", 400, "EVS.1065")
            .on("backup-not-found", 400, "EVS.1006")
            .on("volume-encryption-invalid", 400, "EVS.2041")
            .on("snapshot-not-found", 400, "EVS.2045")
            .on("image-unknown", 400, "EVS.2046")
            .on("volume-metadata-fixed", 400, "EVS.2047")
            .on("volume-type-not-in-zone", 400, "EVS.2071")
            .on("volume-shared-image", 400, "EVS.2094")
            .on(Gate.PROJECT_MISMATCH, 400, "Common.0018");

    private Evs() {}

    private record Fault(String message, String code) {}

    public static Endpoint get(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "GET", template, ERRORS, handler);
    }

    public static Endpoint post(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "POST", template, ERRORS, handler);
    }

    public static Endpoint put(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "PUT", template, ERRORS, handler);
    }

    public static Endpoint delete(String operation, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, DIALECT, "DELETE", template, ERRORS, handler);
    }

    @Override
    public Answer refuse(Errors.Code code, DomainError error) {
        return envelope(code.status(), code.code(), error.message());
    }

    @Override
    public Answer fault(int status, String message) {
        String code = switch (status) {
            case 401 -> "EVS.5401";
            case 403 -> "EVS.5403";
            case 404, 405 -> "EVS.5404";
            default -> status < 500 ? "EVS.1070" : "EVS.2002";
        };
        return envelope(status, code, message);
    }

    private static Answer envelope(int status, String code, String message) {
        return Answer.of(status, Map.of("error", new Fault(message, code)));
    }
}
