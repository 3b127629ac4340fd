package dev.twinstack.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.RecordedCloud;
import dev.twinstack.scenarios.RunningTwin;
import dev.twinstack.scenarios.cloud.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import picocli.CommandLine;

class RunCommandTest {
    private static final String VPC = "99d9d709-8478-4b46-9f3f-2206b1023fd3";

    private final RecordedCloud cloud = new RecordedCloud();

    @TempDir
    private Path folder = Path.of("");

    /** What a run printed and its exit code. */
    private record Run(int code, String out, String err) {}

    @AfterEach
    void close() {
        cloud.close();
    }

    private Path script(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        RunCommand command = new RunCommand(() -> new RunningTwin() {
            @Override
            public URI endpoint() {
                return cloud.endpoint();
            }

            @Override
            public void close() {
                cloud.answer("GET", "/closed", 200, "");
            }
        });
        int code = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .execute(args);
        return new Run(code, out.toString(), err.toString());
    }

    private void recordVpc(String status) {
        String answer = "{\"vpc\":{\"id\":\"" + VPC + "\",\"name\":\"shop\",\"status\":\"%s\"}}";
        cloud.answer("POST", "/v1/{p}/vpcs", 200, answer.formatted("CREATING"));
        cloud.answer("GET", "/v1/{p}/vpcs/" + VPC, 200, answer.formatted("CREATING"));
        cloud.answer("GET", "/v1/{p}/vpcs/" + VPC, 200, answer.formatted(status));
    }

    @Test
    void heldScriptsExitWithZeroAndSendTheDocumentedRequests() {
        recordVpc("OK");
        Path script = script("shop.yaml", """
                name: A shop
                vars: {block: 192.168.0.0/16}
                steps:
                  - create vpc: {name: shop, cidr: "${block}"}
                    expect: {status: OK, name: shop}
                  - expect: {shop.id: {is: present}, block: 192.168.0.0/16}
                """);

        Run run = run(script.toString());

        assertThat(run.out())
                .contains("ok   4   create vpc shop 192.168.0.0/16")
                .contains("all held: 1 scripts, 2 steps");
        assertThat(run.code()).isZero();
        assertThat(cloud.requests())
                .containsExactly(
                        "POST /v1/{p}/vpcs {\"vpc\":{\"name\":\"shop\",\"cidr\":\"192.168.0.0/16\"}}",
                        "GET /v1/{p}/vpcs/" + VPC,
                        "GET /v1/{p}/vpcs/" + VPC);
    }

    @Test
    void variablesOfTheCommandLineWin() {
        recordVpc("OK");
        Path script = script("shop.yaml", """
                name: A shop
                vars: {block: 192.168.0.0/16}
                steps:
                  - create vpc: {name: shop, cidr: "${block}"}
                """);

        run(script.toString(), "--var", "block=10.0.0.0/8");

        assertThat(cloud.requests().getFirst()).contains("10.0.0.0/8");
    }

