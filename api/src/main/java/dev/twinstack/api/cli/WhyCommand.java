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
            "An end is what it is for: twinstack trace. It may also be the id of what is no more.",
            "A revision is a number of events: those that --json and twinstack tail show."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it arrives now", "1:it does not", "2:could not ask: no twin, no such end or revision"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  twinstack why --from internet --to web --port 443",
            "  twinstack why --from web --to db --port 5432 --since 120",
            "  twinstack why --from web --to internet --ipv6 --json"
        })
final class WhyCommand implements Callable<Integer> {
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

    @Option(names = "--ipv6", description = "Over IPv6. Default: as the ends say, else IPv4.")
    private boolean ipv6;

    @Option(names = "--protocol", paramLabel = "tcp|udp|icmp|any", description = "Default: tcp with --port, else icmp")
    private @Nullable String protocol;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Ports.class,
            description = "The port it is to arrive at.")
    private @Nullable Integer port;

    @Option(names = "--json", description = "Print the whole answer as JSON.")
    private boolean json;

    @Mixin
    private TwinOptions twin = new TwinOptions();

    @Override
    public Integer call() {
        JsonNode why = twin.ask(cloud -> cloud.call("POST", cloud.twin("/why"), question()));
        boolean reachable = why.path("reachable").asBoolean();
        Terminal terminal = Terminal.of(spec);
        if (json) {
            terminal.out().println(Json.pretty(why));
        } else {
            terminal.out().println(reachable ? terminal.good("reachable") : terminal.bad("unreachable"));
            terminal.out().print(WhyText.of(why));
        }
        terminal.out().flush();
        return reachable ? 0 : 1;
    }

    private ObjectNode question() {
        ObjectNode question = Json.object().put("from", from).put("to", to);
        if (since != null) {
            question.put("since", since);
        }
        if (ipv6) {
            question.put("family", 6);
        }
        if (protocol != null) {
            question.put("protocol", protocol);
        }
        if (port != null) {
            question.put("port", port);
        }
        return question;
    }
}
