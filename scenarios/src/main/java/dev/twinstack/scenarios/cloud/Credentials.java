package dev.twinstack.scenarios.cloud;

/** Who signs in: a user of a domain, as Keystone knows them. */
public record Credentials(String user, String password, String domain) {

    @Override
    public String toString() {
        return user + "@" + domain;
    }
}