    @Test
    void aFailedExpectationPrintsTheWholeStoryAndTheRestStillRuns() {
        recordVpc("ERROR");
        Path script = script("shop.yaml", """
                name: A shop
                steps:
                  - create vpc: {name: shop, cidr: 192.168.0.0/16}
                    expect: {status: OK}
                  - expect: {shop.name: shop}
                """);

        Run run = run(script.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("FAIL 3   create vpc shop 192.168.0.0/16")
                .contains(script + ":3:5: create vpc shop 192.168.0.0/16")
                .contains("expected status to be OK, but it is ERROR")
                .contains("request  POST " + cloud.endpoint() + "/v1/" + RecordedCloud.PROJECT + "/vpcs")
                .contains("\"cidr\" : \"192.168.0.0/16\"")
                .contains("answer   200")
                .contains("\"status\" : \"ERROR\"")
                .contains("ok   5   expect")
                .contains("1 failed: 1 scripts, 2 steps");
    }

    @Test
    void anUnexpectedRefusalSkipsTheRest() {
        cloud.answer("POST", "/v1/{p}/vpcs", 409, "{\"code\":\"VPC.0114\",\"message\":\"quota\"}");
        Path script = script("shop.yaml", """
                name: A shop
                steps:
                  - create vpc: {name: shop, cidr: 192.168.0.0/16}
                  - show vpc: shop
                """);

        Run run = run(script.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("refused with 409 VPC.0114").contains("skip 4   not tried after line 3 failed");
    }

    @Test
    void anExpectedRefusalHoldsOnlyWithItsStatusAndCode() {
        cloud.answer("POST", "/v1/{p}/vpcs", 409, "{\"code\":\"VPC.0114\",\"message\":\"quota\"}");
        String text = """
                name: Full
                steps:
                  - create vpc: {name: shop, cidr: 192.168.0.0/16}
                    refused: {status: 409, code: %s}
                """;

        assertThat(run(script("a.yaml", text.formatted("VPC.0114")).toString()).code())
                .isZero();
        Run other = run(script("b.yaml", text.formatted("VPC.0101")).toString());
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.out()).contains("expected a refusal with 409 VPC.0101, but it came with 409 VPC.0114");
    }

    @Test
    void aRefusalThatDoesNotComeIsAFailure() {
        recordVpc("OK");
        Path script = script("shop.yaml", """
                name: Full
                steps:
                  - create vpc: {name: shop, cidr: 192.168.0.0/16}
                    refused: {status: 409, code: VPC.0114}
                """);

        Run run = run(script.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("expected a refusal with 409 VPC.0114, but it was accepted");
    }

    @Test
    void aReachabilityFailureShowsTheTrace() {
        cloud.answer("POST", "/_twinstack/trace", 200, """
                {"reachable":false,"disposition":"DENIED_BY_SECURITY_GROUP","hops":[
                 {"node":{"type":"server","id":"1","name":"web"},"steps":[{"allowed":false,"text":"no rule"}]}]}""");
        Path script = script("reach.yaml", """
                name: Reach
                steps:
                  - expect reach: {from: internet, to: 198.18.0.7, port: 443}
                """);

        Run run = run(script.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("expected the traffic to arrive, but it does not: DENIED_BY_SECURITY_GROUP")
                .contains("1. server web")
                .contains("x no rule");
        assertThat(cloud.requests())
                .containsExactly("POST /_twinstack/trace {\"from\":\"internet\",\"to\":\"198.18.0.7\",\"family\":4,"
                        + "\"protocol\":\"tcp\",\"port\":443}");
    }

    @Test
    void stepsOnlyATwinCanAnswerCanBeLeftOut() {
        Path script = script("reach.yaml", """
                name: Reach
                steps:
                  - expect reach: {from: internet, to: 198.18.0.7, port: 443}
                """);

        Run run = run(script.toString(), "--no-twin-steps");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("skip 3");
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void everyUnreadableScriptIsNamedAndNothingRuns() {
        script("a.yaml", "name: a\nsteps:\n  - fly\n");
        script("b.yaml", "name: [");

        Run run = run(folder.toString(), folder.resolve("missing.yaml").toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("a.yaml:3:5: ").contains("b.yaml:").contains("missing.yaml: cannot be read");
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void noServerAndRefusedLoginsExitWithTwo() {
        Path script = script("a.yaml", "name: a\nsteps:\n  - show flavor: x\n");
        cloud.refuseLogins();

        Run refused = run(script.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.out()).contains("login of twin@twinstack").contains("answered 401");

        cloud.close();
        Run nobody = run(script.toString(), "--endpoint", cloud.endpoint() + "/v3/");
        assertThat(nobody.code()).isEqualTo(2);
        assertThat(nobody.out())
                .contains("no answer to POST " + cloud.endpoint() + "/v3/auth/tokens")
                .contains("could not run: 1 scripts, 1 steps");
    }

    @Test
    void whenOneScriptCannotRunTheOthersAreNotTried() {
        script("a.yaml", "name: first\nsteps:\n  - show flavor: x\n");
        script("b.yaml", "name: second\nsteps:\n  - show flavor: x\n");
        cloud.refuseLogins();

        Run run = run(folder.toString(), "--json");

        assertThat(run.code()).isEqualTo(2);
        assertThat(Json.read(run.out()).at("/scripts/1/held").asBoolean(true)).isFalse();
        assertThat(Json.read(run.out()).at("/scripts/1/steps/0/verdict").asText())
                .isEqualTo("skipped");
    }

    @Test
    void aBadEndpointIsAUsageError() {
        Path script = script("a.yaml", "name: a\nsteps:\n  - show flavor: x\n");

        assertThat(run(script.toString(), "--endpoint", "localhost").code()).isEqualTo(2);
        assertThat(run().code()).isEqualTo(2);
        assertThat(run("--help").out()).contains("twinstack run scenarios/dual-stack");
    }

    @Test
    void directoriesRunInTheOrderOfTheirNamesEachInAProjectOfItsOwn() {
        cloud.answer("GET", "/v1/{p}/cloudservers/flavors", 200, "{\"flavors\":[{\"id\":\"x\"}]}");
        List<String> names = new ArrayList<>(List.of("c", "a", "b"));
        names.forEach(name -> script(name + ".yaml", "name: script " + name + "\nsteps:\n  - show flavor: x\n"));

        Run run = run(folder.toString());

        assertThat(run.out())
                .containsSubsequence("script a", "eu-de_a-", "script b", "eu-de_b-", "script c", "eu-de_c-");
        assertThat(run.code()).isZero();
    }

    @Test
    void junitXmlIsWellFormedWhateverTheAnswerSays() throws Exception {
        cloud.answer("GET", "/v2.0/evil", 500, "{\"code\":\"<&\\\"]]>\\u0001\",\"message\":\"]]> & <b>\"}");
        Path script = script("evil.yaml", """
                name: '<Evil & "quoted">'
                steps:
                  - show flavor: x
                    refused: {status: 404}
                  - request: {path: /v2.0/evil}
                  - show flavor: y
                """);
        Path file = folder.resolve("out/junit.xml");

        assertThat(run(script.toString(), "--junit", file.toString()).code()).isEqualTo(1);

        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("name")).isEqualTo("<Evil & \"quoted\">");
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        Element failed = (Element) document.getElementsByTagName("testcase").item(1);
        assertThat(failed.getAttribute("line")).isEqualTo("5");
        assertThat(failed.getAttribute("file")).isEqualTo(script.toString());
        assertThat(failed.getTextContent())
                .contains(script + ":5")
                .contains("answer   500")
                .contains("]]> & <b>");
    }

    @Test
    void jsonIsOneDocument() {
        Path script = script("a.yaml", "name: a\nsteps:\n  - show flavor: x\n  - show flavor: y\n");

        Run run = run(script.toString(), "--json");

        JsonNode json = Json.read(run.out());
        assertThat(run.code()).isEqualTo(1);
        assertThat(json.path("held").asBoolean(true)).isFalse();
        JsonNode step = json.path("scripts").path(0).path("steps").path(0);
        assertThat(step.path("verdict").asText()).isEqualTo("failed");
        assertThat(step.path("exchanges").path(0).path("status").asInt()).isEqualTo(404);
        assertThat(json.at("/scripts/0/steps/1/verdict").asText()).isEqualTo("skipped");
    }
}
