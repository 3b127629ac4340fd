package dev.twinstack.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.twinstack.api.TestTwin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdentityV3Test {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TOKENS = "/v3/auth/tokens";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static TestTwin twin;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    private record Reply(int status, String token, JsonNode json) {
        String text(String pointer) {
            return json.at(pointer).asText();
        }
    }

    /**
     * @param headers name, value, name, value …
     */
    private static Reply send(String method, String path, String json, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(twin.endpoint() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("X-Subject-Token").orElse(""),
                response.body().length == 0 ? MissingNode.getInstance() : MAPPER.readTree(response.body()));
    }

    private static Reply login(String scope) throws IOException, InterruptedException {
        return send(
                "POST",
                TOKENS,
                "{'auth':{'identity':{'methods':['password'],'password':{'user':{'name':'ann','password':'x',"
                        + "'domain':{'name':'acme'}}}}" + scope + "}}");
    }

    private static String projectScope(String name) {
        return ",'scope':{'project':{'name':'" + name + "'}}";
    }

    @Test
    void aPasswordGetsATokenForAProjectThatIsMadeByItsName() throws Exception {
        Reply login = login(projectScope("eu-de_new"));
        assertThat(login.status()).isEqualTo(201);
        assertThat(login.token()).isNotEmpty();
        assertThat(login.text("/token/methods/0")).isEqualTo("password");
        assertThat(login.text("/token/user/name")).isEqualTo("ann");
        assertThat(login.text("/token/user/domain/name")).isEqualTo("acme");
        assertThat(login.text("/token/project/name")).isEqualTo("eu-de_new");
        assertThat(login.text("/token/project/domain/name")).isEqualTo("acme");
        assertThat(login.text("/token/project/id"))
                .matches("[0-9a-f]{32}")
                .isEqualTo(Identities.projectId(Identities.domain("acme"), "eu-de_new"));
        assertThat(login.json().at("/token").has("domain")).isFalse();
        String expires = login.text("/token/expires_at");
        assertThat(expires).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(Duration.between(Instant.parse(login.text("/token/issued_at")), Instant.parse(expires)))
                .isEqualTo(Duration.ofHours(24));

        String vpcs = "/v1/" + login.text("/token/project/id") + "/vpcs";
        assertThat(send("GET", vpcs, "", "X-Auth-Token", login.token()).status())
                .isEqualTo(200);
    }

    @Test
    void everyLoginGetsATokenOfItsOwnForTheSameProject() throws Exception {
        Reply one = login(projectScope("eu-de_same"));
        Reply other = login(projectScope("eu-de_same"));
        assertThat(one.token()).isNotEqualTo(other.token());
        assertThat(one.text("/token/project/id")).isEqualTo(other.text("/token/project/id"));
        String id = one.text("/token/project/id");
        Reply byId = login(",'scope':{'project':{'id':'" + id + "'}}");
        assertThat(byId.text("/token/project/name")).isEqualTo("eu-de_same");
    }

    @Test
    void theCatalogueNamesEveryServiceUnderTheHostTheClientUsed() throws Exception {
        Reply login = login(projectScope("eu-de_cat"));
        String root = twin.endpoint().toString();
        String project = login.text("/token/project/id");
        assertThat(places(login.json().at("/token/catalog")))
                .contains(
                        "identity public eu-de " + root + "/v3",
                        "identity public * " + root + "/v3",
                        "network public eu-de " + root,
                        "vpc public eu-de " + root + "/v1/" + project,
                        "compute public eu-de " + root + "/v2.1/" + project,
                        "ecs public eu-de " + root + "/v1/" + project,
                        "image public eu-de " + root + "/image",
                        "volumev2 public eu-de " + root + "/v2/" + project,
                        "volumev3 public eu-de " + root + "/v3/" + project,
                        "nat public eu-de " + root + "/v2.0",
                        "elb public eu-de " + root + "/v1.0");
        Reply catalogue = send("GET", "/v3/auth/catalog", "", "X-Auth-Token", login.token());
        assertThat(catalogue.json().at("/catalog")).isEqualTo(login.json().at("/token/catalog"));

        String local = "http://localhost:" + twin.endpoint().getPort();
        HttpResponse<String> elsewhere = CLIENT.send(
                HttpRequest.newBuilder(URI.create(local + "/v3/auth/catalog"))
                        .header("X-Auth-Token", login.token())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(places(MAPPER.readTree(elsewhere.body()).at("/catalog"))).contains("network public eu-de " + local);
    }

    private static List<String> places(JsonNode catalogue) {
        List<String> places = new ArrayList<>();
        catalogue.forEach(service -> service.path("endpoints")
                .forEach(place -> places.add(String.join(
                        " ",
                        service.path("type").asText(),
                        place.path("interface").asText(),
                        place.path("region").asText(),
                        place.path("url").asText()))));
        return places;
    }

    @Test
    void aDomainTokenHasACatalogueButNoProject() throws Exception {
        Reply login = login(",'scope':{'domain':{'name':'acme'}}");
        assertThat(login.status()).isEqualTo(201);
        assertThat(login.text("/token/domain/name")).isEqualTo("acme");
        assertThat(login.json().at("/token").has("project")).isFalse();
        assertThat(places(login.json().at("/token/catalog")))
                .contains("identity public eu-de " + twin.endpoint() + "/v3");
        Reply refused = send("GET", "/v1/" + twin.project() + "/vpcs", "", "X-Auth-Token", login.token());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/code")).isEqualTo("VPC.0007");
        assertThat(send("GET", "/v2.0/networks", "", "X-Auth-Token", login.token())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void anUnscopedTokenIsExchangedForAScopedOne() throws Exception {
        Reply unscoped = login("");
        assertThat(unscoped.json().at("/token").has("catalog")).isFalse();
        Reply scoped = send(
                "POST",
                TOKENS,
                "{'auth':{'identity':{'methods':['token'],'token':{'id':'" + unscoped.token() + "'}}"
                        + projectScope("eu-de_x") + "}}");
        assertThat(scoped.status()).isEqualTo(201);
        assertThat(scoped.text("/token/user/name")).isEqualTo("ann");
        assertThat(scoped.text("/token/methods/0")).isEqualTo("token");
        assertThat(scoped.text("/token/project/name")).isEqualTo("eu-de_x");
        assertThat(scoped.text("/token/expires_at")).isEqualTo(unscoped.text("/token/expires_at"));
    }

    @Test
    void ofBothScopesTheProjectCounts() throws Exception {
        Reply both = login(",'scope':{'project':{'name':'eu-de_b'},'domain':{'name':'acme'}}");
        assertThat(both.text("/token/project/name")).isEqualTo("eu-de_b");
        assertThat(both.json().at("/token").has("domain")).isFalse();
    }

    @Test
    void aTokenIsShownCheckedAndRevoked() throws Exception {
        Reply login = login(projectScope("eu-de_t"));
        String[] itself = {"X-Auth-Token", login.token(), "X-Subject-Token", login.token()};
        Reply shown = send("GET", TOKENS, "", itself);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.token()).isEqualTo(login.token());
        assertThat(shown.json()).isEqualTo(login.json());
        assertThat(send("GET", TOKENS + "?nocatalog=1", "", itself)
                        .json()
                        .at("/token")
                        .has("catalog"))
                .isFalse();
        assertThat(send("HEAD", TOKENS, "", itself).status()).isEqualTo(200);
        assertThat(send("DELETE", TOKENS, "", itself).status()).isEqualTo(204);
        assertThat(send("GET", TOKENS, "", itself).status()).isEqualTo(401);
        Reply gone = send("GET", TOKENS, "", "X-Auth-Token", twin.token(), "X-Subject-Token", login.token());
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.text("/error/title")).isEqualTo("Not Found");
    }

    @Test
    void noTokenOrABadOneIsRefusedInTheDialectOfThePath() throws Exception {
        String forged = twin.token().substring(0, twin.token().length() - 4) + "AAAA";
        for (String bad : List.of("nobody", twin.project(), forged, ".", "")) {
            String[] header = bad.isEmpty() ? new String[0] : new String[] {"X-Auth-Token", bad};
            Reply v1 = send("GET", "/v1/" + twin.project() + "/vpcs", "", header);
            assertThat(v1.status()).isEqualTo(401);
            assertThat(v1.text("/code")).isEqualTo("VPC.0008");
            Reply neutron = send("GET", "/v2.0/networks", "", header);
            assertThat(neutron.status()).isEqualTo(401);
            assertThat(neutron.text("/NeutronError/type")).isEqualTo("HTTPUnauthorized");
            Reply identity = send("GET", "/v3/projects", "", header);
            assertThat(identity.status()).isEqualTo(401);
            assertThat(identity.text("/error/code")).isEqualTo("401");
            assertThat(identity.text("/error/title")).isEqualTo("Unauthorized");
        }
        Reply iam = send("GET", "/v3.0/OS-USER/users", "");
        assertThat(iam.status()).isEqualTo(404);
        assertThat(iam.json().has("error_msg")).isTrue();
        assertThat(iam.json().has("error_code")).isTrue();
    }

    @Test
    void anotherProjectsUrlIsRefused() throws Exception {
        TestTwin other = twin.freshProject();
        Reply refused = send("GET", "/v1/" + other.project() + "/vpcs", "", "X-Auth-Token", twin.token());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/code")).isEqualTo("VPC.0007");
    }

    @Test
    void malformedLoginsAreRefused() throws Exception {
        for (String body : List.of(
                "",
                "[]",
                "{'auth':1}",
                "{'auth':{}}",
                "{'auth':{'identity':{'methods':[]}}}",
                "{'auth':{'identity':{'methods':['totp']}}}",
                "{'auth':{'identity':{'methods':['password'],'password':{'user':{'name':'a'}}}}}",
                "{'auth':{'identity':{'methods':['password'],'password':{'user':{'password':'a'}}}}}",
                "{'auth':{'identity':{'methods':['password'],'password':{'user':{'name':1,'password':'a'}}}}}")) {
            Reply refused = send("POST", TOKENS, body);
            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.text("/error/title")).isEqualTo("Bad Request");
        }
        assertThat(login(",'scope':{'project':{}}").status()).isEqualTo(400);
        assertThat(login(",'scope':{'project':{'id':'region'}}").status()).isEqualTo(400);
        assertThat(login(",'scope':{'project':{'id':'a|b'}}").status()).isEqualTo(400);
        assertThat(send("POST", TOKENS, "{'auth':{'identity':{'methods':['token'],'token':{'id':'none'}}}}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void projectsDomainsAndRegionsAreListed() throws Exception {
        Reply login = login(projectScope("eu-de_listed"));
        String id = login.text("/token/project/id");
        String[] token = {"X-Auth-Token", login.token()};
        for (String path : List.of("/v3/projects", "/v3/auth/projects")) {
            assertThat(send("GET", path + "?name=eu-de_listed", "", token).text("/projects/0/id"))
                    .isEqualTo(id);
        }
        assertThat(send("GET", "/v3/projects?name=eu-de_unheard-of", "", token)
                        .json()
                        .at("/projects"))
                .isEmpty();
        assertThat(send("GET", "/v3/projects/" + id, "", token).text("/project/name"))
                .isEqualTo("eu-de_listed");
        assertThat(send("GET", "/v3/projects/" + twin.project(), "", token).status())
                .as("a project of another domain")
                .isEqualTo(404);
        assertThat(send("GET", "/v3/auth/domains?name=acme", "", token).text("/domains/0/id"))
                .isEqualTo(login.text("/token/user/domain/id"));
        assertThat(send("GET", "/v3/auth/domains?name=other", "", token).json().at("/domains"))
                .isEmpty();
        assertThat(send("GET", "/v3/regions", "", token).text("/regions/0/id")).isEqualTo("eu-de");
    }

    @Test
    void versionsAndHealthNeedNoLogin() throws Exception {
        Reply versions = send("GET", "/", "");
        assertThat(versions.status()).isEqualTo(300);
        assertThat(versions.text("/versions/values/0/links/0/href")).isEqualTo(twin.endpoint() + "/v3/");
        Reply withToken = send("GET", "/", "", "X-Auth-Token", "any");
        assertThat(withToken.status()).isEqualTo(200);
        assertThat(withToken.text("/versions/0/id")).isEqualTo("v2.0");
        for (String path : List.of("/v3", "/v3/")) {
            Reply version = send("GET", path, "");
            assertThat(version.status()).isEqualTo(200);
            assertThat(version.text("/version/id")).startsWith("v3");
            assertThat(version.text("/version/status")).isEqualTo("stable");
            assertThat(version.text("/version/links/0/href")).isEqualTo(twin.endpoint() + "/v3/");
        }
        Reply health = send("GET", "/_twinstack/health", "");
        assertThat(health.text("/status")).isEqualTo("ok");
        assertThat(health.text("/version")).matches("\\d+\\.\\d+.*");
        assertThat(health.json().at("/pid").asLong())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(send("GET", "/_twinstack/projects", "")
                        .json()
                        .at("/projects")
                        .findValuesAsText("id"))
                .contains(twin.project());
    }

    @Test
    void anIpv6HostKeepsItsBrackets() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), twin.endpoint().getPort())) {
            socket.getOutputStream()
                    .write("GET /v3 HTTP/1.1\r\nHost: [::1]:4664\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200").contains("\"http://[::1]:4664/v3/\"");
        }
    }
}
