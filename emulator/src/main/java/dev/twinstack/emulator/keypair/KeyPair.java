package dev.twinstack.emulator.keypair;

import java.time.Instant;

/**
 * The public half of an SSH key pair. The private half is shown once, when a pair is made, and kept nowhere.
 *
 * @param number its place among all its user ever had, from 1
 * @param publicKey one line in OpenSSH's format, as it was given
 * @param fingerprint MD5 of the key in the line, in hex with colons
 */
public record KeyPair(int number, String name, String publicKey, String fingerprint, Instant createdAt) {}
