package dev.twinstack.emulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.server.Server.Disk;
import dev.twinstack.emulator.server.ServerCommand.AttachVolume;
import dev.twinstack.emulator.server.ServerCommand.DetachVolume;
import dev.twinstack.emulator.server.ServerCommand.DiskSpec;
import dev.twinstack.emulator.tag.Tags;
import dev.twinstack.emulator.volume.Volume;
import dev.twinstack.emulator.volume.VolumeCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcollections.TreePMap;

class DiskRulesTest {
    private static final EntityRef SELF = Server.TYPE.ref("p1", "s1");
    private static final String DEBIAN = Ids.derived("image", "Standard_Debian_11_latest");
    private static final String FEDORA = Ids.derived("image", "Standard_Fedora_34_latest");

    private static Trial<Server, ServerCommand, ServerEvent> server() {
        return Trial.of(new ServerRules(Catalogue.of(RegionSettings.of("eu-de"))), SELF)
                .granted(Port.TYPE.ref("p1", "n1"), Ports.port("n1", "net", "fa:16:3e:00:00:01", "192.168.20.2"));
    }

    private static Volume.Spec spec(String image) {
        return new Volume.Spec("", "", 40, "SSD", "eu-de-01", image, false, Map.of(), Tags.NONE, "", "0");
    }

    private static Volume volume(String id, String image) {
        return new Volume(id, spec(image), TreePMap.empty(), Trial.NOW, Trial.NOW);
    }

    private static EntityRef ref(String volume) {
        return Volume.TYPE.ref("p1", volume);
    }

    private static ServerCommand.Open open(DiskSpec... disks) {
        return new ServerCommand.Open(
                ServerRulesTest.spec("s3.large.2"),
                List.of(new ServerCommand.NicSpec.Existing("n1")),
                List.of(disks),
                Server.Order.UNKNOWN,
                "",
                true);
    }

    private static DiskSpec made(String id, String image, boolean goes) {
        return new DiskSpec.New(id, spec(image), goes);
    }

    /** A server that boots from {@code root}, which goes with it, and has the data disk {@code data}, which stays. */
    private static Trial<Server, ServerCommand, ServerEvent> running() {
        return server().granted(ref("root"), volume("root", DEBIAN))
                .granted(ref("data"), volume("data", ""))
                .done(open(made("root", DEBIAN, true), made("data", "", false)));
    }

    @Test
    void claimsEachVolumeAndHoldsItWhileItLives() {
        assertThat(server().claims(open(made("root", DEBIAN, true), new DiskSpec.Existing("data", false))))
                .contains(
                        VolumeCommand.openFor(ref("root"), "s1", spec(DEBIAN), "/dev/vda"),
                        VolumeCommand.attach(ref("data"), "s1", "eu-de-01", "/dev/vdb"));
        assertThat(running().state().disks())
                .containsExactly(new Disk("root", "/dev/vda", true, true), new Disk("data", "/dev/vdb", false, false));
        assertThat(running().holds())
                .contains(
                        new Claim.Hold(ref("root"), new VolumeCommand.LetGo("s1")),
                        new Claim.Hold(ref("data"), new VolumeCommand.LetGo("s1")));
    }

    @Test
    void bootsTheSystemThatIsOnAVolume() {
        ServerCommand open = open(new DiskSpec.Existing("root", false));
        assertThat(server().granted(ref("root"), volume("root", FEDORA))
                        .done(open)
                        .state()
                        .image())
                .isEqualTo(FEDORA);
        assertThat(server().granted(ref("root"), volume("root", "")).refusal(open))
                .isEqualTo("volume-not-bootable");
    }

