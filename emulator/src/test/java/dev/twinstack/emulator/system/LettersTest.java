package dev.twinstack.emulator.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twinstack.emulator.ResourceTypes;
import dev.twinstack.emulator.clock.Lead;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.CommandSerializer;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.tenant.TenantCommand;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LettersTest {
    private static final EntityRef A = new EntityRef("p", "vpc", "a");
    private static final List<Resource<?, ?, ?>> RESOURCES = ResourceTypes.all(RegionSettings.of("eu-de"));

    private final ActorSystem system = ActorSystem.create("letters");
    private final Letters letters =
            new Letters((ExtendedActorSystem) system, new CommandSerializer(RESOURCES), RESOURCES);

    @AfterEach
    void close() {
        system.terminate();
    }

    private Object sent(Object message) {
        return letters.fromBinary(letters.toBinary(message), letters.manifest(message));
    }

    static Stream<Object> same() {
        return Stream.of(
                new Letter.LetGo(A, new Claim.Hold(A, new TenantCommand.Deregister(A))),
                new Letter.Here("http://10.0.0.5:4664"),
                new Outcome.Failed("why"),
                new Outcome.Done("text"),
                new Outcome.Done(A),
                new Outcome.Done(IpRange.of("10.0.0.0/24")),
                new Outcome.Done(List.of(IpRange.of("10.0.0.0/24"), IpRange.of("2001:db8::/64"))),
                new Outcome.Refused(new DomainError.NotFound("vpc", "a")),
                new Outcome.Refused(new DomainError.Invalid("reason", "field", "message")),
                new Outcome.Refused(new DomainError.Conflict("reason", "message")),
                new Outcome.Refused(new DomainError.InUse("reason", "message")),
                new Outcome.Refused(new DomainError.Exhausted("reason", "message")),
                new Outcome.Refused(new DomainError.QuotaExceeded("vpc", 5)));
    }

    @ParameterizedTest
    @MethodSource("same")
    void whatIsSentArrives(Object message) {
        assertThat(sent(message)).isEqualTo(message);
    }

    @Test
    void aLetterIsAnsweredToWhoeverSentIt() {
        Letter.Ask ask = new Letter.Ask(
                A,
                new TenantCommand.Register(A, "name", "domain"),
                new Cause("4f1c", "CreateVpc"),
                Adapter.toTyped(system.deadLetters()));
        assertThat(sent(ask)).isEqualTo(ask);
    }

    /** Which is also what a node sends that does not know of causes yet. */
    @Test
    void aLetterThatNoRequestStandsBehindSaysNothingOfOne() {
        Letter.Ask ask = new Letter.Ask(
                A,
                new TenantCommand.Register(A, "name", "domain"),
                Cause.ITSELF,
                Adapter.toTyped(system.deadLetters()));
        assertThat(new String(letters.toBinary(ask), UTF_8)).doesNotContain("request", "operation");
        assertThat(sent(ask)).isEqualTo(ask);
    }

    @Test
    void aStateDoesNotTravel() {
        assertThat(sent(new Outcome.Done(new Lead(Duration.ofSeconds(1)))))
                .isEqualTo(new Outcome.Done(new Letters.InJournal()));
    }

    @Test
    void whatIsNotListedIsNeitherWrittenNorRead() {
        record Unlisted() implements Command {}

        assertThatThrownBy(() ->
                        sent(new Letter.Ask(A, new Unlisted(), Cause.ITSELF, Adapter.toTyped(system.deadLetters()))))
                .hasMessageContaining("does not leave its node");
        assertThatThrownBy(() -> sent(new Outcome.Done(new Object()))).hasMessageContaining("does not travel");
        assertThatThrownBy(() -> letters.fromBinary(new byte[] {'{', '}'}, "java.lang.Runtime"))
                .hasMessageContaining("unknown here");
    }
}
