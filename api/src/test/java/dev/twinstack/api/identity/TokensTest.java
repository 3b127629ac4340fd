package dev.twinstack.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.identity.Session.Scope;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");

    private static Session session(Scope scope) {
        Identities.User user = Identities.user(Identities.domain("Domäne"), "ann");
        return new Session(user, scope, List.of("password"), NOW, NOW.plusSeconds(60), "serial");
    }

    @Test
    void aTokenSaysWhatItWasMadeOfOnEveryStart() {
        for (Scope scope : List.of(
                new Scope.None(),
                new Scope.OfDomain(Identities.domain("acme")),
                new Scope.OfProject("p1", "eu-de_one", Identities.domain("acme")))) {
            Session session = session(scope);
            String token = new Tokens(AuthSettings.lenient()).issue(session);
            assertThat(new Tokens(AuthSettings.lenient()).read(token, NOW)).contains(session);
        }
    }

    @Test
    void aTokenEndsWhenItExpiresOrIsRevoked() {
        Tokens tokens = new Tokens(AuthSettings.lenient());
        Session session = session(new Scope.None());
        String token = tokens.issue(session);
        assertThat(tokens.read(token, NOW.plusSeconds(59))).isPresent();
        assertThat(tokens.read(token, NOW.plusSeconds(60))).isEmpty();
        tokens.revoke(session, NOW);
        assertThat(tokens.read(token, NOW)).isEmpty();
    }

    @Test
    void onlyOurOwnTokensAreRead() {
        String token =
                new Tokens(new AuthSettings(AuthSettings.Mode.LENIENT, "other")).issue(session(new Scope.None()));
        Tokens tokens = new Tokens(AuthSettings.lenient());
        for (String bad : List.of(token, "", ".", "a.b", "ä.ö", token.replace('.', '-'))) {
            assertThat(tokens.read(bad, NOW)).as(bad).isEmpty();
        }
    }
}
