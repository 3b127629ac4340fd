package dev.twinstack.emulator.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "10.0.0.1, 10.0.0.1",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "0:0:0:0:0:0:0:0, ::",
        "2001:DB8::A, 2001:db8::a",
        "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
        // RFC 5952: 4.2.2 no :: for one group, 4.2.3 the longest run, the first of equals
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        // Embedded IPv4 is a text form only
        "::ffff:1.2.3.4, ::ffff:102:304",
        "64:ff9b::198.18.0.1, 64:ff9b::c612:1",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    })
    void readsEveryFormAndWritesTheCanonicalOne(String text, String canonical) {
        assertThat(IpAddress.of(text)).hasToString(canonical).isEqualTo(IpAddress.of(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "10.0.0.1 ",
                " ::1",
                "\t10.0.0.1",
                "10.0.0.1\n",
                "010.0.0.1",
                "10.0.0.01",
                "00.0.0.0",
                "1.2.3",
                "1.2",
                "1",
                "167772161",
                "0x0a.0.0.1",
                "0xa000001",
                "256.0.0.1",
                "1.2.3.4.5",
                "1.2.3.4.",
                ".1.2.3.4",
                "1..2.3",
                "1.2.3.*",
                "1.2.3.4-5",
                "1.2.3.-4",
                "+1.2.3.4",
                "10.0.0.1/32",
                "10.0.0.1:80",
                "١.2.3.4",
                "１.2.3.4",
                "::/0",
                "fe80::1%eth0",
                "fe80::1%",
                "[::1]",
                ":",
                ":::",
                "1:2",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "12345::",
                "00001::",
                "g::",
                "::1.2.3",
                "::01.2.3.4",
                "::1.2.3.256",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "20010db8000000000000000000000001",
                "*",
                "localhost",
            })
    void refusesWhatIsNotExactlyAnAddress(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
        assertThatThrownBy(() -> IpAddress.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining('"' + text + '"');
    }

    /** Texts of four numbers go another way; these are such, or nearly. */
    @Test
    void readsWhatTheLibraryReads() {
        List<String> parts = List.of("0", "1", "9", "00", "01", "10", "99", "100", "255", "256", "1000", "", "a", "+1");
        Seeds.forAll(20_000, random -> {
            String text = IntStream.range(0, random.nextInt(10) == 0 ? 3 + random.nextInt(3) : 4)
                    .mapToObj(i -> random.nextInt(8) == 0
                            ? parts.get(random.nextInt(parts.size()))
                            : Integer.toString(random.nextInt(256)))
                    .collect(Collectors.joining("."));
            assertThat(IpText.parseAddress(text)).as(text).isEqualTo(IpText.parseAny(text));
        });
    }

    @Test
    void anIpv4AddressIsNotItsIpv6Number() {
        assertThat(IpAddress.of("0.0.0.1")).isNotEqualTo(IpAddress.of("::1")).isLessThan(IpAddress.of("::"));
        assertThat(IpAddress.of("0.0.0.1").family()).isEqualTo(Family.IPV4);
        assertThat(IpAddress.of("::ffff:0.0.0.1").family()).isEqualTo(Family.IPV6);
    }

    @Test
    void ordersByUnsignedNumber() {
        assertThat(IpAddress.of("127.255.255.255")).isLessThan(IpAddress.of("128.0.0.0"));
        assertThat(IpAddress.of("7fff::")).isLessThan(IpAddress.of("8000::"));
        assertThat(IpAddress.of("::7fff:0:0:0")).isLessThan(IpAddress.of("::8000:0:0:0"));
    }

    @Test
    void carriesBetweenTheHalves() {
        assertThat(IpAddress.of("2001:db8::ffff:ffff:ffff:ffff").plus(1)).hasToString("2001:db8:0:1::");
        assertThat(IpAddress.of("2001:db8:0:1::").plus(-1)).hasToString("2001:db8::ffff:ffff:ffff:ffff");
    }

    @Test
    void plusAgreesWithBigIntegersOrRefuses() {
        Seeds.forAll(5_000, random -> {
            IpAddress address = Arbitrary.address(random, Arbitrary.family(random));
            long offset = random.nextLong() >> random.nextInt(64);
            BigInteger expected = address.value().add(BigInteger.valueOf(offset));
            if (expected.signum() < 0 || expected.compareTo(Arbitrary.max(address.family())) > 0) {
                assertThatThrownBy(() -> address.plus(offset)).isInstanceOf(ArithmeticException.class);
            } else {
                assertThat(address.plus(offset).value()).isEqualTo(expected);
                assertThat(address.plus(offset).family()).isEqualTo(address.family());
            }
        });
    }

    @Test
    void numberTextOrderAndHashAgree() {
        Seeds.forAll(5_000, random -> {
            Family family = Arbitrary.family(random);
            IpAddress a = Arbitrary.address(random, family);
            IpAddress b = random.nextInt(4) == 0 ? IpAddress.of(family, a.value()) : Arbitrary.address(random, family);
            assertThat(IpAddress.of(a.toString())).isEqualTo(a).hasSameHashCodeAs(a);
            assertThat(IpAddress.of(jdkText(a))).isEqualTo(a);
            assertThat(Integer.signum(a.compareTo(b))).isEqualTo(a.value().compareTo(b.value()));
            assertThat(a.equals(b)).isEqualTo(a.value().equals(b.value()));
            assertThat(a.isFollowedBy(b))
                    .isEqualTo(a.value().add(BigInteger.ONE).equals(b.value()));
        });
    }

    /** The JDK as a second opinion: it writes IPv6 without ::, and IPv4-mapped addresses as IPv4, which are left out. */
    private static String jdkText(IpAddress address) {
        byte[] signed = address.value().toByteArray();
        int length = address.family().bits() / Byte.SIZE;
        byte[] bytes = new byte[length];
        int copied = Math.min(signed.length, length);
        System.arraycopy(signed, signed.length - copied, bytes, length - copied, copied);
        try {
            InetAddress jdk = InetAddress.getByAddress(bytes);
            return Arrays.equals(jdk.getAddress(), bytes) ? jdk.getHostAddress() : address.toString();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isItsTextInJson() throws Exception {
        ObjectMapper json = new ObjectMapper();
        IpAddress address = IpAddress.of("2001:DB8::1");
        assertThat(json.writeValueAsString(address)).isEqualTo("\"2001:db8::1\"");
        assertThat(json.readValue("\"2001:db8::1\"", IpAddress.class)).isEqualTo(address);
        assertThat(json.writeValueAsString(Map.of(address, 1))).isEqualTo("{\"2001:db8::1\":1}");
        assertThat(json.readValue("{\"2001:db8::1\":1}", new TypeReference<Map<IpAddress, Integer>>() {}))
                .isEqualTo(Map.of(address, 1));
    }
}
