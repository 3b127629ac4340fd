package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Json;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code twinstack reach}: asks a running twin about sets of flows. */
@Command(
        name = "reach",
        header = "Tells who reaches what: who can, what the Internet can, a VPC's matrix, changes, idle rules.",
        synopsisSubcommandLabel = "QUESTION",
        subcommands = {
            ReachCommand.Who.class,
            ReachCommand.Internet.class,
            ReachCommand.Matrix.class,
            ReachDiff.class,
            ReachCommand.Rules.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the answer, as QUESTION --help says; so is 1", "2:could not ask: no twin, no such end"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  twinstack reach who --to db --port 3306   who can reach the database",
            "  twinstack reach internet                  what the Internet can reach",
            "  twinstack reach matrix --vpc shop         which NICs of a VPC reach which",
            "  twinstack reach diff --since 40           what has changed since a revision",
            "  twinstack reach rules                     rules that never decide anything",
            "  twinstack reach QUESTION --help           what can be asked"
        })
final class ReachCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // the command line reads it by reflection
    private HelpOption help = new HelpOption();

    @Override
    public void run() {
        if (spec == null) {
            throw new IllegalStateException("commands run through picocli only");
        }
        throw new ParameterException(
                spec.commandLine(), "Say what to ask: who, internet, matrix, diff or rules is missing.");
    }

    /** What all questions have in common. */
    abstract static class Asking implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        @SuppressWarnings("UnusedVariable") // the command line reads it by reflection
        private HelpOption help = new HelpOption();

        @Option(names = "--json", description = "Print the whole answer as JSON.")
        private boolean json;

        @Mixin
        private TwinOptions twin = new TwinOptions();

        abstract ObjectNode question();

        abstract String text(JsonNode answer);

        abstract boolean found(JsonNode answer);

        /** {@return the exit code where something was found} */
        int code(boolean found) {
            return found ? 0 : 1;
        }

        @Override
        public Integer call() {
            JsonNode answer = twin.ask(cloud -> cloud.call("POST", cloud.twin("/reach"), question()));
            Terminal terminal = Terminal.of(spec);
            terminal.out().print(json ? Json.pretty(answer) + System.lineSeparator() : text(answer));
            terminal.out().flush();
            return code(found(answer));
        }

        /** Adds what was given, if anything. */
        static void put(ObjectNode question, String field, List<String> texts) {
            if (!texts.isEmpty()) {
                ArrayNode list = question.putArray(field);
                texts.forEach(list::add);
            }
        }
    }

    @Command(
            name = "who",
            header = "Who can reach an end: servers, NICs, the Internet, and what decides about each.",
            description = {
                "",
                "An end is a server, a NIC or an EIP (by name or id), an address, or: internet.",
                "Without protocol and port the question is whether a ping arrives; a port alone means TCP.",
                "Without --ipv4 and --ipv6 it is asked over both."
            },
            sortOptions = false,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:somebody can", "1:nobody can", "2:could not ask: no twin, no such end"},
            footerHeading = "%nExamples:%n",
            footer = {
                "  twinstack reach who --to db --port 3306",
                "  twinstack reach who --to internet --ipv6 --protocol tcp --json"
            })
    static final class Who extends Asking {
        @Option(names = "--to", paramLabel = "END", required = true, description = "Where the traffic is to arrive.")
        private String to = "";

        @Mixin
        private TrafficOptions traffic = new TrafficOptions();

        @Override
        ObjectNode question() {
            ObjectNode question = Json.object().put("question", "who").put("to", to);
            traffic.into(question);
            return question;
        }

        @Override
        String text(JsonNode answer) {
            return ReachText.who(answer);
        }

        @Override
        boolean found(JsonNode answer) {
            return answer.at("/groups/0/reachable").asBoolean();
        }
    }

    @Command(
            name = "internet",
            header = "What the Internet can reach: addresses, protocols, ports, and the rules that let it in.",
            description = {"", "Without --ipv4 and --ipv6 it is asked over both."},
            sortOptions = false,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:something", "1:nothing", "2:could not ask: no twin, no such end"},
            footerHeading = "%nExamples:%n",
            footer = {"  twinstack reach internet", "  twinstack reach internet --to web --ipv6 --json"})
    static final class Internet extends Asking {
        @Option(
                names = "--to",
                paramLabel = "END",
                description =
                        "Only what gets to this server, NIC or EIP; may be repeated. Default: every public address")
        private List<String> to = List.of();

        @Mixin
        private FamilyOptions family = new FamilyOptions();

        @Override
        ObjectNode question() {
            ObjectNode question = Json.object().put("question", "exposure");
            family.into(question);
            put(question, "to", to);
            return question;
        }

        @Override
        String text(JsonNode answer) {
            return ReachText.internet(answer);
        }

        @Override
        boolean found(JsonNode answer) {
            return answer.path("ends")
                    .valueStream()
                    .anyMatch(end -> !end.path("openings").isEmpty());
        }
    }

    @Command(
            name = "matrix",
            header = "Which NICs of a VPC reach which, by service.",
            description = {"", "Without --ipv4 and --ipv6 it is asked over the families that the NICs have."},
            sortOptions = false,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:some flow gets through", "1:none does", "2:could not ask: no twin, no such VPC"},
            footerHeading = "%nExamples:%n",
            footer = {
                "  twinstack reach matrix --vpc shop",
                "  twinstack reach matrix --vpc shop --service tcp/443 --service icmp --ipv4"
            })
    static final class Matrix extends Asking {
        @Option(names = "--vpc", paramLabel = "VPC", required = true, description = "Its name or id.")
        private String vpc = "";

        @Option(
                names = "--service",
                paramLabel = "tcp/PORT|udp/PORT|tcp|udp|icmp|any",
                description = "May be repeated. Default: a ping, and what rules name")
        private List<String> services = List.of();

        @Mixin
        private FamilyOptions family = new FamilyOptions();

        @Override
        ObjectNode question() {
            ObjectNode question = Json.object().put("question", "matrix").put("vpc", vpc);
            family.into(question);
            put(question, "services", services);
            return question;
        }

        @Override
        String text(JsonNode answer) {
            return ReachText.matrix(answer);
        }

        @Override
        boolean found(JsonNode answer) {
            return answer.path("sheets")
                    .valueStream()
                    .anyMatch(sheet -> sheet.path("reachable").asLong() > 0);
        }
    }

    @Command(
            name = "rules",
            header = "Rules and routes that never decide anything, and what goes before them.",
            sortOptions = false,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:there are none", "1:there are some", "2:could not ask: no twin"},
            footerHeading = "%nExamples:%n",
            footer = {"  twinstack reach rules", "  twinstack reach rules --json | jq '.rules[].text'"})
    static final class Rules extends Asking {
        @Override
        ObjectNode question() {
            return Json.object().put("question", "unused-rules");
        }

        @Override
        String text(JsonNode answer) {
            return ReachText.rules(answer);
        }

        @Override
        boolean found(JsonNode answer) {
            return !answer.path("rules").isEmpty();
        }

        @Override
        int code(boolean found) {
            return found ? 1 : 0;
        }
    }
}
