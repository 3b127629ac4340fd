package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Over which family; what it is otherwise, the command says. */
final class FamilyOptions {
    private static final int IPV4 = 4;
    private static final int IPV6 = 6;

    @ArgGroup
    private @Nullable Family family;

    private static final class Family {
        @Option(names = "--ipv4", required = true, description = "Over IPv4 only.")
        @SuppressWarnings("UnusedVariable") // one of two, and the other is asked
        private boolean ipv4;

        @Option(names = "--ipv6", required = true, description = "Over IPv6 only.")
        private boolean ipv6;
    }

    /** Adds what was chosen to a question. */
    void into(ObjectNode question) {
        if (family != null) {
            question.put("family", family.ipv6 ? IPV6 : IPV4);
        }
    }
}