    @Test
    void hasAtMostTwentyFourDisksAndNoneTwice() {
        DiskSpec[] many = IntStream.range(0, 25)
                .mapToObj(i -> made("v" + i, DEBIAN, true))
                .toArray(DiskSpec[]::new);
        assertThat(server().refusal(open(many))).isEqualTo("server-data-disks-exceeded");
        assertThat(server().claims(open(Arrays.copyOf(many, 24)))).hasSize(25);
        assertThat(server().refusal(open(many[0], many[0]))).isEqualTo("disk-repeated");
        List<Disk> full = new ArrayList<>();
        for (int i = 2; i < 24; i++) {
            full.add(new Disk("v" + i, "/dev/vd" + (char) ('a' + i), false, false));
        }
        assertThat(running()
                        .given(new ServerEvent.DisksAttached(full, Trial.NOW))
                        .refusal(new AttachVolume("more", "")))
                .isEqualTo("server-disks-exceeded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''         | /dev/vdc",
                "/dev/vdd   | /dev/vdd",
                "/dev/sdx   | /dev/vdx",
            })
    void aVolumeIsAttachedWhereItIsWishedOrAtTheNextPlace(String wish, String device) {
        AttachVolume attach = new AttachVolume("more", wish);
        assertThat(running().claims(attach))
                .containsExactly(VolumeCommand.attach(ref("more"), "s1", "eu-de-01", device));
        assertThat(running().granted(ref("more"), volume("more", "")).events(attach))
                .containsExactly(
                        new ServerEvent.DisksAttached(List.of(new Disk("more", device, false, false)), Trial.NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "more, /dev/vda, device-taken",
        "more, /dev/sdb, device-taken",
        "more, /dev/vdy, device-invalid",
        "more, vdc,      device-invalid",
        "data, /dev/vdc, disk-exists",
        "root, /dev/vdc, disk-exists",
    })
    void aPlaceIsTakenOnce(String volume, String device, String reason) {
        assertThat(running().refusal(new AttachVolume(volume, device))).isEqualTo(reason);
    }

    @Test
    void aDetachedVolumeStaysAndLeavesItsPlaceFree() {
        assertThat(running().refusal(new DetachVolume("none"))).isEqualTo("attachment-not-found");
        assertThat(running().refusal(new DetachVolume("root"))).isEqualTo("disk-is-system");
        Trial<Server, ServerCommand, ServerEvent> asked = server().granted(ref("root"), volume("root", DEBIAN))
                .done(open(made("root", DEBIAN, true)))
                .given(new ServerEvent.DisksAttached(List.of(new Disk("data", "/dev/vdb", false, true)), Trial.NOW));
        assertThat(asked.claims(new DetachVolume("data")))
                .containsExactly(VolumeCommand.setFate(ref("data"), "s1", false));
        Trial<Server, ServerCommand, ServerEvent> detached =
                asked.granted(ref("data"), volume("data", "")).done(new DetachVolume("data"));
        assertThat(detached.state().disk("data")).isEmpty();
        assertThat(detached.holds()).extracting(Claim.Hold::owner).doesNotContain(ref("data"));
        assertThat(detached.claims(new AttachVolume("more", "")))
                .containsExactly(VolumeCommand.attach(ref("more"), "s1", "eu-de-01", "/dev/vdb"));
    }

    @Test
    void tellsItsVolumesWhatBecomesOfThemBeforeItGoes() {
        Trial<Server, ServerCommand, ServerEvent> closing = server().given(new ServerEvent.Opened(
                        "s1",
                        ServerRulesTest.spec("s3.large.2"),
                        List.of(new ServerEvent.StoredNic("n1", false)),
                        Trial.NOW))
                .given(new ServerEvent.DisksAttached(
                        List.of(
                                new Disk("root", "/dev/vda", true, false),
                                new Disk("data", "/dev/vdb", false, false),
                                new Disk("own", "/dev/vdc", false, true)),
                        Trial.NOW));
        assertThat(closing.claims(new ServerCommand.Close()))
                .containsExactly(
                        VolumeCommand.setFate(ref("root"), "s1", false),
                        VolumeCommand.setFate(ref("data"), "s1", false),
                        VolumeCommand.setFate(ref("own"), "s1", true));
        assertThat(closing.claims(new ServerCommand.Close(true)))
                .containsExactly(
                        VolumeCommand.setFate(ref("root"), "s1", false),
                        VolumeCommand.setFate(ref("data"), "s1", true),
                        VolumeCommand.setFate(ref("own"), "s1", true));
        assertThat(running().done(new ServerCommand.Close()).isGone()).isTrue();
    }

    @Test
    void aRebuiltServerPutsTheSystemOnItsDisk() {
        ServerCommand rebuild =
                new ServerCommand.Rebuild(FEDORA, Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), true);
        Trial<Server, ServerCommand, ServerEvent> server = server().given(new ServerEvent.Opened(
                        "s1",
                        ServerRulesTest.spec("s3.large.2"),
                        List.of(new ServerEvent.StoredNic("n1", false)),
                        Trial.NOW))
                .given(new ServerEvent.DisksAttached(List.of(new Disk("root", "/dev/vda", true, true)), Trial.NOW));
        assertThat(server.claims(rebuild)).containsExactly(VolumeCommand.reimage(ref("root"), "s1", FEDORA));
        assertThat(server.granted(ref("root"), volume("root", FEDORA))
                        .done(rebuild)
                        .state()
                        .image())
                .isEqualTo(FEDORA);
    }

    @Test
    void aLockedServerKeepsItsDisks() {
        Trial<Server, ServerCommand, ServerEvent> locked = running().done(new ServerCommand.Lock());
        assertThat(locked.refusal(new AttachVolume("more", ""))).isEqualTo("server-locked");
        assertThat(locked.refusal(new DetachVolume("data"))).isEqualTo("server-locked");
    }

    /** Such a server was stored with the types and sizes of disks that were nothing else. */
    @Test
    void aServerFromBeforeThereWereVolumesShowsItsDisks() {
        Server.Spec spec = ServerRulesTest.spec("s3.large.2");
        Server.Spec old = new Server.Spec(
                spec.name(),
                "",
                spec.flavor(),
                spec.image(),
                spec.availabilityZone(),
                "",
                "",
                "",
                Map.of(),
                Map.of(),
                List.of(new Server.Volume("a", "SSD", 40), new Server.Volume("b", "SAS", 10)));
        Trial<Server, ServerCommand, ServerEvent> server = server().given(
                        new ServerEvent.Opened("s1", old, List.of(new ServerEvent.StoredNic("n1", true)), Trial.NOW));
        assertThat(server.state().disks())
                .containsExactly(new Disk("a", "/dev/vda", true, true), new Disk("b", "/dev/vdb", false, false));
        assertThat(server.granted(ref("a"), "a")
                        .granted(ref("b"), "b")
                        .done(new ServerCommand.Close())
                        .isGone())
                .isTrue();
    }
}
