package dev.twinstack.emulator.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpSpanTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7, 10.0.0.7",
        "10.0.0.7-10.0.1.3, 10.0.0.7, 10.0.1.3",
        "10.0.0.7-10.0.0.7, 10.0.0.7, 10.0.0.7",
        "10.0.0.0/30, 10.0.0.0, 10.0.0.3",
        "2001:DB8::1-2001:db8:0:0:1::, 2001:db8::1, 2001:db8:0:0:1::",
        "2001:db8::/126, 2001:db8::, 2001:db8::3",
    })
    void isOneAddressOrTwoOrABlock(String text, String first, String last) {
        assertThat(IpSpan.parse(text)).contains(new IpSpan(IpAddress.of(first), IpAddress.of(last)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "10.0.0.7-",
                "-10.0.0.7",
                "10.0.0.7-10.0.0.6",
                "10.0.0.7-2001:db8::1",
                "10.0.0.1-10.0.0.2-10.0.0.3",
                "10.0.0.7 - 10.0.0.9",
                "10.0.0.0/24-10.0.1.0",
                "10.0.0.1/24",
                "10.0.0",
                "all",
            })
    void isNothingElse(String text) {
        assertThat(IpSpan.parse(text)).isEmpty();
    }

    @Test
    void holdsItsEndsAndWhatIsBetween() {
        IpSpan span = IpSpan.parse("10.0.0.250-10.0.1.3").orElseThrow();
        assertThat(span.contains(IpAddress.of("10.0.0.250"))).isTrue();
        assertThat(span.contains(IpAddress.of("10.0.1.0"))).isTrue();
        assertThat(span.contains(IpAddress.of("10.0.1.3"))).isTrue();
        assertThat(span.contains(IpAddress.of("10.0.0.249"))).isFalse();
        assertThat(span.contains(IpAddress.of("10.0.1.4"))).isFalse();
        assertThat(span.contains(IpAddress.of("::10.0.1.0"))).isFalse();
    }

    @Test
    void everythingIsAllOfAFamilyHoweverWritten() {
        assertThat(IpSpan.parse("0.0.0.0/0").orElseThrow().isEverything()).isTrue();
        assertThat(IpSpan.parse("0.0.0.0-255.255.255.255").orElseThrow().isEverything())
                .isTrue();
        assertThat(IpSpan.parse("::/0").orElseThrow().isEverything()).isTrue();
        assertThat(IpSpan.parse("0.0.0.1-255.255.255.255").orElseThrow().isEverything())
                .isFalse();
        assertThat(IpSpan.parse("::/1").orElseThrow().isEverything()).isFalse();
    }

    @Test
    void endsAreInOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IpSpan(IpAddress.of("10.0.0.2"), IpAddress.of("10.0.0.1")))
                .withMessageContaining("10.0.0.2");
    }
}
