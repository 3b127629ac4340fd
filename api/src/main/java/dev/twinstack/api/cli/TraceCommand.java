package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.assertion.TraceText;
import dev.twinstack.scenarios.cloud.Json;
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
            "What the question leaves open, such as the port of tcp, it asks for all that it may be."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:reachable: it arrives",
            "1:unreachable: it does not",
            "2:could not ask: no twin, no such end",
            "3:ambiguous, as some of it arrives and some does not; or undetermined, as it leads out of the twin's sight"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  twinstack trace --from internet --to 198.18.0.1 --port 443",
            "  twinstack trace --from web --to internet --ipv6",
            "  twinstack trace --from front --to back --protocol tcp",
            "  twinstack trace --from 203.0.113.0/24 --to web --protocol icmp --icmp-type 3 --icmp-code 4",
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

    @Option(names = "--ipv6", description = "Over IPv6. Default: as the ends say, else IPv4.")
    private boolean ipv6;

    @Option(
            names = "--protocol",
            paramLabel = "tcp|udp|icmp|icmpv6|any",
            description = "Default: tcp with --port, else icmp")
    private @Nullable String protocol;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Ports.class,
            description = "The port it is to arrive at.")
    private @Nullable Integer port;

    @Option(names = "--icmp-type", paramLabel = "TYPE", description = "With icmp: 0 to 255. Default: a ping's.")
    private @Nullable Integer icmpType;

    @Option(names = "--icmp-code", paramLabel = "CODE", description = "With --icmp-type: 0 to 255. Default: any.")
    private @Nullable Integer icmpCode;

    @Option(names = "--json", description = "Print the whole answer as JSON.")
    private boolean json;

    @Mixin
    private TwinOptions twin = new TwinOptions();

    @Override
    public Integer call() {
        ObjectNode flow = Json.object().put("from", from).put("to", to);
        if (ipv6) {
            flow.put("family", 6);
        }
        if (protocol != null) {
            flow.put("protocol", protocol);
        }
        if (port != null) {
            flow.put("port", port);
        }
        if (icmpType != null) {
            flow.put("icmp_type", icmpType);
        }
        if (icmpCode != null) {
            flow.put("icmp_code", icmpCode);
        }
        JsonNode trace = twin.ask(cloud -> cloud.call("POST", cloud.twin("/trace"), flow));
        String verdict = trace.path("verdict").asText();
        Terminal terminal = Terminal.of(spec);
        if (json) {
            terminal.out().println(Json.pretty(trace));
        } else {
            terminal.out().println(verdict.equals(REACHABLE) ? terminal.good(verdict) : terminal.bad(verdict));
            terminal.out().print(TraceText.of(trace));
        }
        terminal.out().flush();
        return switch (verdict) {
            case REACHABLE -> 0;
            case "unreachable" -> 1;
            default -> UNSURE;
        };
    }
}
