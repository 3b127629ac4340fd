package dev.twinstack.emulator.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.tag.Tag;
import dev.twinstack.emulator.tag.TagChange;
import dev.twinstack.emulator.tag.Tags;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import dev.twinstack.emulator.timing.Timing;
import dev.twinstack.emulator.volume.Volume.Attachment;
import dev.twinstack.emulator.volume.Volume.Spec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeRulesTest {
    private static final EntityRef SELF = Volume.TYPE.ref("p1", "v1");
    private static final String DEBIAN = Ids.derived("image", "Standard_Debian_11_latest");
    private static final String WINDOWS = Ids.derived("image", "Enterprise_Windows-Server_2022_STD_amd64_uefi_latest");
    private static final String ZONE = "eu-de-01";
    private static final Moment MOMENT = Moment.instantly(Trial.NOW);
    private static final String KEY = "37b0d52e-c249-40d6-83cb-2b93f22445bd";

    private static Trial<Volume, VolumeCommand, VolumeEvent> volume() {
        return Trial.of(new VolumeRules(Catalogue.of(RegionSettings.of("eu-de"))), SELF);
    }

    private static Trial<Volume, VolumeCommand, VolumeEvent> open(Spec spec) {
        return volume().done(new VolumeCommand.Open(spec));
    }

    private static Spec empty(int size) {
        return spec(size, "SSD", ZONE, "", false, Map.of());
    }

    private static Spec shared() {
        return spec(10, "SSD", ZONE, "", true, Map.of());
    }

    private static Spec spec(
            int size, String type, String zone, String image, boolean multiattach, Map<String, String> metadata) {
        return new Spec("data", "text", size, type, zone, image, multiattach, metadata, Tags.NONE, "u1", "0");
    }

    private static VolumeCommand attach(String server) {
        return new VolumeCommand.Attach(server, ZONE, "/dev/vdb");
    }

    @Test
    void isAvailableUntilAServerHasIt() {
        Trial<Volume, VolumeCommand, VolumeEvent> fresh = open(empty(10));
        assertThat(fresh.state().status(MOMENT)).isEqualTo("available");
        Trial<Volume, VolumeCommand, VolumeEvent> attached = fresh.done(attach("s1"));
        assertThat(attached.state().status(MOMENT)).isEqualTo("in-use");
        assertThat(attached.state().attachments())
                .containsEntry("s1", new Attachment("s1", "/dev/vdb", false, Trial.NOW));
        assertThat(attached.held())
                .containsExactly(new Claim.Held(new EntityRef("p1", "server", "s1"), new VolumeCommand.LetGo("s1")));
        assertThat(attached.refusal(new VolumeCommand.Close())).isEqualTo("volume-in-use");
        Trial<Volume, VolumeCommand, VolumeEvent> detached = attached.done(new VolumeCommand.LetGo("s1"));
        assertThat(detached.state().status(MOMENT)).isEqualTo("available");
        assertThat(detached.done(new VolumeCommand.Close()).isGone()).isTrue();
    }

    @Test
    void hasOneServerUnlessItIsShared() {
        Trial<Volume, VolumeCommand, VolumeEvent> attached = open(empty(10)).done(attach("s1"));
        assertThat(attached.when(attach("s1"))).isEqualTo(Decision.nothing());
        assertThat(attached.refusal(attach("s2"))).isEqualTo("volume-in-use");
        Trial<Volume, VolumeCommand, VolumeEvent> sixteen = open(shared());
        for (int i = 0; i < Volume.MOST_SERVERS; i++) {
            sixteen = sixteen.done(attach("s" + i));
        }
        assertThat(sixteen.state().attachments()).hasSize(Volume.MOST_SERVERS);
        assertThat(sixteen.refusal(attach("s16"))).isEqualTo("volume-servers-exceeded");
    }

    @Test
    void isAttachedInItsOwnZoneOnly() {
        assertThat(open(empty(10)).refusal(new VolumeCommand.Attach("s1", "eu-de-02", "/dev/vdb")))
                .isEqualTo("volume-in-other-zone");
    }

    @Test
    void oneMadeForAServerGoesWithItUnlessTheServerSaysOtherwise() {
        VolumeCommand made = new VolumeCommand.OpenFor("s1", empty(10), "/dev/vda");
        Trial<Volume, VolumeCommand, VolumeEvent> volume = volume().done(made);
        assertThat(volume.when(made)).isEqualTo(Decision.nothing());
        assertThat(volume.refusal(new VolumeCommand.OpenFor("s2", empty(10), "/dev/vda")))
                .isEqualTo("volume-exists");
        assertThat(volume.done(new VolumeCommand.LetGo("s1")).isGone()).isTrue();
        Trial<Volume, VolumeCommand, VolumeEvent> kept = volume.done(new VolumeCommand.SetFate("s1", false));
        assertThat(kept.when(new VolumeCommand.SetFate("s1", false))).isEqualTo(Decision.nothing());
        assertThat(kept.done(new VolumeCommand.LetGo("s1")).state().status(MOMENT))
                .isEqualTo("available");
    }

    @Test
    void oneThatIsToGoStaysWhileAnotherServerHasIt() {
        Trial<Volume, VolumeCommand, VolumeEvent> both = open(shared())
                .done(attach("s1"))
                .done(attach("s2"))
                .done(new VolumeCommand.SetFate("s1", true))
                .done(new VolumeCommand.LetGo("s1"));
        assertThat(both.state().attachments()).containsOnlyKeys("s2");
        assertThat(both.done(new VolumeCommand.SetFate("s2", true))
                        .done(new VolumeCommand.LetGo("s2"))
                        .isGone())
                .isTrue();
    }

    /** Servers from before there were volumes have disks nobody keeps. */
    @Test
    void whatNeverWasMayBeLetGo() {
        for (VolumeCommand command : List.<VolumeCommand>of(
                new VolumeCommand.SetFate("s1", true),
                new VolumeCommand.Reimage("s1", DEBIAN),
                new VolumeCommand.LetGo("s1"))) {
            assertThat(volume().events(command)).isEmpty();
        }
        assertThat(volume().refusal(attach("s1"))).isEqualTo("volume-not-found");
        Trial<Volume, VolumeCommand, VolumeEvent> gone = open(empty(10)).done(new VolumeCommand.Close());
        assertThat(gone.events(new VolumeCommand.LetGo("s1"))).isEmpty();
        assertThat(gone.refusal(attach("s1"))).isEqualTo("volume-not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "0,     SSD,   eu-de-01, volume-size-invalid",
        "32769, SSD,   eu-de-01, volume-size-invalid",
        "10,    tape,  eu-de-01, volume-type-unknown",
        "10,    SSD,   eu-de-09, zone-unknown",
        "10,    uh-l1, eu-de-03, volume-type-not-in-zone",
    })
    void isOfASizeAndTypeThatThereIs(int size, String type, String zone, String reason) {
        assertThat(volume().refusal(new VolumeCommand.Open(spec(size, type, zone, "", false, Map.of()))))
                .isEqualTo(reason);
    }

    @Test
    void theLargestAndTheSmallestAreMade() {
        assertThat(open(empty(1)).state().isBootable()).isFalse();
        assertThat(open(empty(32768)).state().spec().size()).isEqualTo(32768);
        assertThat(open(spec(10, "uh-l1", "eu-de-02", "", false, Map.of()))
                        .state()
                        .spec()
                        .type())
                .isEqualTo("uh-l1");
    }

    @Test
    void oneWithAnImageHasRoomForIt() {
        assertThat(open(spec(10, "SAS", ZONE, DEBIAN, false, Map.of())).state().isBootable())
                .isTrue();
        assertThat(image(39, WINDOWS)).isEqualTo("volume-smaller-than-image");
        assertThat(image(1025, WINDOWS)).isEqualTo("volume-size-invalid");
        assertThat(image(40, "none")).isEqualTo("image-unknown");
        assertThat(volume().refusal(new VolumeCommand.Open(spec(40, "SSD", ZONE, DEBIAN, true, Map.of()))))
                .isEqualTo("volume-shared-image");
    }

    private static String image(int size, String image) {
        return volume().refusal(new VolumeCommand.Open(spec(size, "SSD", ZONE, image, false, Map.of())));
    }

    @Test
    void marksAreCheckedAndStay() {
        Map<String, String> encrypted = Map.of("__system__encrypted", "1", "__system__cmkid", KEY);
        assertThat(metadata(Map.of("hw:passthrough", "maybe"), "")).isEqualTo("volume-passthrough-invalid");
        assertThat(metadata(Map.of("__system__encrypted", "2"), "")).isEqualTo("volume-encryption-invalid");
        assertThat(metadata(Map.of("__system__encrypted", "1"), "")).isEqualTo("volume-encryption-invalid");
        assertThat(metadata(encrypted, DEBIAN)).isEqualTo("volume-image-marked");
        VolumeCommand forServer =
                new VolumeCommand.OpenFor("s1", spec(40, "SSD", ZONE, DEBIAN, false, encrypted), "/dev/vda");
        assertThat(volume().done(forServer).state().spec().metadata()).isEqualTo(encrypted);

        Trial<Volume, VolumeCommand, VolumeEvent> scsi =
                open(spec(10, "SSD", ZONE, "", false, Map.of("hw:passthrough", "true", "a", "1")));
        assertThat(scsi.done(metadata(Map.of("b", "2"))).state().spec().metadata())
                .isEqualTo(Map.of("hw:passthrough", "true", "b", "2"));
        assertThat(scsi.refusal(metadata(Map.of("hw:passthrough", "false")))).isEqualTo("volume-metadata-fixed");
        assertThat(scsi.refusal(metadata(encrypted))).isEqualTo("volume-metadata-fixed");
    }

    private static String metadata(Map<String, String> metadata, String image) {
        return volume().refusal(new VolumeCommand.Open(spec(40, "SSD", ZONE, image, false, metadata)));
    }

    private static VolumeCommand metadata(Map<String, String> metadata) {
        return new VolumeCommand.Update(Patch.keep(), Patch.keep(), Patch.set(metadata));
    }

    @Test
    void isRenamedWhateverItsState() {
        Spec after = open(empty(10))
                .done(attach("s1"))
                .done(new VolumeCommand.Update(Patch.set("logs"), Patch.clear(), Patch.keep()))
                .state()
                .spec();
        assertThat(after.name()).isEqualTo("logs");
        assertThat(after.description()).isEmpty();
    }

    @Test
    void onlyGrows() {
        Trial<Volume, VolumeCommand, VolumeEvent> volume = open(empty(10)).done(attach("s1"));
        assertThat(volume.refusal(new VolumeCommand.Extend(10))).isEqualTo("volume-not-larger");
        assertThat(volume.refusal(new VolumeCommand.Extend(32769))).isEqualTo("volume-size-invalid");
        assertThat(volume.done(new VolumeCommand.Extend(11)).state().spec().size())
                .isEqualTo(11);
        assertThat(open(spec(40, "SSD", ZONE, DEBIAN, false, Map.of())).refusal(new VolumeCommand.Extend(1025)))
                .isEqualTo("volume-size-invalid");
        Trial<Volume, VolumeCommand, VolumeEvent> shared = open(shared());
        assertThat(shared.done(new VolumeCommand.Extend(20)).state().spec().size())
                .isEqualTo(20);
        assertThat(shared.done(attach("s1")).refusal(new VolumeCommand.Extend(20)))
                .isEqualTo("volume-shared-in-use");
    }

    @Test
    void itsServerPutsAnotherSystemOnIt() {
        Trial<Volume, VolumeCommand, VolumeEvent> disk = volume().done(
                        new VolumeCommand.OpenFor("s1", spec(10, "SSD", ZONE, DEBIAN, false, Map.of()), "/dev/vda"));
        assertThat(disk.when(new VolumeCommand.Reimage("s1", DEBIAN))).isEqualTo(Decision.nothing());
        assertThat(disk.refusal(new VolumeCommand.Reimage("s1", WINDOWS))).isEqualTo("volume-smaller-than-image");
        assertThat(disk.done(new VolumeCommand.Extend(40))
                        .done(new VolumeCommand.Reimage("s1", WINDOWS))
                        .state()
                        .spec()
                        .image())
                .isEqualTo(WINDOWS);
    }

    @Test
    void hasTenTags() {
        List<Tag> ten =
                IntStream.range(0, 10).mapToObj(i -> new Tag("k" + i, "v")).toList();
        Trial<Volume, VolumeCommand, VolumeEvent> tagged =
                open(empty(10)).done(new VolumeCommand.Retag(new TagChange.Put(ten)));
        assertThat(tagged.state().tags().all()).isEqualTo(ten);
        TagChange eleventh = new TagChange.Put(List.of(new Tag("more", "")));
        assertThat(tagged.refusal(new VolumeCommand.Retag(eleventh))).isEqualTo("too-many-tags");
        assertThat(tagged.done(new VolumeCommand.Retag(new TagChange.Replace(List.of(new Tag("a", "1")))))
                        .state()
                        .tags()
                        .all())
                .containsExactly(new Tag("a", "1"));
        assertThat(tagged.refusal(new VolumeCommand.Retag(new TagChange.Replace(List.of(new Tag("a.b", ""))))))
                .isEqualTo("tag-invalid");
    }

    @Test
    void isUsedByNobodyWhileItIsBeingMade() {
        Timing otc = new Timing.Otc(7, 1);
        Duration creating = otc.of(Phase.VOLUME_CREATING, "v1");
        Moment during = new Moment(Trial.NOW.plus(creating).minusMillis(1), otc);
        Moment after = new Moment(Trial.NOW.plus(creating), otc);
        Trial<Volume, VolumeCommand, VolumeEvent> volume = open(empty(10));
        assertThat(volume.state().status(during)).isEqualTo("creating");
        assertThat(open(spec(10, "SSD", ZONE, DEBIAN, false, Map.of())).state().status(during))
                .isEqualTo("downloading");
        assertThat(volume.at(during).refusal(attach("s1"))).isEqualTo("volume-creating");
        VolumeCommand close = new VolumeCommand.Close();
        assertThat(volume.at(during).refusal(new VolumeCommand.WhenSettled(close)))
                .isEqualTo("volume-creating");
        assertThat(volume.at(during).done(close).isGone()).isTrue();
        assertThat(volume.at(after).done(new VolumeCommand.WhenSettled(close)).isGone())
                .isTrue();
        Volume attached = volume.at(after).done(attach("s1")).state();
        assertThat(attached.status(after)).isEqualTo("attaching");
        assertThat(attached.status(new Moment(after.now().plusSeconds(60), otc)))
                .isEqualTo("in-use");
    }
}
