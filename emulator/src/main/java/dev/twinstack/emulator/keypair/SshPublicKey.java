package dev.twinstack.emulator.keypair;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * A public key in OpenSSH's format: {@code ssh-ed25519 AAAA… comment}. Source: RFC 4253, section 6.6, for what the
 * base64 holds.
 *
 * @param line as it was given
 * @param fingerprint MD5 in hex with colons, as Nova tells keys apart
 */
public record SshPublicKey(String line, String fingerprint) {
    private static final Set<String> ALGORITHMS = Set.of(
            "ssh-rsa",
            "ssh-dss",
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "sk-ssh-ed25519@openssh.com",
            "sk-ecdsa-sha2-nistp256@openssh.com");

    /** {@return the key a line holds, or empty if it holds none} */
    public static Optional<SshPublicKey> parse(String line) {
        String[] words = line.strip().split("\\s+", 3);
        if (words.length < 2 || !ALGORITHMS.contains(words[0])) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(words[1]);
            return words[0].equals(algorithm(key))
                    ? Optional.of(new SshPublicKey(line, fingerprint(key)))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** {@return the algorithm a key begins with, and nothing if that is all there is to it} */
    private static String algorithm(byte[] key) {
        ByteBuffer buffer = ByteBuffer.wrap(key);
        int length = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
        return length < 0 || length >= buffer.remaining()
                ? ""
                : new String(key, Integer.BYTES, length, StandardCharsets.US_ASCII);
    }

    private static String fingerprint(byte[] key) {
        try {
            return HexFormat.ofDelimiter(":")
                    .formatHex(MessageDigest.getInstance("MD5").digest(key));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has MD5", impossible);
        }
    }
}
