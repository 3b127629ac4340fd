package dev.twinstack.emulator.keypair;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RsaPairTest {
    /** What PKCS #8's head of a PKCS #1 key adds to the length it tells, for a key of 2048 bits. */
    private static final int HEAD_LENGTH = 22;

    @Test
    void bothHalvesAreOfOnePair() throws GeneralSecurityException {
        RsaPair pair = RsaPair.generate();
        RSAPrivateCrtKey secret = privateKey(pair.privateKey());
        ByteBuffer line = ByteBuffer.wrap(
                Base64.getDecoder().decode(pair.publicKey().line().split(" ", -1)[1]));
        assertThat(new String(field(line), US_ASCII)).isEqualTo("ssh-rsa");
        assertThat(new BigInteger(field(line))).isEqualTo(secret.getPublicExponent());
        assertThat(new BigInteger(field(line))).isEqualTo(secret.getModulus());
        assertThat(line.hasRemaining()).isFalse();
        assertThat(secret.getModulus().bitLength()).isEqualTo(2048);
        BigInteger message = BigInteger.valueOf(4711);
        BigInteger sealed = message.modPow(secret.getPublicExponent(), secret.getModulus());
        assertThat(sealed.modPow(secret.getPrivateExponent(), secret.getModulus()))
                .isEqualTo(message);
        assertThat(pair.publicKey().line()).endsWith(" Generated-by-Nova\n");
        assertThat(SshPublicKey.parse(pair.publicKey().line())).contains(pair.publicKey());
    }

    private static byte[] field(ByteBuffer buffer) {
        byte[] field = new byte[buffer.getInt()];
        buffer.get(field);
        return field;
    }

    private static RSAPrivateCrtKey privateKey(String pem) throws GeneralSecurityException {
        assertThat(pem).startsWith("-----BEGIN RSA PRIVATE KEY-----\n").endsWith("\n-----END RSA PRIVATE KEY-----\n");
        assertThat(pem.lines()).allMatch(line -> line.length() <= 64);
        byte[] pkcs1 = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        ByteArrayOutputStream pkcs8 = new ByteArrayOutputStream();
        pkcs8.writeBytes(HexFormat.of().parseHex(pkcs8Head(pkcs1.length)));
        pkcs8.writeBytes(pkcs1);
        return (RSAPrivateCrtKey)
                KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8.toByteArray()));
    }

    /** Source: RFC 5208, section 5. */
    private static String pkcs8Head(int length) {
        return "3082%04x020100300d06092a864886f70d01010105000482%04x".formatted(length + HEAD_LENGTH, length);
    }
}
