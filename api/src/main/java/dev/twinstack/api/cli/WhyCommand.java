package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code twinstack why}: asks a running twin which request opened or closed a flow. */
@Command(
        name = "why",
        header = "Tells which request opened or closed a flow, by all that has happened in the project.",
        description = {
            "",
            "An end is a server, a NIC or an EIP (by name or id), an address, or: internet. A subnet (by name or id)",
            "or a CIDR block stands for all that had an address in it. The id may be that of what is no more.",
            "Without protocol and port the question is whether a ping arrives; a port alone means TCP.",
            "Without --ipv4 and --ipv6 it is over the family of an end that is an address, else over IPv4.",
            "A revision is a number of events: those that --json and twinstack tail show."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:reachable: it arrives now",
            "1:unreachable: it does not, or an end is no more",
            "2:could not ask: no twin, no such end or revision",
            "3:ambiguous, as some of it arrives and some does not; or undetermined, as it leads out of the twin's sight"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  twinstack why --from internet --to web --port 443",
            "  twinstack why --from web --to db --port 5432 --since 120",
            "  twinstack why --from front --to db --protocol icmp --icmp-type 3 --icmp-code 4",
            "  twinstack why --from web --to internet --ipv6 --json"
        })
final class WhyCommand implements Callable<Integer> {
    private static final int UNSURE = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // the command line reads it by reflection
    private HelpOption help = new HelpOption();

    @Option(names = "--from", paramLabel = "END", required = true, description = "Where the traffic starts.")
    private String from = "";

    @Option(names = "--to", paramLabel = "END", required = true, description = "Where it is to arrive.")
    private String to = "";

    @Option(names = "--since", paramLabel = "REV", description = "What happened after this revision. Default: 0, all")
    private @Nullable Long since;

    @Mixin
    private TrafficOptions traffic = new TrafficOptions();

    @Option(names = "--json", description = "Print the whole answer as JSON.")
    private boolean json;

    @Mixin
    private TwinOptions twin = new TwinOptions();

    @Override
    public Integer call() {
        JsonNode why = twin.ask(cloud -> cloud.call("POST", cloud.twin("/why"), question()));
        boolean reachable = why.path("reachable").asBoolean();
        String now = why.at("/now/verdict").asText();
        String verdict = now.equals("none") ? "unreachable" : now;
        Terminal terminal = Terminal.of(spec);
        if (json) {
            terminal.out().println(Json.pretty(why));
        } else {
            terminal.out().println(reachable ? terminal.good(verdict) : terminal.bad(verdict));
            terminal.out().print(WhyText.of(why));
        }
        terminal.out().flush();
        return switch (verdict) {
            case "reachable" -> 0;
            case "unreachable" -> 1;
            default -> UNSURE;
        };
    }

    private ObjectNode question() {
        ObjectNode question = Json.object().put("from", from).put("to", to);
        if (since != null) {
            question.put("since", since);
        }
        traffic.into(question);
        return question;
    }
}
