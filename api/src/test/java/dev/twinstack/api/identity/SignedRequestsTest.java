package dev.twinstack.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.vpc.v2.VpcClient;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.ListVpcsRequest;
import com.huaweicloud.sdk.vpc.v2.model.Vpc;
import dev.twinstack.api.TestTwin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** AK/SK through the wire: the real Java SDK signs, a lenient and a strict twin answer. */
class SignedRequestsTest {
    private static final AccessKey KEY = new Identities(AuthSettings.strict()).accessKey(Identities.defaultUser());
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String SIGNED_BY_NOBODY =
            "SDK-HMAC-SHA256 Credential=ANYBODY/20260102///sdk_request, SignedHeaders=host;x-sdk-date, Signature=00";

    private static TestTwin lenient;
    private static TestTwin strict;

    @BeforeAll
    static void start() {
        lenient = TestTwin.start();
        strict = TestTwin.start(AuthSettings.strict());
    }

    @AfterAll
    static void stop() {
        lenient.close();
        strict.close();
    }

    private static String newProject() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static VpcClient client(TestTwin twin, String ak, String sk, String project) {
        return VpcClient.newBuilder()
                .withCredential(new BasicCredentials().withAk(ak).withSk(sk).withProjectId(project))
                .withEndpoint(twin.endpoint().toString())
                .build();
    }

    private static String create(VpcClient client, String name) {
        return client.createVpc(new CreateVpcRequest()
                        .withBody(new CreateVpcRequestBody()
                                .withVpc(new CreateVpcOption().withName(name).withCidr("10.0.0.0/16"))))
                .getVpc()
                .getId();
    }

