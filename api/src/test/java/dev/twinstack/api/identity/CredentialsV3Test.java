package dev.twinstack.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.vpc.v2.VpcClient;
import com.huaweicloud.sdk.vpc.v2.model.ListVpcsRequest;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsV3Test {
    private static final String ALL = "/v3.0/OS-CREDENTIAL/credentials";

    private TestTwin twin;
    private String user;

    @BeforeEach
    void start() {
        twin = TestTwin.start(AuthSettings.strict());
        user = twin.get("/v3/users").text("/users/0/id");
    }

    @AfterEach
    void stop() {
        twin.close();
    }

    private Reply create(String description) {
        return twin.post(ALL, "{'credential':{'user_id':'" + user + "','description':'" + description + "'}}");
    }

    private VpcClient client(Reply credential) {
        return VpcClient.newBuilder()
                .withCredential(new BasicCredentials()
                        .withAk(credential.text("/credential/access"))
                        .withSk(credential.text("/credential/secret"))
                        .withProjectId(twin.project()))
                .withEndpoint(twin.endpoint().toString())
                .build();
    }

    private static void refused(VpcClient client) {
        assertThatThrownBy(() -> client.listVpcs(new ListVpcsRequest()))
                .isInstanceOfSatisfying(
                        ClientRequestException.class,
                        refusal -> assertThat(refusal.getHttpStatusCode()).isEqualTo(401));
    }

    @Test
    void aUserSeesThemselvesOnly() {
        Reply users = twin.get("/v3/users?name=tester&enabled=true");
        assertThat(users.at("/users")).hasSize(1);
        assertThat(users.at("/users/0/password_expires_at").isNull()).isTrue();
        assertThat(twin.get("/v3/users?name=other").at("/users")).isEmpty();
        Reply own = twin.get("/v3/users/" + user);
        assertThat(own.at("/user")).isEqualTo(users.at("/users/0"));
        assertThat(own.text("/user/name")).isEqualTo("tester");
        assertThat(twin.get("/v3/users/somebody").status()).isEqualTo(404);
    }

    @Test
    void aKeyThatWasMadeSignsUntilItIsSwitchedOffOrDeleted() {
        Reply made = create("for a test");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/credential/user_id")).isEqualTo(user);
        assertThat(made.text("/credential/status")).isEqualTo("active");
        assertThat(made.text("/credential/create_time")).matches("\\d{4}(-\\d\\d){2}T\\d\\d(:\\d\\d){2}\\.\\d{6}Z");
        VpcClient client = client(made);
        assertThat(client.listVpcs(new ListVpcsRequest()).getVpcs()).isEmpty();

        String one = ALL + "/" + made.text("/credential/access");
        Reply off = twin.put(one, "{'credential':{'status':'inactive','description':'off'}}");
        assertThat(off.status()).isEqualTo(200);
        assertThat(off.text("/credential/status")).isEqualTo("inactive");
        assertThat(off.text("/credential/description")).isEqualTo("off");
        assertThat(off.at("/credential/secret").isMissingNode()).isTrue();
        refused(client);
        twin.put(one, "{'credential':{'status':'active'}}");
        assertThat(client.listVpcs(new ListVpcsRequest()).getVpcs()).isEmpty();

        assertThat(twin.delete(one).status()).isEqualTo(204);
        assertThat(twin.get(one).status()).isEqualTo(404);
        assertThat(twin.delete(one).status()).isEqualTo(404);
        refused(client);
    }

    @Test
    void whoSignsWithAKeyIsItsUser() {
        Reply made = create("");
        String signed = made.text("/credential/access");
        Reply listed = twin.get(ALL + "?user_id=" + user);
        assertThat(listed.at("/credentials")).hasSize(2);
        assertThat(listed.at("/credentials").findValuesAsText("access")).contains(signed);
        assertThat(listed.at("/credentials").findValuesAsText("secret")).isEmpty();
        Reply shown = twin.get(ALL + "/" + signed);
        assertThat(shown.text("/credential/last_use_time")).isEqualTo(made.text("/credential/create_time"));
    }

    @Test
    void thereAreTwoPerUserAndTheFirstStays() {
        String builtIn = twin.get(ALL).text("/credentials/0/access");
        assertThat(create("").status()).isEqualTo(201);
        Reply refused = create("");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/message")).isEqualTo("akSkNumExceed");
        assertThat(refused.text("/error/title")).isEqualTo("Bad Request");
        assertThat(twin.delete(ALL + "/" + builtIn).status()).isEqualTo(403);
        assertThat(twin.put(ALL + "/" + builtIn, "{'credential':{'status':'inactive'}}")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400",
                "{'credential':{}} | 400",
                "{'credential':{'user_id':7}} | 400",
                "{'credential':{'user_id':'somebody'}} | 403",
            })
    void badInputIsRefused(String body, int status) {
        Reply refused = twin.post(ALL, body);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.at("/error/code").asInt()).isEqualTo(status);
        assertThat(twin.get(ALL + "?user_id=somebody").status()).isEqualTo(403);
        Reply key = create("");
        assertThat(twin.put(ALL + "/" + key.text("/credential/access"), "{'credential':{'status':'lost'}}")
                        .status())
                .isEqualTo(400);
    }
}
