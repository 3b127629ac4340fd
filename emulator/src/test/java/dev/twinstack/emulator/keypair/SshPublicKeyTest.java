package dev.twinstack.emulator.keypair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshPublicKeyTest {
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIALRzbIOR9HUYNwfKtII/et98eGXDJhf8YxHf9BtRdAU";

    /** The fingerprint is what {@code ssh-keygen -l -E md5} prints. */
    @Test
    void keepsTheLineAndTellsItsFingerprint() {
        assertThat(SshPublicKey.parse(ED25519))
                .contains(new SshPublicKey(ED25519, "0b:7d:8d:1b:87:20:47:20:a8:3f:57:47:31:df:c3:80"));
        String commented = ED25519 + " me@home with a comment\n";
        assertThat(SshPublicKey.parse(commented)).hasValueSatisfying(key -> {
            assertThat(key.line()).isEqualTo(commented);
            assertThat(key.fingerprint()).startsWith("0b:7d:");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh-ed25519",
                "ssh-ed25519 ",
                "ssh-ed25519 not*base64",
                "ssh-ed25519 AAAA",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
                "ssh-ed25519 f////w==",
                "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIALRzbIOR9HUYNwfKtII/et98eGXDJhf8YxHf9BtRdAU",
                "ssh-foo AAAAC3NzaC1lZDI1NTE5AAAAIALRzbIOR9HUYNwfKtII/et98eGXDJhf8YxHf9BtRdAU",
            })
    void whatIsNoKeyIsNone(String line) {
        assertThat(SshPublicKey.parse(line)).isEmpty();
    }
}