    private static JsonNode get(TestTwin twin, int status, String path, String... headers)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create(twin.endpoint() + path))
                        .headers(headers)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).as(path).isEqualTo(status);
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void theSdkWorksInAProjectNobodyHasNamedYet() {
        String project = newProject();
        VpcClient client = client(lenient, "anything", "at all", project);
        String vpc = create(client, "one");
        assertThat(client.listVpcs(new ListVpcsRequest().withLimit(10)).getVpcs())
                .extracting(Vpc::getId)
                .containsExactly(vpc);
        assertThat(client(lenient, "anything", "at all", newProject())
                        .listVpcs(new ListVpcsRequest())
                        .getVpcs())
                .isEmpty();
    }

    @Test
    void strictlyTheSignatureIsVerified() {
        String project = newProject();
        VpcClient client = client(strict, KEY.id(), KEY.secret(), project);
        String vpc = create(client, "one");
        assertThat(client.listVpcs(new ListVpcsRequest().withLimit(10).withId(vpc))
                        .getVpcs())
                .hasSize(1);
        for (VpcClient refused : new VpcClient[] {
            client(strict, KEY.id(), "wrong", project),
            client(strict, "UNKNOWN", KEY.secret(), project),
            client(strict, "AAAAAAAAAAAAAAAAAAAA", KEY.secret(), project)
        }) {
            assertThatThrownBy(() -> refused.listVpcs(new ListVpcsRequest()))
                    .isInstanceOfSatisfying(ClientRequestException.class, refusal -> {
                        assertThat(refusal.getHttpStatusCode()).isEqualTo(401);
                        assertThat(refusal.getErrorCode()).isEqualTo("VPC.0008");
                    });
        }
    }

    /** All that is there is signed, the content type included; the project's header is added later. */
    @Test
    void strictlyTheGoClientsSignatureIsVerified() throws Exception {
        String project = newProject();
        String body = "{\"vpc\":{\"name\":\"go\"}}";
        String date = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        String scope = date.substring(0, 8) + "///sdk_request";
        String agent = "golangsdk/2.0.0 terraform (linux; amd64)  x";
        String names = "accept;content-type;host;user-agent;x-sdk-date";
        String canonical = "POST\n/v1/" + project + "/vpcs/\n\naccept:application/json\n"
                + "content-type:application/json\nhost:127.0.0.1:"
                + strict.endpoint().getPort() + "\nuser-agent:" + agent.replace("  ", " ") + "\nx-sdk-date:" + date
                + "\n\n" + names + "\n" + sha256(body);
        byte[] key = ("SDK" + KEY.secret()).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(date.substring(0, 8), "", "", "sdk_request")) {
            key = hmac(key, part);
        }
        String value = HexFormat.of()
                .formatHex(hmac(key, "SDK-HMAC-SHA256\n" + date + "\n" + scope + "\n" + sha256(canonical)));
        HttpRequest request = HttpRequest.newBuilder(URI.create(strict.endpoint() + "/v1/" + project + "/vpcs"))
                .headers("Accept", "application/json", "Content-Type", "application/json", "User-Agent", agent)
                .headers("X-Sdk-Date", date, "X-Project-Id", project)
                .header(
                        "Authorization",
                        "SDK-HMAC-SHA256 Credential=" + KEY.id() + "/" + scope + ", SignedHeaders=" + names
                                + ", Signature=" + value)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theProjectHeaderMustNotDifferFromThePath() throws Exception {
        JsonNode refused = get(
                lenient,
                400,
                "/v1/" + newProject() + "/vpcs",
                "Authorization",
                SIGNED_BY_NOBODY,
                "X-Project-Id",
                newProject());
        assertThat(refused.path("code").asText()).isEqualTo("VPC.0007");
    }

    @Test
    void pathsWithoutAProjectTakeItFromTheHeader() throws Exception {
        get(lenient, 200, "/v2.0/networks", "Authorization", SIGNED_BY_NOBODY, "X-Project-Id", newProject());
        get(lenient, 401, "/v2.0/networks", "Authorization", SIGNED_BY_NOBODY);
        get(strict, 401, "/v2.0/networks", "Authorization", SIGNED_BY_NOBODY, "X-Project-Id", newProject());
        get(lenient, 401, "/v2.0/networks", "Authorization", "SDK-HMAC-SHA256 nonsense");
    }

    @Test
    void theTerraformProviderFindsItsProjectAndDomain() throws Exception {
        String name = "eu-de_" + newProject();
        JsonNode projects = get(lenient, 200, "/v3/projects?name=" + name, "Authorization", SIGNED_BY_NOBODY)
                .path("projects");
        assertThat(projects).hasSize(1);
        assertThat(projects.path(0).path("id").asText())
                .isEqualTo(Identities.projectId(Identities.domain(Identities.DEFAULT_DOMAIN), name));
        JsonNode domains = get(lenient, 200, "/v3/auth/domains?name=OTC1", "Authorization", SIGNED_BY_NOBODY)
                .path("domains");
        assertThat(domains).hasSize(1);
        assertThat(domains.path(0).path("id").asText())
                .isEqualTo(Identities.domain("OTC1").id());
        assertThat(get(
                                lenient,
                                200,
                                "/v3/auth/catalog",
                                "Authorization",
                                SIGNED_BY_NOBODY,
                                "X-Project-Id",
                                projects.path(0).path("id").asText())
                        .path("catalog")
                        .findValuesAsText("type"))
                .contains("vpc", "network", "compute", "ecs");
    }

    @Test
    void aLoginNamesAProjectThatWasKnownByItsIdOnly() throws Exception {
        String name = "eu-de_" + newProject();
        String id = Identities.projectId(Identities.domain("acme"), name);
        create(client(lenient, "anything", "at all", id), "one");
        assertThat(listed(id)).isEqualTo(id);
        CLIENT.send(
                HttpRequest.newBuilder(lenient.endpoint().resolve("/v3/auth/tokens"))
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"ann",
                                "password":"x","domain":{"name":"acme"}}}},"scope":{"project":{"name":"%s"}}}}""".formatted(name)))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        assertThat(listed(id)).isEqualTo(name);
    }

    private static String listed(String id) throws IOException, InterruptedException {
        for (JsonNode project :
                get(lenient, 200, "/_twinstack/projects", "Accept", "*/*").path("projects")) {
            if (project.path("id").asText().equals(id)) {
                return project.path("name").asText();
            }
        }
        return "";
    }
}
