package dev.twinstack.scenarios.load.inject;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.cloud.Transport;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The ids of what a load has made, for a project that is not its own: only these may be deleted there. */
final class Ledger {
    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    /** {@return a transport that notes what its requests make} */
    Transport noting(Transport transport) {
        return (method, url, headers, body) -> {
            Transport.Answer answer = transport.send(method, url, headers, body);
            if (answer.status() / 100 == 2) {
                note(method, Json.read(answer.body()));
            }
            return answer;
        };
    }

    /** A server is made by a job: its id is in the answer itself, or in the job's once that has ended. */
    private void note(String method, JsonNode answer) {
        answer.path("serverIds").forEach(id -> ids.add(id.asText()));
        for (JsonNode job : answer.path("entities").path("sub_jobs")) {
            add(job.path("entities").path("server_id"));
        }
        if (method.equals("POST")) {
            answer.forEach(made -> {
                add(made.path("id"));
                made.forEach(each -> add(each.path("id")));
            });
        }
    }

    private void add(JsonNode id) {
        if (id.isTextual()) {
            ids.add(id.textValue());
        }
    }

    boolean has(String id) {
        return ids.contains(id);
    }
}
