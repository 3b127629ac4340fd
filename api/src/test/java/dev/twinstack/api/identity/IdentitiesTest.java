package dev.twinstack.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
    private final Identities identities = new Identities(AuthSettings.lenient());

    @Test
    void idsFollowFromNamesAndStandForThemselves() {
        Identities.Domain acme = Identities.domain("acme");
        assertThat(acme.id())
                .matches("[0-9a-f]{32}")
                .isEqualTo(Identities.domain("acme").id());
        String project = Identities.projectId(acme, "eu-de_one");
        assertThat(project).matches("[0-9a-f]{32}");
        assertThat(Identities.projectId(acme, project)).isEqualTo(project);
        assertThat(Identities.projectId(Identities.domain("other"), "eu-de_one"))
                .isNotEqualTo(project);
        assertThat(Identities.projectId(Identities.domain(acme.id()), "eu-de_one"))
                .as("the domain by its id")
                .isEqualTo(project);
        assertThat(Identities.domain(Identities.domain("twinstack").id()).name())
                .isEqualTo("twinstack");
    }

    @Test
    void keysAreTheSameOnEveryStartAndKnownAsOurs() {
        AccessKey key = identities.accessKey(Identities.defaultUser());
        assertThat(key.id()).matches("[A-Z2-7]{20}");
        assertThat(key.secret()).matches("[A-Z2-7]{40}");
        assertThat(new Identities(AuthSettings.strict()).accessKey(Identities.defaultUser()))
                .isEqualTo(key);
        assertThat(identities.issued(key.id())).isTrue();
        assertThat(identities.secretKey(key.id())).isEqualTo(key.secret());
        for (String other : List.of("", "AK", "AAAAAAAAAAAAAAAAAAAA", key.id() + "A")) {
            assertThat(identities.issued(other)).as(other).isFalse();
        }
        AccessKey elsewhere = new Identities(new AuthSettings(AuthSettings.Mode.STRICT, "another secret"))
                .accessKey(Identities.defaultUser());
        assertThat(identities.issued(elsewhere.id())).isFalse();
    }
}
