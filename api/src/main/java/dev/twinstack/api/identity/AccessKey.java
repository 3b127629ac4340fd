package dev.twinstack.api.identity;

/**
 * A pair of keys that requests are signed with.
 *
 * @param id the access key (AK), 20 letters and digits
 * @param secret the secret key (SK), 40 letters and digits
 */
public record AccessKey(String id, String secret) {}
