package dev.twinstack.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Endpoint.Access;
import dev.twinstack.api.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /_twinstack/openapi.json}: an OpenAPI 3.1 document of every operation that is served. */
public final class OpenApi {
    private final List<Endpoint> served;
    private @Nullable JsonNode document;

    private OpenApi(List<Endpoint> served) {
        this.served = new ArrayList<>(served);
    }

    /** {@return what serves a document of these endpoints and itself} Nothing is read or made before it is asked for. */
    public static List<Endpoint> endpoints(List<Endpoint> served) {
        OpenApi openApi = new OpenApi(served);
        Endpoint own = Twinstack.get(
                        "TwinShowOpenApi",
                        "/_twinstack/openapi.json",
                        rq -> Answer.ok(openApi.document()).now())
                .with(Access.ANYBODY);
        openApi.served.add(own);
        return List.of(own);
    }

    private synchronized JsonNode document() {
        if (document == null) {
            document = new Document(Reference.read()).of(served);
        }
        return document;
    }
}
