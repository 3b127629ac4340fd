package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.scenarios.cloud.Json;
import org.junit.jupiter.api.Test;

class EnvCommandTest {
    @Test
    void saysWhatEveryClientReads() {
        Typed env = Typed.line("env", "--port", "9000", "--project", "eu-de_mine");
        assertThat(env.exitCode()).isZero();
        assertThat(env.err()).isEmpty();
        assertThat(env.out().lines())
                .contains(
                        "export OS_AUTH_URL=http://127.0.0.1:9000/v3",
                        "export OS_IDENTITY_API_VERSION=3",
                        "export OS_USERNAME=twin",
                        "export OS_PROJECT_NAME=eu-de_mine",
                        "export OS_TENANT_NAME=eu-de_mine",
                        "export OS_REGION_NAME=eu-de",
                        "export OS_AVAILABILITY_ZONE=eu-de-01")
                .anyMatch(line -> line.matches("export OS_ACCESS_KEY=[A-Z0-9]{20}"))
                .anyMatch(line -> line.matches("export HUAWEICLOUD_SDK_SK=[A-Z0-9]{40}"))
                .anyMatch(line -> line.matches("export HUAWEICLOUD_SDK_PROJECT_ID=[0-9a-f]{32}"));
    }

    @Test
    void speaksOtherShellsAndJson() {
        assertThat(Typed.line("env", "--shell", "fish").out().lines()).contains("set -gx OS_PROJECT_NAME 'eu-de_twin'");
        assertThat(Typed.line("env", "--shell", "powershell", "--region", "eu-nl")
                        .out()
                        .lines())
                .contains("$Env:OS_PROJECT_NAME = 'eu-nl_twin'");
        Typed json = Typed.line("env", "--json", "--endpoint", "http://10.0.0.5:4664/v3");
        assertThat(Json.read(json.out()).path("OS_AUTH_URL").asText()).isEqualTo("http://10.0.0.5:4664/v3");
    }

    @Test
    void whatAShellWouldTakeApartIsQuoted() {
        assertThat(Typed.line("env", "--project", "it's $mine").out().lines())
                .contains("export OS_PROJECT_NAME='it'\\''s $mine'");
        assertThat(Typed.line("env", "--shell", "fish", "--project", "it's").out())
                .contains("OS_PROJECT_NAME 'it\\'s'");
        assertThat(Typed.line("env", "--shell", "powershell", "--project", "it's")
                        .out())
                .contains("OS_PROJECT_NAME = 'it''s'");
    }

    @Test
    void anEndpointThatIsNoUrlIsRefused() {
        Typed env = Typed.line("env", "--endpoint", "somewhere");
        assertThat(env.exitCode()).isEqualTo(2);
        assertThat(env.err()).contains("'somewhere' is no URL").doesNotContain("\tat ");
    }
}
