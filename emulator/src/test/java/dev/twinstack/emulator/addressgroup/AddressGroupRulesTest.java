package dev.twinstack.emulator.addressgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.addressgroup.AddressGroup.Entry;
import dev.twinstack.emulator.addressgroup.AddressGroupCommand.Close;
import dev.twinstack.emulator.addressgroup.AddressGroupCommand.LetGo;
import dev.twinstack.emulator.addressgroup.AddressGroupCommand.Open;
import dev.twinstack.emulator.addressgroup.AddressGroupCommand.Retire;
import dev.twinstack.emulator.addressgroup.AddressGroupCommand.Update;
import dev.twinstack.emulator.addressgroup.AddressGroupCommand.Use;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressGroupRulesTest {
    private static final EntityRef SELF = AddressGroup.TYPE.ref("p", "a");
    private static final EntityRef SECURITY_GROUP = new EntityRef("p", "securitygroup", "g");
    private static final EntityRef ACL = new EntityRef("p", "networkacl", "n");

    private final Trial<AddressGroup, AddressGroupCommand, AddressGroupEvent> nothing =
            Trial.of(new AddressGroupRules(), SELF).granted(Project.ref("p"), SELF);

    private static List<Entry> entries(String... texts) {
        return Arrays.stream(texts)
                .map(text -> Entry.parse(text, "").orElseThrow())
                .toList();
    }

    private static Open open(Family family, int maxCapacity, String... entries) {
        return new Open("office", "", family, maxCapacity, entries(entries), "0");
    }

    private Trial<AddressGroup, AddressGroupCommand, AddressGroupEvent> opened(String... entries) {
        return nothing.done(open(Family.IPV4, 3, entries));
    }

    private static Update set(String... texts) {
        return new Update(Patch.keep(), Patch.keep(), Patch.set(entries(texts)));
    }

    @Test
    void aGroupTakesAPlaceUnderItsQuota() {
        Claim place = ProjectCommand.place(Quota.ADDRESS_GROUP, SELF);
        assertThat(Trial.of(new AddressGroupRules(), SELF).claims(open(Family.IPV4, 3)))
                .containsExactly(place);
        assertThat(opened().holds()).containsExactly(place.hold());
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::1, 10.0.0.1, addressgroup-entry-family",
        "10.0.0.1, 10.0.0.1, addressgroup-entry-duplicate",
        "10.0.0.1/32, 10.0.0.1-10.0.0.1, addressgroup-entry-duplicate",
    })
    void entriesAreOfTheGroupsFamilyAndThereOnce(String one, String other, String reason) {
        assertThat(nothing.refusal(open(Family.IPV4, 3, one, other))).isEqualTo(reason);
        assertThat(opened().refusal(set(one, other))).isEqualTo(reason);
    }

    @Test
    void anEntryMayLieWithinAnother() {
        assertThat(opened("192.168.3.20-192.168.3.100", "192.168.3.40").state().entries())
                .extracting(Entry::verbatim)
                .containsExactly("192.168.3.20-192.168.3.100", "192.168.3.40");
    }

    @Test
    void entriesAreCounted() {
        assertThat(nothing.refusal(open(Family.IPV4, 0, "10.0.0.1"))).isEqualTo("addressgroup-full");
        assertThat(nothing.done(open(Family.IPV4, 0)).state().entries()).isEmpty();
        assertThat(opened().refusal(set("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4")))
                .isEqualTo("addressgroup-full");
        assertThat(opened("10.0.0.9")
                        .done(set("10.0.0.1", "10.0.0.2", "10.0.0.3"))
                        .state()
                        .entries())
                .hasSize(3);
    }

    @Test
    void anUpdateKeepsWhatItDoesNotName() {
        AddressGroup renamed = opened("10.0.0.9")
                .done(new Update(Patch.set("home"), Patch.keep(), Patch.keep()))
                .state();
        assertThat(renamed.name()).isEqualTo("home");
        assertThat(renamed.entries()).isEqualTo(entries("10.0.0.9"));
    }

    @Test
    void whatIsUsedStays() {
        assertThat(opened().answer(new Use(SECURITY_GROUP))).isEqualTo(Family.IPV4);
        var used = opened().done(new Use(SECURITY_GROUP));
        assertThat(used.events(new Use(SECURITY_GROUP))).isEmpty();
        assertThat(used.held()).containsExactly(new Claim.Held(SECURITY_GROUP, new LetGo(SECURITY_GROUP)));
        assertThat(used.refusal(new Close())).isEqualTo("addressgroup-in-use");
        assertThat(used.events(new LetGo(ACL))).isEmpty();
        assertThat(used.done(new LetGo(SECURITY_GROUP)).done(new Close()).isGone())
                .isTrue();
    }

    @Test
    void aRetiredGroupGoesWithItsLastUser() {
        var retired = opened().done(new Use(SECURITY_GROUP)).done(new Use(ACL)).done(new Retire());
        assertThat(retired.events(new Retire())).isEmpty();
        assertThat(retired.refusal(new Use(SECURITY_GROUP))).isEqualTo("addressgroup-not-found");
        var nearly = retired.done(new LetGo(SECURITY_GROUP));
        assertThat(nearly.isGone()).isFalse();
        assertThat(nearly.done(new LetGo(ACL)).isGone()).isTrue();
        assertThat(opened().done(new Retire()).isGone()).isTrue();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (AddressGroupCommand command : List.of(set(), new Close(), new Retire(), new Use(ACL), new LetGo(ACL))) {
            assertThat(nothing.refusal(command)).isEqualTo("addressgroup-not-found");
        }
        assertThat(opened().refusal(open(Family.IPV6, 3))).isEqualTo("addressgroup-exists");
    }

    @Test
    void storedEventsMakeTheSameGroup() {
        EventSerializer serializer = new EventSerializer(List.of(new AddressGroupRules()));
        Open open = new Open(
                "office",
                "",
                Family.IPV6,
                20,
                List.of(Entry.parse("2001:DB8::1-2001:db8::9", "desks").orElseThrow()),
                "0");
        AddressGroupEvent event = nothing.events(open).getFirst();
        AddressGroupEvent read = (AddressGroupEvent) serializer.read(serializer.name(event), serializer.write(event));
        assertThat(nothing.given(read).state()).isEqualTo(nothing.done(open).state());
        assertThat(nothing.given(read).state().entries()).isEqualTo(open.entries());
    }
}
