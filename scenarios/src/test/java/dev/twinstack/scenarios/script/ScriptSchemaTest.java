package dev.twinstack.scenarios.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.twinstack.scenarios.cloud.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema and the parser agree: about all scripts there are, and about scripts with one mistake each. */
class ScriptSchemaTest {
    private static final Path FILE = Path.of("src/main/resources/dev/twinstack/scenarios/script", ScriptSchema.FILE);
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ScriptSchema.made());

    /** To write it anew: {@code mvn test -Dtest=ScriptSchemaTest -Dtwinstack.write=true}. */
    @Test
    void thePublishedFileIsTheLanguageAsItIs() throws IOException {
        String made = Json.pretty(ScriptSchema.made()) + "\n";
        if (Boolean.getBoolean("twinstack.write")) {
            Files.writeString(FILE, made);
        }
        assertThat(Files.readString(FILE))
                .as("see thePublishedFileIsTheLanguageAsItIs")
                .isEqualTo(made);
        assertThat(ScriptSchema.published()).isEqualTo(made);
    }

    static Stream<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("."))) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml")
                            && !file.toString().contains("target")
                            && !file.startsWith(Path.of(".", "load")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void bothTakeEveryScript(Path file) throws IOException {
        String text = Files.readString(file);
        assertThat(complaints(text)).isEmpty();
        assertThat(ScriptParser.read(file.toString(), text, java.util.Map.of()).problems())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nmae: a\nsteps: []",
                "name: a",
                "name: a\nsteps: {}",
                "name: a\nsteps: [7]",
                "name: [a]\nsteps: [{show flavor: a}]",
                "name: a\ntags: Big Tag\nsteps: [{show flavor: a}]",
                "name: a\nvars: [b]\nsteps: [{show flavor: a}]",
                "name: a\nvars: {b: [c]}\nsteps: [{show flavor: a}]",
                "name: a\nmatrix: {}\nsteps: [{show flavor: a}]",
                "name: a\nmatrix: {b: []}\nsteps: [{show flavor: a}]",
                "name: a\ncleanup: all\nsteps: [{show flavor: a}]",
                "name: a\nsteps: [{craete vpc: {name: a}}]",
                "name: a\nsteps: [{create vpc: {name: a}}]",
                "name: a\nsteps: [{create vpc: {name: a, cdir: b, cidr: c}}]",
                "name: a\nsteps: [{create vpc: shop}]",
                "name: a\nsteps: [{create vpc: {name: [a], cidr: c}}]",
                "name: a\nsteps: [{create vpc: }]",
                "name: a\nsteps: [{show flavor: a, show image: b}]",
                "name: a\nsteps: [{as: x}]",
                "name: a\nsteps: [{show flavor: a, expect: {}}]",
                "name: a\nsteps: [{show flavor: a, expect: 3}]",
                "name: a\nsteps: [{show flavor: a, expect: {x: {equals: 1}}}]",
                "name: a\nsteps: [{show flavor: a, expect: {x: {one of: 1}}}]",
                "name: a\nsteps: [{show flavor: a, refused: {code: X}}]",
                "name: a\nsteps: [{show flavor: a, refused: {status: 200}}]",
                "name: a\nsteps: [{show flavor: a, refused: {stauts: 400}}]",
                "name: a\nsteps: [{show flavor: a, cites: SEED}]",
                "name: a\nsteps: [{show flavor: a, eventually: {every: PT1S}}]",
                "name: a\nsteps: [{show flavor: a, eventually: {within: 30}}]",
                "name: a\nsteps: [{show flavor: a, capture: [id]}]",
                "name: a\nsteps: [{expect reach: {from: 10.0.0.1}}]",
                "name: a\nsteps: [{expect reach: {from: 10.0.0.1, to: internet, over: ipv6}}]",
                "name: a\nsteps: [{create vpc: {name: v, cidr: c}}, {expect nothing reaches: {from: internet, to: v, but: tcp443}}]",
                "name: a\nsteps: [{request: {method: GET}}]",
                "name: a\nsteps: [{request: {path: /a, method: HEAD}}]",
                "name: a\nsteps: [{request: {path: /a, answered: 99}}]",
                "name: a\nsteps: [{request: {path: /a, headers: [b]}}]",
                "name: a\nsteps: [{create security group: {name: g}}, {add security group rule: {group: g}}]",
                "name: a\nsteps: [{create security group: {name: g}},"
                        + " {add security group rule: {group: g, source: a, destination: b}}]",
                "name: a\nsteps: [{for each: {n: 1..2}}]",
                "name: a\nsteps: [{steps: [{show flavor: a}]}]",
                "name: a\nsteps: [{for each: {n: many}, steps: [{show flavor: a}]}]",
                "name: a\nsteps: [{for each: {n: [1]}, as: b, steps: [{show flavor: a}]}]",
                "name: a\nsteps: [{include: {with: {a: b}}}]",
                "name: a\nsteps: [{include: {part: a.yaml, wiht: {a: b}}}]",
                "name: a\nsteps: [{include: a.yaml, as: b}]"
            })
    void bothRefuseAMistake(String text) {
        assertThat(complaints(text)).isNotEmpty();
        List<ScriptException> problems =
                ScriptParser.read("w.yaml", text, java.util.Map.of()).problems();
        assertThat(problems).isNotEmpty();
        assertThat(problems.getFirst()).hasMessageMatching("(?s)w\\.yaml:\\d+:\\d+: .+");
    }

    private static List<String> complaints(String text) {
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(text);
        JsonNode json = new ObjectMapper().valueToTree(yaml);
        return SCHEMA.validate(json).stream().map(Object::toString).toList();
    }
}
