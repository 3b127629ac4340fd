package dev.twinstack.scenarios.cloud;

import java.net.URI;

/**
 * Where to sign in, and to what.
 *
 * @param root the identity service's address without {@code /v3}
 * @param region picks the addresses from the catalogue
 */
public record Endpoint(URI root, Credentials credentials, String region) {

    /** {@return the address without a trailing slash or {@code /v3}} */
    public static URI root(String address) {
        return URI.create(address.replaceFirst("/+$", "").replaceFirst("/v3$", ""));
    }
}
