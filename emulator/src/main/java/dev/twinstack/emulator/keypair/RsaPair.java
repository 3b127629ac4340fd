package dev.twinstack.emulator.keypair;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Base64;
import java.util.List;

/**
 * A new RSA key pair in the formats Nova hands out: the public key as OpenSSH's line, the private key as PKCS #1 in PEM
 * ({@code BEGIN RSA PRIVATE KEY}), which every SSH client reads. Source: RFC 4253, section 6.6, and RFC 8017, appendix
 * A.1.2.
 */
public record RsaPair(SshPublicKey publicKey, String privateKey) {
    private static final int BITS = 2048;
    private static final String ALGORITHM = "ssh-rsa";
    private static final String COMMENT = "Generated-by-Nova\n";
    private static final int INTEGER = 0x02;
    private static final int SEQUENCE = 0x30;
    private static final int LONG_FORM = 0x80;
    private static final int LINE = 64;

    /** {@return a pair nobody else has} Takes some 100 ms of CPU. */
    public static RsaPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return of((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has RSA", impossible);
        }
    }

    static RsaPair of(RSAPrivateCrtKey key) {
        String line = ALGORITHM + ' ' + Base64.getEncoder().encodeToString(openSsh(key)) + ' ' + COMMENT;
        return new RsaPair(SshPublicKey.parse(line).orElseThrow(), pem(pkcs1(key)));
    }

    private static byte[] openSsh(RSAPrivateCrtKey key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(counted(ALGORITHM.getBytes(StandardCharsets.US_ASCII)));
        out.writeBytes(counted(key.getPublicExponent().toByteArray()));
        out.writeBytes(counted(key.getModulus().toByteArray()));
        return out.toByteArray();
    }

    private static byte[] counted(byte[] bytes) {
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] pkcs1(RSAPrivateCrtKey key) {
        ByteArrayOutputStream numbers = new ByteArrayOutputStream();
        for (BigInteger number : List.of(
                BigInteger.ZERO,
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrimeP(),
                key.getPrimeQ(),
                key.getPrimeExponentP(),
                key.getPrimeExponentQ(),
                key.getCrtCoefficient())) {
            numbers.writeBytes(der(INTEGER, number.toByteArray()));
        }
        return der(SEQUENCE, numbers.toByteArray());
    }

    /** {@return tag, length and content} A length of 128 or more is preceded by how many bytes it takes. */
    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < LONG_FORM) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int skipped = length[0] == 0 ? 1 : 0;
            out.write(LONG_FORM | (length.length - skipped));
            out.write(length, skipped, length.length - skipped);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static String pem(byte[] der) {
        return "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END RSA PRIVATE KEY-----\n";
    }
}
