package dev.twinstack.api.keypair;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPairNovaTest {
    private static final String PATH = "/v2.1/{p}/os-keypairs";
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIALRzbIOR9HUYNwfKtII/et98eGXDJhf8YxHf9BtRdAU";
    private static final String FINGERPRINT = "0b:7d:8d:1b:87:20:47:20:a8:3f:57:47:31:df:c3:80";
    private static TestTwin twin;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    private static String name() {
        return "key-" + UUID.randomUUID();
    }

    private static Reply imported(TestTwin client, String name) {
        return client.post(PATH, "{'keypair':{'name':'" + name + "','public_key':'" + KEY + "'}}");
    }

    @Test
    void anImportedKeyIsShownAsItWasGiven() {
        TestTwin client = twin.freshProject();
        String name = name();
        Reply made = imported(client, name);
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.at("/keypair").has("private_key")).isFalse();
        assertThat(made.at("/keypair").has("type")).isFalse();
        JsonNode shown = client.get(PATH + '/' + name).at("/keypair");
        assertThat(shown.at("/public_key").asText()).isEqualTo(KEY);
        assertThat(shown.at("/fingerprint").asText()).isEqualTo(FINGERPRINT);
        assertThat(shown.at("/user_id").asText()).isEqualTo(made.text("/keypair/user_id"));
        assertThat(shown.at("/deleted").isBoolean()).isTrue();
        assertThat(imported(client, name).status()).isEqualTo(409);
        assertThat(client.delete(PATH + '/' + name).status()).isEqualTo(202);
        assertThat(client.get(PATH + '/' + name).status()).isEqualTo(404);
        assertThat(client.delete(PATH + '/' + name).status()).isEqualTo(404);
        assertThat(imported(client, name).status()).isEqualTo(200);
    }

    @Test
    void aNewPairShowsItsPrivateKeyOnce() {
        TestTwin client = twin.freshProject();
        String name = name();
        Reply made = client.nova(10, "POST", PATH, "{'keypair':{'name':'" + name + "','type':'ssh'}}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/keypair/private_key")).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
        assertThat(made.text("/keypair/public_key")).startsWith("ssh-rsa AAAAB3NzaC1yc2E");
        assertThat(made.text("/keypair/fingerprint")).matches("([0-9a-f]{2}:){15}[0-9a-f]{2}");
        assertThat(made.text("/keypair/type")).isEqualTo("ssh");
        JsonNode shown = client.nova(10, "GET", PATH + '/' + name, "").at("/keypair");
        assertThat(shown.has("private_key")).isFalse();
        assertThat(shown.at("/public_key").asText()).isEqualTo(made.text("/keypair/public_key"));
        assertThat(shown.at("/type").asText()).isEqualTo("ssh");
        assertThat(client.nova(10, "DELETE", PATH + '/' + name, "").status()).isEqualTo(204);
    }

    /** Key pairs are their user's in every project; the tests' clients all sign in as one user. */
    @Test
    void theSameUserHasThemInEveryProject() {
        String name = name();
        imported(twin.freshProject(), name);
        TestTwin elsewhere = twin.freshProject();
        Reply list = elsewhere.nova(35, "GET", PATH, "");
        assertThat(list.at("/keypairs").findValuesAsText("name")).contains(name);
        assertThat(list.at("/keypairs/0/keypair").has("user_id")).isFalse();
        String before = name.substring(0, name.length() - 1);
        assertThat(elsewhere
                        .nova(35, "GET", PATH + "?limit=1&marker=" + before, "")
                        .text("/keypairs/0/keypair/name"))
                .isEqualTo(name);
        assertThat(elsewhere.nova(35, "GET", PATH + "?limit=x", "").status()).isEqualTo(400);
    }

    @Test
    void otherUsersKeyPairsAreTheAdministrators() {
        TestTwin client = twin.freshProject();
        assertThat(client.nova(10, "GET", PATH + "?user_id=somebody", "").status())
                .isEqualTo(403);
        Reply refused = client.nova(10, "POST", PATH, "{'keypair':{'name':'a','user_id':'somebody'}}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/forbidden/message")).contains("administrator");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'keypair':{}}",
                "{'keypair':{'name':''}}",
                "{'keypair':{'name':' a'}}",
                "{'keypair':{'name':'a/b'}}",
                "{'keypair':{'name':7}}",
                "{'keypair':{'name':'a','public_key':'none'}}",
                "{'keypair':{'name':'a','public_key':'ssh-rsa AAAA'}}",
                "{'keypair':{'name':'a','type':'pgp'}}",
                "{}",
            })
    void whatIsNoKeyPairIsABadRequest(String body) {
        Reply refused = twin.freshProject().post(PATH, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/badRequest/message")).isNotEmpty();
    }

    @Test
    void longKeysAndCertificatesAreNot() {
        TestTwin client = twin.freshProject();
        assertThat(client.post(PATH, "{'keypair':{'name':'a','public_key':'" + KEY + ' ' + "x".repeat(1024) + "'}}")
                        .status())
                .isEqualTo(400);
        assertThat(client.post(PATH, "{'keypair':{'name':'a','type':'x509'}}").status())
                .isEqualTo(501);
    }
}
