package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Exchange;
import dev.twinstack.scenarios.script.Script;
import java.util.ArrayList;
import java.util.List;

/**
 * A script's first flow that does not arrive, and what became of it once the answer's own remedies were done.
 *
 * @param before the answer as the script has it
 * @param done what was done, a sentence each, in order: the answer's remedies, or the script's own words
 * @param byAnswer whether the answer said all that was to be done; otherwise somebody had to choose, and the script did
 * @param after the answer to the same question afterwards
 */
public record Mended(Script script, JsonNode before, List<String> done, boolean byAnswer, JsonNode after) {
    /** More rounds of asking again than any answer needs. */
    private static final int MOST_ROUNDS = 8;

    public Mended {
        done = List.copyOf(done);
    }

    public boolean arrives() {
        return Sweeps.arrives(after);
    }

    /**
     * {@return the mistake of a script, mended}
     *
     * @param cloud a session in a project that nobody else uses
     * @throws IllegalStateException if the script does not hold as far as it is performed
     * @throws CloudException.Refused if a remedy is
     */
    public static Mended of(Script script, Cloud cloud) {
        Staging staging = Staging.of(script, cloud);
        Staging.Asked mistake = staging.until(trace -> !Sweeps.arrives(trace));
        List<String> done = new ArrayList<>();
        Staging.Asked now = mistake;
        for (int round = 0; round < MOST_ROUNDS && !Sweeps.arrives(now.trace()); round++) {
            List<String> some = follow(cloud, now.trace().path("remedies"));
            if (some.isEmpty()) {
                break;
            }
            done.addAll(some);
            now = now.again();
        }
        if (Sweeps.arrives(now.trace())) {
            return new Mended(script, mistake.trace(), done, true, now.trace());
        }
        staging.until(Sweeps::arrives);
        return new Mended(
                script, mistake.trace(), staging.words(), false, mistake.again().trace());
    }

    /** Sends the requests of remedies as they are, up to the first that has to wait for what an earlier one makes. */
    private static List<String> follow(Cloud cloud, JsonNode remedies) {
        List<String> done = new ArrayList<>();
        for (JsonNode remedy : remedies) {
            JsonNode request = remedy.path("request");
            if (!request.isObject()) {
                break;
            }
            JsonNode body = request.path("body");
            Exchange exchange = cloud.exchange(
                    request.path("method").asText(),
                    cloud.root() + request.path("path").asText(),
                    body.isNull() ? MissingNode.getInstance() : body);
            if (!exchange.succeeded()) {
                throw new CloudException.Refused(exchange);
            }
            done.add(remedy.path("text").asText());
        }
        return done;
    }
}
