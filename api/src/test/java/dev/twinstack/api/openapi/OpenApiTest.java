package dev.twinstack.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.reference.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static JsonNode document;

    private static TestTwin twin;

    @BeforeAll
    static void read() {
        twin = TestTwin.start();
        document = twin.get("/_twinstack/openapi.json").json();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    /** The schema that the OpenAPI Initiative publishes for 3.1 documents. */
    @Test
    void theDocumentIsOpenApi() throws IOException {
        try (InputStream file = OpenApiTest.class.getResourceAsStream("oas-3.1-2022-10-07.json")) {
            assertThat(SCHEMAS.getSchema(file).validate(document)).isEmpty();
        }
    }

    /** Which that schema leaves out. */
    @Test
    void itsSchemasAreJsonSchemas() {
        Schema meta = SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        List<JsonNode> schemas = Stream.concat(
                        operations().flatMap(OpenApiTest::schemas),
                        document.at("/components/schemas").valueStream())
                .toList();
        assertThat(schemas).hasSizeGreaterThan(100);
        assertThat(schemas.stream().flatMap(schema -> meta.validate(schema).stream()))
                .isEmpty();
    }

    private static Stream<JsonNode> schemas(JsonNode operation) {
        Stream<JsonNode> bodies = Stream.concat(
                        Stream.of(operation.path("requestBody")),
                        operation.at("/responses").valueStream())
                .map(body -> body.at("/content/application~1json"));
        return Stream.concat(bodies, operation.path("parameters").valueStream())
                .map(holder -> holder.path("schema"))
                .filter(JsonNode::isObject);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(document.at(reference.substring(1)))
                        .as(reference)
                        .isNotEmpty());
    }

    @Test
    void operationsAreToldApart() {
        assertThat(operations().map(operation -> operation.at("/operationId").textValue()))
                .hasSizeGreaterThan(100)
                .doesNotHaveDuplicates();
    }

    @Test
    void aPathDeclaresItsParameters() {
        assertThat(document.at("/paths").properties()).allSatisfy(path -> {
            Set<String> named = Pattern.compile("\\{([^}]+)}")
                    .matcher(path.getKey())
                    .results()
                    .map((MatchResult each) -> each.group(1))
                    .collect(Collectors.toSet());
            assertThat(path.getValue())
                    .allSatisfy(operation -> assertThat(operation
                                    .path("parameters")
                                    .valueStream()
                                    .filter(each -> each.at("/in").textValue().equals("path"))
                                    .map(each -> each.at("/name").textValue()))
                            .as(path.getKey())
                            .containsExactlyInAnyOrderElementsOf(named));
        });
    }

    @Test
    void theReferencesLimitsAreInIt() {
        JsonNode name = at("/v1/{project_id}/vpcs", "post")
                .at("/requestBody/content/application~1json/schema/properties/vpc/properties/name");
        assertThat(name.at("/maxLength").intValue()).isEqualTo(64);
        assertThat(name.at("/pattern").textValue()).isEqualTo("^[A-Za-z0-9_.-]*$");
        JsonNode subnet = at("/v1/{project_id}/subnets", "post")
                .at("/requestBody/content/application~1json/schema/properties/subnet");
        assertThat(subnet.at("/required").valueStream().map(JsonNode::textValue))
                .contains("name", "cidr", "gateway_ip", "vpc_id");
    }

    @Test
    void refusalsAreWordedByTheTable() {
        JsonNode delete = at("/v1/{project_id}/vpcs/{vpc_id}/subnets/{subnet_id}", "delete");
        assertThat(delete.at("/responses/500/x-codes").valueStream().map(JsonNode::textValue))
                .contains("VPC.0208");
        assertThat(required("V1Error")).containsExactlyInAnyOrder("code", "message");
        assertThat(required("V3Error")).containsExactlyInAnyOrder("request_id", "error_msg", "error_code");
        assertThat(required("NeutronError")).containsExactly("NeutronError");
        assertThat(document.at("/components/schemas/NovaError/additionalProperties/required")
                        .valueStream()
                        .map(JsonNode::textValue))
                .containsExactlyInAnyOrder("message", "code");
    }

    @Test
    void documentedOperationsAreInItOrAnswer501() {
        assertThat(at("/_twinstack/openapi.json", "get").isObject()).isTrue();
        Set<String> described = operations()
                .flatMap(operation -> operation.path("x-reference").valueStream())
                .map(JsonNode::textValue)
                .collect(Collectors.toSet());
        assertThat(Reference.read().vpc()).allSatisfy(operation -> {
            String path = operation
                    .path()
                    .replace("{project_id}", "{p}")
                    .replace("{api_version}", "v2.0")
                    .replaceAll("\\{[^}]{2,}}", "none");
            int status = twin.send(operation.method(), path, "").join().status();
            assertThat(status == 501).as(operation.id()).isNotEqualTo(described.contains(operation.id()));
        });
    }

    /** Requests of the VPC reference that break what the field tables beside them state, each with how. */
    private static final Map<String, String> CONFLICTING = Map.ofEntries(
            Map.entry("neutron-v2.0.create_firewall_rule-1", "protocol in lower case"),
            Map.entry("neutron-v2.0.create_subnet-2", "no cidr, as for IPv6"),
            Map.entry("vpc-v1.create_security_group_rule-1", "numbers as texts"),
            Map.entry("vpc-v1.create_security_group_rule-2", "numbers as texts"),
            Map.entry("vpc-v1.update_subnet-1", "options besides ntp"),
            Map.entry("vpc-v2.0.create_floating_ip_v6-1", "no id"),
            Map.entry("vpc-v2.0.query_eips_by_tag-1", "numbers as texts"),
            Map.entry("vpc-v2.0.query_subnets_by_tag-1", "numbers as texts"),
            Map.entry("vpc-v2.0.query_vpcs_by_tag-1", "numbers as texts"),
            Map.entry("vpc-v3.create_security_group_rule-1", "text as number"),
            Map.entry("vpc-v3.insert_network_acl_rules-1", "number as text, spaces in names"),
            Map.entry("vpc-v3.insert_network_acl_rules-2", "number as text, spaces in names"),
            Map.entry("vpc-v3.update_network_acl_rules-1", "number as text, spaces in names"));

    @Test
    void theReferencesOwnRequestsFitTheirSchemas() {
        List<String> misfits = operations()
                .map(operation -> operation.at("/requestBody/content/application~1json"))
                .filter(media -> media.has("examples"))
                .flatMap(media -> {
                    Schema schema = SCHEMAS.getSchema(media.path("schema"));
                    return media.path("examples").properties().stream()
                            .filter(example -> !schema.validate(
                                            example.getValue().get("value"))
                                    .isEmpty())
                            .map(Map.Entry::getKey);
                })
                .filter(example -> example.matches("(vpc|eip|neutron)-.*"))
                .toList();
        assertThat(misfits).isSubsetOf(CONFLICTING.keySet());
    }

    private static JsonNode at(String path, String method) {
        return document.at("/paths").path(path).path(method);
    }

    private static Stream<String> required(String schema) {
        return document.at("/components/schemas/" + schema + "/required")
                .valueStream()
                .map(JsonNode::textValue);
    }

    private static Stream<JsonNode> operations() {
        return document.at("/paths").valueStream().flatMap(JsonNode::valueStream);
    }
}
