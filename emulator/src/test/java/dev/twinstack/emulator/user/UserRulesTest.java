package dev.twinstack.emulator.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.user.UserCommand.CreateKey;
import dev.twinstack.emulator.user.UserCommand.DeleteKey;
import dev.twinstack.emulator.user.UserCommand.UpdateKey;
import org.junit.jupiter.api.Test;

class UserRulesTest {
    private final Trial<User, UserCommand, UserEvent> none = Trial.of(new UserRules(), User.ref("u"));
    private final Trial<User, UserCommand, UserEvent> one = none.done(new CreateKey("AK1", "tom", "acme", "d"));

    @Test
    void theFirstKeyMakesTheUserKnown() {
        assertThat(one.state().name()).isEqualTo("tom");
        assertThat(one.state().domain()).isEqualTo("acme");
        assertThat(one.state().keys()).containsEntry("AK1", new User.Key("d", true, Trial.NOW));
        assertThat(one.holds()).isEmpty();
    }

    @Test
    void thereIsOneBesidesTheKeyThatEveryUserHas() {
        assertThat(one.refusal(new CreateKey("AK2", "tom", "acme", ""))).isEqualTo("credentials-exceeded");
        assertThat(one.refusal(new CreateKey("AK1", "tom", "acme", ""))).isEqualTo("credential-exists");
        var gone = one.done(new DeleteKey("AK1"));
        assertThat(gone.state().keys()).isEmpty();
        assertThat(gone.done(new CreateKey("AK2", "tom", "acme", "")).state().keys())
                .containsOnlyKeys("AK2");
    }

    @Test
    void aKeyIsSwitchedOffAndOn() {
        var off = one.done(new UpdateKey("AK1", Patch.keep(), Patch.set(false)));
        assertThat(off.state().keys()).containsEntry("AK1", new User.Key("d", false, Trial.NOW));
        var on = off.done(new UpdateKey("AK1", Patch.set("new"), Patch.set(true)));
        assertThat(on.state().keys()).containsEntry("AK1", new User.Key("new", true, Trial.NOW));
    }

    @Test
    void whatWasNeverMadeIsNotFound() {
        assertThat(none.refusal(new DeleteKey("AK1"))).isEqualTo("credential-not-found");
        assertThat(none.refusal(new UpdateKey("AK1", Patch.keep(), Patch.keep())))
                .isEqualTo("credential-not-found");
        assertThat(one.refusal(new DeleteKey("AK2"))).isEqualTo("credential-not-found");
        assertThat(one.refusal(new UpdateKey("AK2", Patch.keep(), Patch.keep())))
                .isEqualTo("credential-not-found");
    }
}
