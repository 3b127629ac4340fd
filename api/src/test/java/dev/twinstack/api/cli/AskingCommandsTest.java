package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.EmbeddedTwin;
import dev.twinstack.scenarios.RunningTwin;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Credentials;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.cloud.Json;
import java.net.http.HttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code trace}, {@code why} and {@code guest}, which ask a running twin: a server called web in a subnet of its own. */
class AskingCommandsTest {
    private static final RunningTwin TWIN = new EmbeddedTwin().start();

    @BeforeAll
    static void buyServer() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            Endpoint endpoint = new Endpoint(TWIN.endpoint(), new Credentials("twin", "twin", "twinstack"), "eu-de");
            Cloud cloud = Cloud.signIn(http, endpoint, "eu-de_twin");
            ObjectNode vpc = Json.object().put("name", "net").put("cidr", "192.168.0.0/16");
            String vpcId = cloud.call("POST", cloud.url("vpc", "/vpcs"), Json.wrap("vpc", vpc))
                    .at("/vpc/id")
                    .asText();
            ObjectNode subnet = Json.object()
                    .put("name", "front")
                    .put("cidr", "192.168.1.0/24")
                    .put("gateway_ip", "192.168.1.1")
                    .put("vpc_id", vpcId);
            String subnetId = cloud.call("POST", cloud.url("vpc", "/subnets"), Json.wrap("subnet", subnet))
                    .at("/subnet/id")
                    .asText();
            String image = cloud.get(cloud.url("image", "/v2/cloudimages"))
                    .at("/images/0/id")
                    .asText();
            ObjectNode server = Json.object()
                    .put("name", "web")
                    .put("flavorRef", "s3.large.2")
                    .put("imageRef", image)
                    .put("vpcid", vpcId);
            server.putArray("nics").addObject().put("subnet_id", subnetId).put("ip_address", "192.168.1.10");
            server.putObject("root_volume").put("volumetype", "SSD");
            String job = cloud.call("POST", cloud.url("ecs", "/cloudservers"), Json.wrap("server", server))
                    .path("job_id")
                    .asText();
            cloud.settled(
                    cloud.url("ecs", "/jobs/" + job),
                    answer -> answer.path("status").asText().equals("SUCCESS"),
                    "succeed");
        }
    }

    @AfterAll
    static void stop() {
        TWIN.close();
    }

    private static Typed typed(String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--endpoint";
        all[args.length + 1] = TWIN.endpoint().toString();
        return Typed.line(all);
    }

    @Test
    void ifconfigShowsTheAddressOfAServerByName() {
        Typed ifconfig = typed("guest", "web", "ifconfig");
        assertThat(ifconfig.err()).isEmpty();
        assertThat(ifconfig.exitCode()).isZero();
        assertThat(ifconfig.out()).contains("inet addr:192.168.1.10 ");
    }

    @Test
    void aServerNobodyMadeIsToldInOneLine() {
        Typed ifconfig = typed("guest", "nobody", "ifconfig");
        assertThat(ifconfig.exitCode()).isEqualTo(2);
        assertThat(ifconfig.err()).hasLineCount(1).contains("nobody").doesNotContain("\tat ");
    }

    @Test
    void aTraceSaysByItsExitCodeWhetherTrafficArrives() {
        Typed within = typed("trace", "--from", "192.168.1.10", "--to", "192.168.1.10", "--port", "22");
        assertThat(within.err()).isEmpty();
        assertThat(within.exitCode()).isZero();
        assertThat(within.out()).startsWith("reachable");

        Typed outside = typed("trace", "--from", "internet", "--to", "192.168.1.10", "--port", "443");
        assertThat(outside.exitCode()).isEqualTo(1);
        assertThat(outside.out()).startsWith("unreachable").contains("decided by");

        Typed json = typed("trace", "--from", "internet", "--to", "192.168.1.10", "--json");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(Json.read(json.out()).path("reachable").asBoolean(true)).isFalse();
    }

    @Test
    void setsOfFlowsAreToldForPeopleAndForPrograms() {
        Typed who = typed("reach", "who", "--to", "web", "--port", "22");
        assertThat(who.err()).isEmpty();
        assertThat(who.exitCode()).isEqualTo(1);
        assertThat(who.out()).contains("cannot  IPv4  the Internet").contains("NO_EIP: No EIP is bound");
        Typed out = typed("reach", "who", "--to", "internet", "--json");
        assertThat(Json.read(out.out()).path("question").asText()).isEqualTo("who");

        Typed internet = typed("reach", "internet");
        assertThat(internet.exitCode()).isEqualTo(1);
        assertThat(internet.out()).isEqualToIgnoringNewLines("The Internet reaches nothing.");
        assertThat(typed("reach", "internet", "--to", "web").out()).contains("nothing over IPv4");

        Typed matrix = typed("reach", "matrix", "--vpc", "net", "--service", "icmp");
        assertThat(matrix.exitCode()).isEqualTo(1);
        assertThat(matrix.out()).contains("fewer than two NICs");

        Typed diff = typed("reach", "diff", "--since", "0");
        assertThat(diff.err()).isEmpty();
        assertThat(diff.exitCode()).isZero();
        assertThat(diff.out()).isEqualToIgnoringNewLines("No flow was gained or lost.");
        Typed beyond = typed("reach", "diff", "--since", "1000000");
        assertThat(beyond.exitCode()).isEqualTo(2);
        assertThat(beyond.err()).hasLineCount(1).contains("since: must not be beyond");

        Typed rules = typed("reach", "rules");
        assertThat(rules.err()).isEmpty();
        assertThat(rules.exitCode()).isZero();
        assertThat(rules.out()).startsWith("Every rule");
    }

    @Test
    void aQuestionAboutSetsThatCannotBeAskedIsToldInOneLine() {
        Typed nowhere = typed("reach", "matrix", "--vpc", "nowhere");
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.err()).hasLineCount(1).contains("nowhere");
        Typed port = typed("reach", "who", "--to", "web", "--protocol", "icmp", "--port", "1");
        assertThat(port.exitCode()).isEqualTo(2);
        assertThat(port.err()).contains("port: goes with");
        assertThat(Typed.line("reach").exitCode()).isEqualTo(2);
        assertThat(Typed.line("reach", "who", "--help").out())
                .contains("Examples:")
                .contains("Exit codes:");
    }

    @Test
    void whySaysWhichRequestOpenedIt() {
        Typed within = typed("why", "--from", "web", "--to", "web", "--port", "22");
        assertThat(within.err()).isEmpty();
        assertThat(within.exitCode()).isZero();
        assertThat(within.out())
                .startsWith("reachable")
                .containsPattern("Opened at revision \\d+ by \\w+, request [0-9a-f]{32}: ")
                .containsPattern("\\d+  opened    2\\S+Z  \\w+ [0-9a-f]{32}\n")
                .contains("     0  was       none: \"web\" was not there yet.");

        Typed outside = typed("why", "--from", "internet", "--to", "web", "--port", "443", "--json");
        assertThat(outside.exitCode()).isEqualTo(1);
        assertThat(Json.read(outside.out()).path("answer").asText()).startsWith("Never open since revision 0: ");

        Typed never = typed("why", "--from", "web", "--to", "web", "--since", "1000000");
        assertThat(never.exitCode()).isEqualTo(2);
        assertThat(never.err()).hasLineCount(1).contains("since");
        assertThat(typed("why", "--from", "web", "--to", "web", "--since", "x").exitCode())
                .isEqualTo(2);
        Typed help = Typed.line("why", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Exit codes:", "Examples:", "--since=REV");
    }

    @Test
    void everyCommandAsksForTheSameTrafficInTheSameWords() {
        for (String command : java.util.List.of("trace", "why")) {
            String[] message = {
                command, "--from", "web", "--to", "web", "--protocol", "icmp", "--icmp-type", "3", "--icmp-code", "4"
            };
            Typed json = typed(java.util.stream.Stream.concat(
                            java.util.Arrays.stream(message), java.util.stream.Stream.of("--ipv4", "--json"))
                    .toArray(String[]::new));
            assertThat(json.err()).isEmpty();
            assertThat(Json.read(json.out()).at("/flow/icmp_code").asInt()).isEqualTo(4);
            assertThat(Json.read(json.out()).at("/flow/family").asInt()).isEqualTo(4);
        }
        assertThat(typed("reach", "who", "--to", "web", "--icmp-type", "3", "--ipv6", "--json")
                        .out())
                .contains("icmp/3");
        Typed both = typed("trace", "--from", "web", "--to", "web", "--ipv4", "--ipv6");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("--ipv4", "--ipv6").doesNotContain("\tat ");
        assertThat(typed("trace", "--from", "web", "--to", "web", "--port", "022")
                        .err())
                .contains("'022' is not a port number");
    }

    @Test
    void everyHelpHasExitCodesAndExamples() {
        for (String command : java.util.List.of(
                "env",
                "trace",
                "why",
                "reach",
                "reach who",
                "reach internet",
                "reach matrix",
                "reach diff",
                "reach rules",
                "tail",
                "validate")) {
            Typed help = Typed.line((command + " --help").split(" "));
            assertThat(help.exitCode()).as(command).isZero();
            assertThat(help.out())
                    .as(command)
                    .contains("Exit codes:", "  2 ", "Examples:")
                    .doesNotContain("--family");
        }
        assertThat(Typed.line("why", "--help").out()).contains("  3   ambiguous", "--icmp-type", "--icmp-code");
    }

    @Test
    void whatCannotBeAskedIsToldInOneLine() {
        Typed nowhere = typed("trace", "--from", "nobody", "--to", "192.168.1.10");
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.err()).hasLineCount(1).contains("nobody");

        Typed noTwin = Typed.line("trace", "--from", "a", "--to", "b", "--endpoint", "http://127.0.0.1:1");
        assertThat(noTwin.exitCode()).isEqualTo(2);
        assertThat(noTwin.err()).hasLineCount(1).contains("Is a twin up there?");
    }
}
