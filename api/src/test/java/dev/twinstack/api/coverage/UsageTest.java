package dev.twinstack.api.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {
    /** What the clients send, as their sources and recorded requests have it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Terraform/1.9.8 Terraform-Plugin-SDK/2.34 terraform-provider-opentelekomcloud/1.36 golangsdk/2.0.0 | TERRAFORM
            golangsdk/2.0.0 | GOPHERTELEKOMCLOUD
            huaweicloud-usdk-java/3.0 | JAVA_SDK
            openstacksdk/0.101.0 keystoneauth1/5.0.0 python-requests/2.32.3 CPython/3.11.7 | OPENSTACK
            python-otcextensions/0.32 openstacksdk/0.101.0 keystoneauth1/5.0.0 | PYTHON_OTCEXTENSIONS
            curl/8.5.0 | OTHER
            '' | OTHER
            """)
    void clientsAreToldApartByTheirUserAgent(String userAgent, ClientFamily family) {
        assertThat(ClientFamily.of(userAgent)).isEqualTo(family);
    }

    @Test
    void answersAreCountedByOperationAndClient() throws IOException, InterruptedException {
        try (TestTwin twin = TestTwin.start();
                HttpClient http = HttpClient.newHttpClient()) {
            for (String path : List.of("vpcs", "vpcs", "vpcs/none")) {
                HttpRequest request = HttpRequest.newBuilder(
                                twin.endpoint().resolve("/v1/" + twin.project() + '/' + path))
                        .header("X-Auth-Token", twin.token())
                        .header("User-Agent", "golangsdk/2.0.0")
                        .build();
                http.send(request, HttpResponse.BodyHandlers.discarding());
            }
            JsonNode counted = twin.get("/_twinstack/operations").at("/operations");
            assertThat(count(counted, "gophertelekomcloud", "GET /v1/{project_id}/vpcs"))
                    .isEqualTo(2);
            assertThat(count(counted, "gophertelekomcloud", "GET /v1/{project_id}/vpcs/{vpc_id}"))
                    .isEqualTo(1);
            assertThat(count(counted, "other", "POST /v3/auth/tokens")).isEqualTo(1);
            assertThat(count(counted, "terraform", "GET /v1/{project_id}/vpcs")).isZero();
        }
    }

    private static long count(JsonNode counted, String client, String operation) {
        return counted.valueStream()
                .filter(each -> each.at("/client").textValue().equals(client))
                .filter(each -> each.at("/operation").textValue().equals(operation))
                .mapToLong(each -> each.at("/requests").longValue())
                .sum();
    }
}
