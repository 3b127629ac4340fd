package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.cloud.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What scripts can say, each thing once, on a twin started for it. */
class RunLanguageTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Typed run(String text, String... options) {
        List<String> args = new ArrayList<>(List.of("run", file("s.yaml", text).toString()));
        args.addAll(List.of(options));
        return Typed.line(args.toArray(String[]::new));
    }

    private static final String SERVER = """
              - create vpc: {name: shop, cidr: 192.168.0.0/16}
              - create subnet: {vpc: shop, name: front, cidr: 192.168.1.0/24, ipv6: enable}
              - create security group: {name: web-group}
              - buy server: {name: web, flavor: s3.large.2, image: Standard_Ubuntu_16.04_latest, subnet: front, ipv6: enable, security groups: web-group}
            """;

    @Test
    void loopsPartsAndCapturesMakeWhatTheySay() {
        file("network.yaml", """
                part: a network
                vars: {name: , block: 10.0.0.0/16}
                steps:
                  - create vpc: {name: "${name}", cidr: "${block}"}
                """);
        Typed run = run("""
                name: Loops
                vars: {count: 3}
                steps:
                  - include: {part: network.yaml, with: {name: shop}}
                  - include: {part: network.yaml, with: {name: hub, block: 172.16.0.0/16}}
                  - for each: {n: "1..${count}"}
                    steps:
                      - create subnet: {vpc: shop, name: "part-${n}", cidr: "10.0.${n}.0/24"}
                  - for each: {rule: [{port: 80, from: 0.0.0.0/0}, {port: 443, from: 10.0.0.0/8}]}
                    steps:
                      - create security group: {name: "group-${rule.port}"}
                      - add security group rule: {group: "group-${rule.port}", protocol: tcp, port: "${rule.port}", source: "${rule.from}"}
                        expect: {port_range_min: "${rule.port}", remote_ip_prefix: "${rule.from}"}
                  - list subnets:
                    expect: {count: 3, names: {exactly: [part-3, part-1, part-2]}, items: {size: 3}}
                  - request: {service: root, path: "/v1/${project.id}/vpcs", answered: 200}
                    capture: {first: vpcs.0.id}
                  - request: {service: vpc, path: "/vpcs/${first}"}
                    expect: {vpc.id: "${first}", vpc.name: {one of: [shop, hub]}}
                  - expect: {part-2.cidr: 10.0.2.0/24, count: {at least: 3}}
                """);
        assertThat(run.out()).as(run.err()).contains("all held: 1 scripts, 13 steps");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void eventsCanBeExpectedAndRuledOut() {
        Typed run = run("name: Events\nsteps:\n" + SERVER
                + """
                  - expect no event: server.switched
                  - list events: web
                    capture: {before: revision}
                    expect: {names.0: server.opened, items.0.operation: is present}
                  - stop server: web
                  - expect event: {is: server.switched, of: web, since: "${before}"}
                  - expect no event: {is: server.switched, of: shop}
                  - expect no event: {is: server.opened, of: web, since: "${before}"}
                """.replace("is present", "{is: present}").replace("operation: {is", "operation: {is"));
        assertThat(run.out()).as(run.out() + run.err()).contains("all held: 1 scripts, 10 steps");
    }

    @Test
    void anEventThatWasNotExpectedIsNamedAndOneThatNeverIsIsRefused() {
        Typed missing = run("name: Events\nsteps:\n" + SERVER + "  - expect event: server.switched\n");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.out()).contains("expected such an event, but up to revision ", " there is none");
        Typed found = run("name: Events\nsteps:\n" + SERVER + "  - expect no event: {is: server.opened, of: web}\n");
        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.out()).contains("expected no such event, but there is server.opened at revision ");
        Typed slip = run("name: Events\nsteps:\n" + SERVER + "  - expect no event: server.stoped\n");
        assertThat(slip.exitCode()).isEqualTo(1);
        assertThat(slip.out()).contains("server.stoped", "is no event; there are ");
    }

    @Test
    void cellsOfAMatrixRunInProjectsOfTheirOwn() {
        Typed run = run("""
                name: Ping
                matrix: {family: [IPv4, IPv6], size: [small, large]}
                vars: {name: "net-${size}"}
                steps:
                  - create vpc: {name: "${name}", cidr: 192.168.0.0/16}
                  - list vpcs:
                    expect: {count: 1, names.0: "net-${size}"}
                """, "--json");
        JsonNode scripts = Json.read(run.out()).path("scripts");
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(scripts.valueStream().map(it -> it.path("name").asText()))
                .containsExactly(
                        "Ping [family=IPv4, size=small]",
                        "Ping [family=IPv4, size=large]",
                        "Ping [family=IPv6, size=small]",
                        "Ping [family=IPv6, size=large]");
        assertThat(scripts.valueStream().map(it -> it.path("project").asText()).collect(Collectors.toSet()))
                .hasSize(4);
    }

    @Test
    void secretsAreInNoReport() throws IOException {
        String script = """
                name: Secret
                secrets: {password: Hunter-22, token: }
                steps:
                  - create vpc: {name: "${password}", cidr: 192.168.0.0/16}
                    as: shop
                    expect: {name: other}
                  - request: {service: root, path: "/v1/${token}/vpcs"}
                """;
        assertThat(run(script).err()).contains("the secret 'token' has to be given");
        Path junit = folder.resolve("out.xml");
        Path json = folder.resolve("out.json");
        Path html = folder.resolve("out.html");
        Typed run = run(
                script,
                "--var",
                "token=T0p-Secret/x",
                "--junit",
                junit.toString(),
                "--json-file",
                json.toString(),
                "--html",
                html.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("create vpc ***").contains("expected name to be other, but it is ***");
        for (String report : List.of(
                run.out(), run.err(), Files.readString(junit), Files.readString(json), Files.readString(html))) {
            assertThat(report).doesNotContain("Hunter-22", "T0p-Secret", "T0p-Secret%2Fx");
        }
    }

    @Test
    void theHtmlPageIsWellFormedAndDrawsTheNetworkWithNothingFromElsewhere() throws Exception {
        Path html = folder.resolve("out/page.html");
        Typed run =
                Typed.line("run", "../scenarios/library/three-tier-web-application.yaml", "--html", html.toString());
        assertThat(run.exitCode()).as(run.out()).isZero();
        String page = Files.readString(html);
        String xml = page.replace("<!DOCTYPE html>", "");
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        Element drawing = (Element) document.getElementsByTagName("svg").item(0);
        assertThat(drawing.getTextContent())
                .contains("Internet", "VPC shop", "subnet web-net", "web-1", "web-2", "app", "db", "192.168.3.0/24");
        assertThat(page)
                .contains("NOT_IN_SHARED_BANDWIDTH")
                .contains("class=\"hop stopped\"")
                .contains("to let it through: ");
        assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("src=", "<link", "<script", "url(", "@import");
    }

    @Test
    void eventuallyPutsTheTwinsClockForward() {
        String script = """
                name: Patience
                steps:
                  - create vpc: {name: shop, cidr: 192.168.0.0/16}
                  - create subnet: {vpc: shop, name: front, cidr: 192.168.1.0/24}
                  - assign virtual ip: {subnet: front, name: vip}
                  - set timing: {profile: otc, seed: 7}
                  - advance clock: PT1M
                  - release virtual ip: vip
                  - delete subnet: front
                    eventually: {within: %s, every: PT1S}
                """;
        Typed patient = run(script.formatted("PT30S"));
        assertThat(patient.out()).as(patient.err()).contains("all held");
        Typed hasty = run(script.formatted("PT2S"));
        assertThat(hasty.exitCode()).isEqualTo(1);
        assertThat(hasty.out()).contains("refused with 409 VPC.0209").contains("still so after PT2S");
    }

    @Test
    void cleanupRunsWhateverHappensAndLeavesNothing() {
        Typed everything = run("name: All\nsteps:\n" + SERVER + """
                  - assign eip: {name: front-door}
                  - bind eip: {eip: front-door, to: web}
                  - assign virtual ip: {subnet: front, name: floating}
                  - create firewall: {name: wall}
                  - put behind firewall: {firewall: wall, subnets: front}
                  - create nat gateway: {name: way-out, vpc: shop, subnet: front}
                cleanup: everything
                """);
        assertThat(everything.out())
                .as(everything.err())
                .contains("nothing is left")
                .contains("all held");

        Typed failed = run("""
                name: Fails
                steps:
                  - create vpc: {name: shop, cidr: 192.168.0.0/16}
                  - create vpc: {name: bad, cidr: 1.1.1.1/40}
                  - create subnet: {vpc: shop, name: front, cidr: 192.168.1.0/24}
                cleanup:
                  - delete subnet: front
                  - delete vpc: shop
                """);
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out())
                .contains("there is no front to clean up")
                .contains("ok   8   delete vpc shop")
                .contains("ok   6   nothing is left");

        Typed dirty = run("""
                name: Leaves
                steps:
                  - create vpc: {name: shop, cidr: 192.168.0.0/16}
                  - create vpc: {name: hub, cidr: 192.168.0.0/16}
                cleanup:
                  - delete vpc: hub
                """);
        assertThat(dirty.exitCode()).isEqualTo(1);
        assertThat(dirty.out()).contains("expected nothing to be left, but there is vpc shop");
    }

    @Test
    void intentsFindTheOneServiceThatGetsThrough() {
        String intent = """
                  - add to shared bandwidth: {bandwidth: shared, ipv6 of: web}
                  - add security group rule: {group: web-group, type: IPv6, protocol: tcp, port: 443, source: "::/0"}
                  - expect nothing reaches: {to: front, from: internet, but: tcp/443}
                """;
        String shared = "  - create shared bandwidth: {name: shared, size: 10}\n";
        assertThat(run("name: Intent\nsteps:\n" + SERVER + shared + intent).out())
                .contains("all held");

        Typed hole = run("name: Hole\nsteps:\n" + SERVER + shared + """
                  - add security group rule: {group: web-group, type: IPv6, protocol: udp, port: 5000-5010, source: "2001:4860::/32"}
                """ + intent);
        assertThat(hole.exitCode()).isEqualTo(1);
        assertThat(hole.out())
                .contains("expected nothing to get through, but this does: ")
                .contains("2001:4860:: to 192.168.1.2 over IPv6, udp/5000");

        Typed empty = run("""
                name: Empty
                steps:
                  - create vpc: {name: shop, cidr: 192.168.0.0/16}
                  - expect nothing reaches: {to: shop, from: internet}
                """);
        assertThat(empty.exitCode()).isEqualTo(1);
        assertThat(empty.out()).contains("there is no NIC in shop");
    }

    @Test
    void everyReasonGivenHasToBeAmongTheBlockers() {
        String both = "  - expect no reach: {from: internet, to: web, port: 443, because: [%s]}\n";
        String held = both.formatted("DENIED_BY_SECURITY_GROUP, NO_EIP");
        assertThat(run("name: Both\nsteps:\n" + SERVER + held).out()).contains("all held");
        Typed wrong = run("name: Wrong\nsteps:\n" + SERVER + both.formatted("NO_EIP, NO_ROUTE"));
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.out()).contains("expected the reason NO_ROUTE, but it is NO_EIP, DENIED_BY_SECURITY_GROUP");
    }

    @Test
    void tagsAndNamesChooseScripts() {
        file("one.yaml", "name: One\ntags: [quick, peering]\nsteps: [{show flavor: s3.large.2}]\n");
        file("two.yaml", "name: Two\ntags: slow\nsteps: [{show flavor: s3.large.2}]\n");
        String all = folder.toString();
        assertThat(Typed.line("run", all, "--tag", "quick").out())
                .contains("One")
                .doesNotContain("Two");
        assertThat(Typed.line("run", all, "--tag", "!slow").out())
                .contains("One")
                .doesNotContain("Two");
        assertThat(Typed.line("run", all, "--only", "tw*").out())
                .contains("Two")
                .doesNotContain("One");
        Typed none = Typed.line("run", all, "--tag", "qick");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("the tags are [peering, quick, slow]");
        Typed misspelt = Typed.line("run", all, "--var", "flavour=x");
        assertThat(misspelt.exitCode()).isEqualTo(2);
        assertThat(misspelt.err()).contains("--var flavour: no script has a variable of that name");
    }

    @Test
    void validateNamesEveryMistakeAndRunsNothing() {
        file("loop.yaml", "part: loop\nsteps:\n  - include: loop.yaml\n");
        Path bad = file("bad.yaml", """
                name: Bad
                steps:
                  - craete vpc: {name: shop, cidr: 10.0.0.0/8}
                  - create subnet: {vpc: shop, name: front, cidr: "${blcok}"}
                  - show subnet: front
                  - include: missing.yaml
                  - include: loop.yaml
                """);
        Typed validated = Typed.line("validate", folder.toString());
        assertThat(validated.exitCode()).isEqualTo(2);
        assertThat(validated.err().lines().toList())
                .hasSize(4)
                .anySatisfy(
                        line -> assertThat(line).startsWith(bad + ":3:5: no action is called 'craete vpc'; known: "))
                .anySatisfy(
                        line -> assertThat(line).startsWith(bad + ":4:51: nothing before this line is called 'blcok'"))
                .anySatisfy(line -> assertThat(line).startsWith(bad + ":6:14: there is no file "))
                .anySatisfy(line -> assertThat(line)
                        .contains("loop.yaml:3:14: 'loop.yaml' includes itself: bad.yaml includes loop.yaml includes"));
        assertThat(Typed.line("run", folder.toString()).exitCode()).isEqualTo(2);
        assertThat(Typed.line("validate", "../scenarios").out()).startsWith("valid: ");
        assertThat(Json.read(Typed.line("validate", "--schema").out())
                        .path("title")
                        .asText())
                .isEqualTo("Twinstack scenario script");
    }
}
