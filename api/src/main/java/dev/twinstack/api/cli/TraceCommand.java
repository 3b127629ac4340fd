package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.assertion.TraceText;
import dev.twinstack.scenarios.cloud.Json;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code twinstack trace}: asks a running twin whether traffic arrives, and why or why not. */
@Command(
        name = "trace",
        header = "Tells whether traffic arrives, hop by hop, and which rule decided.",
        description = {
            "",
            "An end is a server, a NIC or an EIP (by name or id), an address, or: internet. A subnet (by name or id)",
            "or a CIDR block stands for all that have an address in it.",
            "Without protocol and port the question is whether a ping arrives; a port alone means TCP.",
            "Without --ipv4 and --ipv6 it is over the family of an end that is an address, else over IPv4.",
            "What the question leaves open, such as the port of tcp, it asks for all that it may be."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:reachable: it arrives",
            "1:unreachable: it does not",
            "2:could not ask: no twin, no such end; or the picture could not be written",
            "3:ambiguous, as some of it arrives and some does not; or undetermined, as it leads out of the twin's sight"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  twinstack trace --from internet --to 198.18.0.1 --port 443",
            "  twinstack trace --from web --to internet --ipv6",
            "  twinstack trace --from front --to back --protocol tcp",
            "  twinstack trace --from 203.0.113.0/24 --to web --protocol icmp --icmp-type 3 --icmp-code 4",
            "  twinstack trace --from web --to internet --ipv6 --picture path.svg",
            "  twinstack trace --from 192.168.1.5 --to 192.168.2.7 --protocol udp --port 53 --json"
        })
final class TraceCommand implements Callable<Integer> {
    private static final String REACHABLE = "reachable";
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

    @Mixin
    private TrafficOptions traffic = new TrafficOptions();

    @Option(names = "--json", description = "Print the whole answer as JSON.")
    private boolean json;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            converter = Picture.OfName.class,
            description = "Also draw the path: FILE.svg, or FILE.mmd for Mermaid.")
    private @Nullable Picture picture;

    @Mixin
    private TwinOptions twin = new TwinOptions();

    @Override
    public Integer call() {
        ObjectNode flow = Json.object().put("from", from).put("to", to);
        traffic.into(flow);
        JsonNode trace = twin.ask(cloud -> cloud.call("POST", cloud.twin("/trace"), flow));
        String verdict = trace.path("verdict").asText();
        Terminal terminal = Terminal.of(spec);
        if (json) {
            terminal.out().println(Json.pretty(trace));
        } else {
            terminal.out().println(verdict.equals(REACHABLE) ? terminal.good(verdict) : terminal.bad(verdict));
            terminal.out().print(TraceText.of(trace));
            pages(trace).forEach(page -> terminal.out().println("More: " + page));
        }
        terminal.out().flush();
        if (picture != null) {
            picture.draw(trace);
        }
        return switch (verdict) {
            case REACHABLE -> 0;
            case "unreachable" -> 1;
            default -> UNSURE;
        };
    }

    /** {@return where the twin tells more about each code that stops it} */
    private List<String> pages(JsonNode trace) {
        String root = twin.settings().endpoint().toString();
        return trace.path("blockers").findValuesAsText("doc").stream()
                .distinct()
                .map(doc -> root + doc)
                .toList();
    }
}
