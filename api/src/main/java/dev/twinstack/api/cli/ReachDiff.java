package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code twinstack reach diff}. */
@Command(
        name = "diff",
        header = "Flows gained and lost between two revisions of the project.",
        description = {"", "Every answer of the twin about flows tells the revision it was given at."},
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:none", "1:some", "2:could not ask: no twin, no such revision or VPC"},
        footerHeading = "%nExamples:%n",
        footer = {"  twinstack reach diff --since 40", "  twinstack reach diff --since 40 --to 52 --vpc shop --json"})
final class ReachDiff extends ReachCommand.Asking {
    @Option(names = "--since", paramLabel = "REVISION", required = true, description = "The earlier one.")
    private long since;

    @Option(names = "--to", paramLabel = "REVISION", description = "The later one. Default: as it is now")
    private @Nullable Long until;

    @Option(names = "--vpc", paramLabel = "VPC", description = "Its name or id. Default: all of them")
    private @Nullable String vpc;

    @Option(
            names = "--service",
            paramLabel = "tcp/PORT|udp/PORT|tcp|udp|icmp|any",
            description = "Between NICs; may be repeated. Default: a ping, and what rules name")
    private List<String> services = List.of();

    @Override
    ObjectNode question() {
        ObjectNode question = Json.object().put("question", "diff").put("since", since);
        if (until != null) {
            question.put("until", until);
        }
        if (vpc != null) {
            question.put("vpc", vpc);
        }
        put(question, "services", services);
        return question;
    }

    @Override
    String text(JsonNode answer) {
        return ReachText.diff(answer);
    }

    @Override
    boolean found(JsonNode answer) {
        return !answer.path("inside").isEmpty() || !answer.path("outside").isEmpty();
    }

    @Override
    int code(boolean found) {
        return found ? 1 : 0;
    }
}
