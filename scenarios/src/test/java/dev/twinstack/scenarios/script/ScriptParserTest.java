package dev.twinstack.scenarios.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptParserTest {

    /** Every phrase of the vocabulary once, with every setting it takes. */
    private static final String EVERY_PHRASE = """
            name: everything
            vars:
              flavor: s3.large.2
              larger: ${flavor}
            steps:
              - create vpc: {name: shop, cidr: 192.168.0.0/16, description: a shop}
              - update vpc: {vpc: shop, name: shop2, cidr: 192.168.0.0/17, description: ''}
              - show vpc: shop
              - create subnet: {vpc: shop, name: front, cidr: 192.168.1.0/24, gateway: 192.168.1.1, ipv6: enable, description: d, dns: [100.125.4.25]}
              - update subnet: {subnet: front, name: front2, ipv6: disable, description: e, dns: 100.125.4.25}
              - show subnet: front
              - create security group: {name: web-group}
              - show security group: web-group
              - add security group rule: {group: web-group, type: IPv6, protocol: tcp, port: 80-90, source: '::/0'}
                as: rule
              - add security group rule: {group: web-group, destination: web-group}
              - delete security group rule: rule
              - add firewall rule: {name: acl, type: IPv6, action: allow, protocol: tcp, source: '2001:db8::/32', destination: '::/0', port: 80}
              - show firewall rule: acl
              - delete firewall rule: acl
              - create shared bandwidth: {name: shared, size: 10}
              - show shared bandwidth: shared
              - buy server:
                  name: web
                  flavor: ${larger}
                  image: Standard_Debian_11_latest
                  subnet: front
                  address: 192.168.1.9
                  ipv6: enable
                  shared bandwidth: shared
                  security groups: [web-group]
                  zone: eu-de-01
              - show server: web
              - attach nic: {server: web, subnet: front, ipv6: enable, security groups: web-group}
                as: second
              - show nic: second
              - detach nic: second
              - assign eip: {type: 5_bgp, size: 5, name: front-door}
              - assign eip: {shared bandwidth: shared}
                as: other
              - show eip: other
              - bind eip: {eip: front-door, to: web}
              - unbind eip: front-door
              - add to shared bandwidth: {bandwidth: shared, eip: front-door}
              - add to shared bandwidth: {bandwidth: shared, ipv6 of: web}
              - remove from shared bandwidth: {bandwidth: shared, eip: front-door, size: 8}
              - release eip: front-door
              - assign virtual ip: {subnet: front, type: IPv6, name: floating, address: '2001:db8::9'}
              - show virtual ip: floating
              - bind virtual ip: {virtual ip: floating, to: web}
              - unbind virtual ip: {virtual ip: floating, from: web}
              - release virtual ip: floating
              - add route: {vpc: shop, destination: 10.0.0.0/8, next hop: web, type: ecs}
              - show route table: shop
              - delete route: {vpc: shop, destination: 10.0.0.0/8}
              - show flavor: s3.large.2
              - show image: Standard_Debian_11_latest
              - list addresses: front
              - ifconfig in guest: web
              - enable ipv6 in guest: web
              - expect reach: {from: web, to: internet, over: IPv6, protocol: tcp, port: 443}
              - expect no reach: {from: internet, to: web, because: DENIED_BY_SECURITY_GROUP}
              - expect verdict: {is: undetermined, from: web, to: internet, because: NEXT_HOP_NOT_EMULATED}
              - request: {method: POST, service: network, path: /v2.0/subnets, body: {subnet: {n: 1, b: true, s: "${web.id}", x: null, l: [1.5]}}}
              - expect: {web.ipv6: {is: present}}
              - set timing: {profile: otc, seed: 7, speed: 50}
              - advance clock: PT1M
              - expect nothing reaches: {from: internet, to: front, over: IPv6, but: [tcp/443, icmp]}
              - stop server: web
              - start server: web
              - set source destination check: {of: web, check: disable}
              - create vpc: {name: hub, cidr: 10.0.0.0/16}
              - create peering: {name: to-hub, vpc: shop, peer: hub}
              - delete peering: to-hub
              - create nat gateway: {name: way-out, vpc: shop, subnet: front, size: 1}
              - add snat rule: {gateway: way-out, subnet: front, eip: other}
                as: snat
              - delete snat rule: snat
              - add dnat rule: {gateway: way-out, eip: other, to: web, protocol: tcp, port: 443, inside port: 8443}
                as: dnat
              - delete dnat rule: dnat
              - delete nat gateway: way-out
              - clear security group rules: {group: web-group, direction: outbound}
              - create firewall: {name: wall}
              - add rule to firewall: {firewall: wall, direction: outbound, name: out, type: IPv6, action: allow, protocol: tcp, source: '::/0', destination: '::/0', port: 80}
              - put behind firewall: {firewall: wall, subnets: front}
              - take from firewall: {firewall: wall, subnets: [front]}
              - delete firewall: wall
              - list vpcs:
              - list subnets:
              - list servers:
              - list nics:
              - list eips:
              - list shared bandwidths:
              - list security groups:
              - list peerings:
              - list nat gateways:
                expect: {count: 0}
              - list events: {of: web, since: 3}
              - expect event: {is: server.switched, of: web}
              - expect no event: server.closed
              - delete server: web
              - delete subnet: front
              - delete security group: web-group
              - delete shared bandwidth: shared
              - delete vpc: shop
            cleanup: everything
            """;

    @Test
    void readsEveryPhraseAndEveryKindOfAction() {
        Script script = ScriptParser.parse("all.yaml", EVERY_PHRASE);

        List<String> used = EVERY_PHRASE
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("- "))
                .map(line -> line.substring(2, line.indexOf(':')))
                .filter(phrase -> !phrase.equals("expect"))
                .toList();
        assertThat(new TreeSet<>(used)).isEqualTo(new TreeSet<>(Vocabulary.words()));
        assertThat(Stream.concat(script.steps().stream(), script.cleanup().stream())
                        .map(step -> step.action().getClass())
                        .collect(Collectors.toSet()))
                .as("every record of Action is made by some phrase")
                .isEqualTo(leaves(Action.class, new ArrayList<>()).stream().collect(Collectors.toSet()));
    }

    private static List<Class<?>> leaves(Class<?> sealed, List<Class<?>> into) {
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                leaves(permitted, into);
            } else {
                into.add(permitted);
            }
        }
        return into;
    }

    @Test
    void keepsTheSettingsOfAStep() {
        Script script = ScriptParser.parse("all.yaml", EVERY_PHRASE);
        Step subnet = script.steps().get(3);

        assertThat(subnet.where()).isEqualTo(new Where("all.yaml", 9, 5));
        assertThat(subnet.as()).isEqualTo("front");
        assertThat(subnet.words()).isEqualTo("create subnet front 192.168.1.0/24 with IPv6 in shop");
        assertThat(subnet.action()).isInstanceOfSatisfying(Action.CreateSubnet.class, it -> {
            assertThat(it.ipv6()).isEqualTo(Switch.ENABLE);
            assertThat(it.cidr()).isEqualTo(Text.of("192.168.1.0/24", new Where("all.yaml", 9, 51)));
        });
    }

    @Test
    void readsExpectationsWithTheirLines() {
        Script script = ScriptParser.parse("s.yaml", """
                name: expectations
                cites: [SEED-06]
                steps:
                  - show flavor: s3.large.2
                    cites: SEED-08
                    expect:
                      ipv6: Yes
                      id: {matches: 's3.*', not: s2}
                      ram: {one of: [1, 2]}
                  - request: {path: /v2.0/ports}
                    refused: {status: 409, code: [VPC.0104, VPC.0105]}
                """);

        Where ram = new Where("s.yaml", 9, 13);
        Where one = new Where("s.yaml", 9, 22);
        assertThat(script.allCites()).containsExactly("SEED-06", "SEED-08");
        assertThat(script.steps().getFirst().expectations())
                .hasSize(4)
                .contains(new Expectation.Field(
                        "ram",
                        new Matcher.OneOf(List.of(Text.of("1", one), Text.of("2", new Where("s.yaml", 9, 25)))),
                        ram));
        assertThat(script.steps().getLast().expectations())
                .containsExactly(
                        new Expectation.Refused(409, List.of("VPC.0104", "VPC.0105"), new Where("s.yaml", 11, 5)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            - craete vpc: {name: a}                            | 3 | no action is called 'craete vpc'; known: create vpc
            - create vps: {name: a}                            | 3 | known: create vpc, create subnet
            - create vpc: {name: a}                            | 3 | 'create vpc' needs 'cidr'
            - create vpc: {name: a, cdir: b, cidr: c}          | 3 | 'create vpc' has no 'cdir'; expected name, cidr, description
            - create vpc: {name: a, name: b}                   | 3 | 'name' is given twice
            - create vpc: shop                                 | 3 | needs its settings as a mapping
            - delete vpc: shop                                 | 3 | no step before this line made 'shop'; nothing has a name yet
            - show flavor: ${flavor}                           | 3 | nothing before this line is called 'flavor'
            - show flavor: a                                 # | 0 |
            - {show flavor: a, show image: b}                  | 3 | a step does one thing; after 'show flavor' only
            - {as: x}                                          | 3 | a step without an action has 'expect' only
            - {show flavor: a, expect: {x: {isn't: 1}}}        | 3 | 'isn't' does not say what is expected
            - {show flavor: a, expect: {x: {matches: '('}}}    | 3 | 'matches' is not a regular expression
            - {show flavor: a, expect: {}}                     | 3 | 'expect' is empty
            - {show flavor: a, expect: 3}                      | 3 | expected 'expect' as a mapping
            - {show flavor: a, refused: {code: X}}             | 3 | 'refused' needs 'status'
            - {show flavor: a, refused: {status: 200}}         | 3 | a number from 400 to 599
            - {show flavor: a, refused: {stauts: 400}}         | 3 | 'refused' has no 'stauts'
            - {show flavor: a, cites: SEED}                    | 3 | 'cites' takes rule numbers such as SEED-05
            - {show flavor: a, as: 'a b'}                      | 3 | 'a b' cannot name a thing
            - expect reach: {from: a, to: internet}            | 3 | no step before this line made 'a'
            - expect reach: {from: 10.0.0.1, to: internet, over: ipv6} | 3 | 'over' is IPv4 or IPv6
            - expect reach: {from: 10.0.0.1}                   | 3 | 'expect reach' needs 'to'
            - request: {path: ${x.y}}                          | 3 | not YAML
            - request: {path: /a, method: HEAD}                | 3 | 'method' is DELETE or GET or PATCH or POST or PUT
            - 7                                                | 3 | expected a step as a mapping
            """)
    void namesThePlaceAndWhatIsExpected(String step, int line, String message) {
        String text = "name: wrong\nsteps:\n  " + step + "\n";
        if (line == 0) {
            assertThat(ScriptParser.parse("w.yaml", text).steps()).hasSize(1);
            return;
        }
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> ScriptParser.parse("w.yaml", text))
                .withMessageStartingWith("w.yaml:" + line + ":")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: a                      | a script needs 'steps'
            'steps: []'                  | a script needs 'name'
            'nmae: a'                    | unknown 'nmae'
            '- a'                        | expected a script as a mapping
            ''                           | the file is empty
            'name: [a'                   | not YAML
            """)
    void refusesWhatIsNoScript(String text, String message) {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> ScriptParser.parse("w.yaml", text))
                .withMessageContaining(message);
    }

    @Test
    void aNameIsKnownOnlyAfterTheStepThatGivesIt() {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> ScriptParser.parse("w.yaml", """
                        name: too early
                        steps:
                          - create vpc: {name: shop, cidr: 10.0.0.0/8, description: "${front.id}"}
                          - create subnet: {vpc: shop, name: front, cidr: 10.0.0.0/24}
                        """))
                .withMessageContaining("nothing before this line is called 'front'");
    }

    @Test
    void aRefusedStepGivesNoName() {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> ScriptParser.parse("w.yaml", """
                        name: refused
                        steps:
                          - create vpc: {name: shop, cidr: 10.0.0.0/33}
                            refused: {status: 400, code: VPC.0101}
                          - show vpc: shop
                        """))
                .withMessageContaining("no step before this line made 'shop'");
    }
}
