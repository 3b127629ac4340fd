package dev.twinstack.api.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The reference's examples: a valid request answers the documented status, with every field of the documented example,
 * each of the documented JSON type.
 */
class ExamplesTest {
    /** Fields of examples that are not there, by operation or for all ({@code *}), each with the reason. */
    private static final Map<String, Set<String>> LEFT_OUT = Map.of(
            "vpc-v1.list_eips", Set.of("/publicips/private_ip_address"), // only while bound (EIP-16)
            "vpc-v1.get_eip", Set.of("/publicip/private_ip_address"),
            // the field tables say String
            "vpc-v3.list_security_groups", Set.of("/security_groups/enterprise_project_id is STRING, not NUMBER"),
            "vpc-v3.get_security_group", Set.of("/security_group/enterprise_project_id is STRING, not NUMBER"),
            "vpc-v3.update_security_group", Set.of("/security_group/enterprise_project_id is STRING, not NUMBER"),
            "vpc-v3.create_security_group_rule", Set.of("/security_group_rule/multiport is STRING, not NUMBER"),
            "eip-v3.list_eips", Set.of("/page_info/next_marker")); // not on the last page (PAGE-08)

    private static TestTwin twin;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @TestFactory
    Stream<DynamicTest> examples() {
        return World.served(twin).stream()
                .map(operation -> dynamicTest(operation.id(), () -> {
                    World world = new World(twin.freshProject());
                    prepare(world, operation);
                    TestTwin.Reply reply = world.client()
                            .sendRaw(operation.method(), world.path(operation), world.body(operation))
                            .join();
                    assertThat(reply.status()).as(reply.toString()).isIn(operation.success());
                    List<String> missing = new ArrayList<>();
                    if (operation.answer() != null) {
                        compare("", operation.answer(), reply.json(), missing);
                    }
                    missing.removeAll(LEFT_OUT.getOrDefault("*", Set.of()));
                    missing.removeAll(LEFT_OUT.getOrDefault(operation.id(), Set.of()));
                    assertThat(missing).as(reply.toString()).isEmpty();
                }));
    }

    /** What an operation needs to succeed beyond a world with one of everything. */
    private static void prepare(World world, Operation operation) {
        switch (operation.id()) {
            case "neutron-v2.0.remove_firewall_policy_rule" -> world.insertRule();
            case "vpc-v2.0.remove_eips_from_shared_bandwidth" -> world.insertPublicIp();
            case "eip-v3.list_eips", "eip-v3.get_eip", "eip-v3.unbind_eip", "eip-v3.attach_eips_to_shared_bandwidth" ->
                world.bindPublicIp();
            case "vpc-v3.remove_vpc_secondary_cidr" -> world.addSecondaryBlock();
            case "vpc-v1.disassociate_route_table_subnets" -> world.associateSubnet();
            case "vpc-v1.delete_subnet", "neutron-v2.0.delete_network", "neutron-v2.0.delete_subnet" ->
                world.deletePorts();
            case "vpc-v2.0.accept_vpc_peering", "vpc-v2.0.reject_vpc_peering" -> world.requestPeering();
            case "vpc-v1.delete_vpc" -> world.deleteAllIn();
            case "neutron-v2.0.remove_router_interface" -> world.addInterface();
            default -> {}
        }
    }

    /** {@return what the element lacks that comes closest to the example} */
    private static List<String> closest(String path, JsonNode example, JsonNode answers) {
        List<String> best = List.of(path);
        for (int i = 0; i < answers.size(); i++) {
            List<String> missing = new ArrayList<>();
            compare(path, example, answers.get(i), missing);
            if (i == 0 || missing.size() < best.size()) {
                best = missing;
            }
        }
        return best;
    }

    /** Notes every field of the example that the answer lacks, or has in another type; lists by the element that fits best. */
    private static void compare(String path, JsonNode example, JsonNode answer, List<String> missing) {
        if (example.isObject()) {
            if (!answer.isObject()) {
                missing.add(path);
                return;
            }
            example.properties().forEach(field -> {
                JsonNode mine = answer.get(field.getKey());
                String at = path + '/' + field.getKey();
                if (mine == null && !field.getKey().endsWith("_links")) {
                    missing.add(at);
                } else if (mine != null) {
                    compare(at, field.getValue(), mine, missing);
                }
            });
        } else if (example.isArray()) {
            if (!answer.isArray()) {
                missing.add(path);
            } else if (!example.isEmpty() && !answer.isEmpty()) {
                missing.addAll(closest(path, example.get(0), answer));
            }
        } else if (!answer.isNull()
                && !example.isNull()
                && !example.getNodeType().equals(answer.getNodeType())) {
            missing.add(path + " is " + answer.getNodeType() + ", not " + example.getNodeType());
        }
    }
}
