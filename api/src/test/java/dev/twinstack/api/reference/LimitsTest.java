package dev.twinstack.api.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.reference.Operation.Field;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every stated limit of every served operation, violated once: a 4xx in the dialect's envelope, never a 5xx. */
class LimitsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Limits that another statement of the reference lifts, each with that statement. */
    private static final Map<String, String> LIFTED = Map.of(
            "vpc-v1.update_bandwidth bandwidth.name: too short",
            "blank leaves it unchanged (BW-06)",
            "vpc-v2.0.create_floating_ip_v6 floatingip.id: missing",
            "the page's own example has none: the system makes it",
            "vpc-v2.0.update_vpc_peering peering.description: charset",
            "letters and digits are among what it may hold");

    private static TestTwin twin;
    private static World world;
    private static List<Operation> served;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
        served = World.served(twin);
        world = new World(twin);
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @TestFactory
    Stream<DynamicTest> bodies() {
        return served.stream()
                .filter(operation -> !world.body(operation).isEmpty())
                .flatMap(operation -> operation.body().stream().flatMap(field -> violations(operation, field)));
    }

    private static Stream<DynamicTest> violations(Operation operation, Field field) {
        String subject = operation.id() + ' ' + field.name() + ": ";
        Stream<DynamicTest> limits = Violations.of(field).entrySet().stream()
                .filter(limit -> !LIFTED.containsKey(subject + limit.getKey()))
                .map(limit -> dynamicTest(
                        subject + limit.getKey(), () -> refused(operation, field, List.of(limit.getValue()))));
        boolean required =
                field.mandatory() && !field.name().contains("[]") && !LIFTED.containsKey(subject + "missing");
        return required
                ? Stream.concat(
                        limits, Stream.of(dynamicTest(subject + "missing", () -> refused(operation, field, List.of()))))
                : limits;
    }

    private static void refused(Operation operation, Field field, List<JsonNode> value) throws JsonProcessingException {
        JsonNode body = Violations.with(JSON.readTree(world.body(operation)), field.name(), value);
        TestTwin.Reply reply = world.client()
                .sendRaw(operation.method(), world.path(operation), JSON.writeValueAsString(body))
                .join();
        assertThat(reply.status())
                .as(operation.id() + ' ' + field.name() + " in " + body + " answered " + reply)
                .isBetween(400, 499);
        envelope(operation, reply);
    }

    private static void envelope(Operation operation, TestTwin.Reply reply) {
        if (operation.isNative()) {
            assertThat(reply.text("/NeutronError/type")).as(reply.toString()).isNotEmpty();
            assertThat(reply.text("/NeutronError/message")).as(reply.toString()).isNotEmpty();
        } else if (operation.isV3()) {
            assertThat(reply.text("/error_code")).as(reply.toString()).startsWith("VPC.");
            assertThat(reply.text("/error_msg")).as(reply.toString()).isNotEmpty();
            assertThat(reply.text("/request_id")).as(reply.toString()).isNotEmpty();
        } else {
            assertThat(reply.text("/code")).as(reply.toString()).startsWith("VPC.");
            assertThat(reply.text("/message")).as(reply.toString()).isNotEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> queries() {
        return served.stream()
                .filter(operation -> operation.query().stream()
                        .anyMatch(field -> field.name().equals("limit")))
                .flatMap(operation -> Stream.of("-1", "2001", "many", "")
                        .map(limit -> dynamicTest(operation.id() + " limit=" + limit, () -> {
                            TestTwin.Reply reply = world.client()
                                    .sendRaw(
                                            operation.method(),
                                            world.path(operation) + "?limit=" + limit,
                                            world.body(operation))
                                    .join();
                            assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
                            envelope(operation, reply);
                        })));
    }

    @TestFactory
    Stream<DynamicTest> ids() {
        return served.stream()
                .filter(operation -> operation.path().endsWith("_id}"))
                .flatMap(operation -> Stream.of(UUID.randomUUID().toString(), "no-uuid", "%27%22%3Cscript%3E")
                        .map(id -> dynamicTest(operation.id() + " of " + id, () -> {
                            String path = world.path(operation).replaceAll("[^/]+$", id);
                            TestTwin.Reply reply = world.client()
                                    .sendRaw(operation.method(), path, world.body(operation))
                                    .join();
                            assertThat(reply.status()).as(reply.toString()).isIn(400, 404);
                            envelope(operation, reply);
                        })));
    }

    /** Ids in bodies become parts of keys, where the bar divides. */
    @TestFactory
    Stream<DynamicTest> bars() {
        return served.stream()
                .filter(operation -> !world.body(operation).isEmpty())
                .flatMap(operation -> operation.body().stream()
                        .filter(field ->
                                field.type().equals("String") && field.name().matches(".*(_id|\\.id|nexthop)"))
                        .map(field -> dynamicTest(operation.id() + ' ' + field.name() + " with a bar", () -> {
                            JsonNode body = Violations.with(
                                    JSON.readTree(world.body(operation)),
                                    field.name(),
                                    List.of(JSON.valueToTree("a|b")));
                            TestTwin.Reply reply = world.client()
                                    .sendRaw(operation.method(), world.path(operation), JSON.writeValueAsString(body))
                                    .join();
                            assertThat(reply.status())
                                    .as(body + " answered " + reply)
                                    .isLessThan(500);
                        })));
    }

    @TestFactory
    Stream<DynamicTest> malformed() {
        return served.stream()
                .filter(operation -> !world.body(operation).isEmpty())
                .flatMap(operation -> Stream.of(
                                "{", "[]", "null", "\"text\"", "{\"a\":{\"b\":", "{\"a\":1,\"a\":2}", "")
                        .map(body -> dynamicTest(operation.id() + " with " + body, () -> {
                            TestTwin.Reply reply = world.client()
                                    .sendRaw(operation.method(), world.path(operation), body)
                                    .join();
                            assertThat(reply.status()).as(reply.toString()).isBetween(400, 499);
                            envelope(operation, reply);
                        })));
    }
}
