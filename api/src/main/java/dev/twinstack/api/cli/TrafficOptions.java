package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is sent, in every question about it. */
final class TrafficOptions {
    @Mixin
    private FamilyOptions family = new FamilyOptions();

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

    /** Adds what was given to a question. */
    void into(ObjectNode question) {
        family.into(question);
        if (protocol != null) {
            question.put("protocol", protocol);
        }
        if (port != null) {
            question.put("port", port);
        }
        if (icmpType != null) {
            question.put("icmp_type", icmpType);
        }
        if (icmpCode != null) {
            question.put("icmp_code", icmpCode);
        }
    }
}
