package dev.twinstack.emulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.kernel.Lifecycle;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.server.Server.Nic;
import dev.twinstack.emulator.server.Server.Power;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.server.ServerCommand.AddNics;
import dev.twinstack.emulator.server.ServerCommand.NicSpec;
import dev.twinstack.emulator.server.ServerCommand.RemoveNics;
import dev.twinstack.emulator.servergroup.ServerGroup;
import dev.twinstack.emulator.servergroup.ServerGroupCommand;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerRulesTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final EntityRef SELF = Server.TYPE.ref("p1", "s1");
    private static final String DEBIAN = Ids.derived("image", "Standard_Debian_11_latest");
    private static final String FEDORA = Ids.derived("image", "Standard_Fedora_34_latest");

    private final Lifecycle<Server, ServerCommand, ServerEvent> lifecycle =
            new Lifecycle<>(new ServerRules(Catalogue.of(RegionSettings.of("eu-de"))));
    private Existence<Server> existence = new Existence.Never<>();
    private final Map<EntityRef, Object> grants = new HashMap<>();

    @Test
    void claimsEachPortAndHoldsItWhileItLives() {
        NicSpec made = nic("n1");
        NicSpec existing = new NicSpec.Existing("n2");
        assertThat(decide(open("s3.large.2", made, existing)))
                .isEqualTo(Decision.needs(List.of(
                        PortCommand.openFor(port("n1"), SELF, ((NicSpec.New) made).spec(), "compute:eu-de-01"),
                        PortCommand.attach(port("n2"), SELF, "compute:eu-de-01"))));
        grant("n1", "192.168.20.2");
        grant("n2", "192.168.20.3");
        when(open("s3.large.2", made, existing));
        assertThat(server().interfaces())
                .containsExactly(new Nic("n1", true, false, false), new Nic("n2", false, false, false));
        assertThat(lifecycle.holds(SELF, existence))
                .containsExactly(
                        new Claim.Hold(port("n1"), new PortCommand.CloseFor("s1")),
                        new Claim.Hold(port("n2"), new PortCommand.Detach("s1")));
    }

    @ParameterizedTest
    @CsvSource({"s2.medium.1, flavor-lacks-ipv6", "s9.huge.1, flavor-unknown"})
    void anIpv6NicNeedsAFlavorWithIpv6(String flavor, String reason) {
        assertThat(reason(open(flavor, dualStackNic("n1")))).isEqualTo(reason);
        assertThat(decide(open("s3.medium.1", dualStackNic("n1")))).isInstanceOf(Decision.Needs.class);
    }

    @Test
    void aPortThatHasIpv6AlreadyNeedsSuchAFlavorToo() {
        grant("n1", "192.168.20.2", "2001:db8:0:1::2");
        assertThat(reason(open("s2.medium.1", new NicSpec.Existing("n1")))).isEqualTo("flavor-lacks-ipv6");
        when(open("s3.medium.1", new NicSpec.Existing("n1")));
        assertThat(server().nics()).containsExactly("n1");
    }

    @Test
    void refusesWhatTheCatalogueHasNot() {
        Spec good = spec("s3.large.2");
        assertThat(reason(new ServerCommand.Open(withImage(good, "no-image"), List.of(nic("n1")))))
                .isEqualTo("image-unknown");
        assertThat(reason(new ServerCommand.Open(withZone(good, "eu-de-09"), List.of(nic("n1")))))
                .isEqualTo("zone-unknown");
        assertThat(reason(new ServerCommand.Open(good, List.of()))).isEqualTo("server-without-nic");
    }

    @Test
    void hasAtMostTwelveNics() {
        List<NicSpec> thirteen =
                IntStream.range(0, 13).mapToObj(i -> nic("n" + i)).toList();
        assertThat(reason(new ServerCommand.Open(spec("s3.large.2"), thirteen))).isEqualTo("server-nics-exceeded");
        grant("n0", "192.168.20.2");
        when(open("s3.large.2", nic("n0")));
        assertThat(reason(new AddNics(thirteen.subList(1, 13)))).isEqualTo("server-nics-exceeded");
        assertThat(decide(new AddNics(thirteen.subList(1, 12)))).isInstanceOf(Decision.Needs.class);
    }

    @Test
    void onlyOneNicGoesWithoutSecurityGroupAndNotThePrimary() {
        assertThat(reason(open("s3.large.2", unguarded("n1"), nic("n2")))).isEqualTo("nic-without-security-group");
        assertThat(reason(open("s3.large.2", nic("n1"), unguarded("n2"), unguarded("n3"))))
                .isEqualTo("nic-without-security-group");
        assertThat(decide(open("s3.large.2", nic("n1"), unguarded("n2")))).isInstanceOf(Decision.Needs.class);
    }

    @Test
    void aNicHasOneIpv6Address() {
        NicSpec two = new NicSpec.New(
                "n1",
                PortSpec.of(
                        "net",
                        "",
                        "",
                        List.of(new Wanted.Any(Family.IPV4), new Wanted.Any(Family.IPV6), new Wanted.Any(Family.IPV6)),
                        List.of("sg")));
        assertThat(reason(open("s3.large.2", two))).isEqualTo("nic-ipv6-exceeded");
    }

    @Test
    void theSameNicIsNotAddedTwice() {
        assertThat(reason(open("s3.large.2", nic("n1"), nic("n1")))).isEqualTo("nic-exists");
    }

    @Test
    void losesNicsButNotThePrimaryOne() {
        opened("n1", "n2", "n3");
        assertThat(reason(new RemoveNics(List.of("n2", "n1")))).isEqualTo("nic-primary");
        assertThat(reason(new RemoveNics(List.of("n9")))).isEqualTo("nic-not-found");
        when(new RemoveNics(List.of("n2")));
        assertThat(server().nics()).containsExactly("n1", "n3");
        assertThat(lifecycle.holds(SELF, existence))
                .extracting(Claim.Hold::owner)
                .doesNotContain(port("n2"));
    }

    @Test
    void aNicAddedToARunningServerIsHotPluggedUntilTheNextBoot() {
        opened("n1");
        grant("n2", "192.168.20.3");
        when(new AddNics(List.of(nic("n2"))));
        assertThat(server().interfaces())
                .containsExactly(new Nic("n1", true, false, false), new Nic("n2", true, true, false));
        when(new ServerCommand.Switch(Power.SHUTOFF));
        when(new ServerCommand.Switch(Power.ACTIVE));
        assertThat(server().interfaces()).noneMatch(Nic::hotPlugged);
    }

    @Test
    void ipv6IsEnabledInTheGuestForTheNicsOfTheMoment() {
        opened("n1");
        when(new ServerCommand.EnableIpv6InGuest());
        assertThat(decide(new ServerCommand.EnableIpv6InGuest())).isEqualTo(Decision.nothing());
        grant("n2", "192.168.20.3");
        when(new AddNics(List.of(nic("n2"))));
        assertThat(server().interfaces()).extracting(Nic::ipv6Enabled).containsExactly(true, false);
        when(new ServerCommand.Switch(Power.SHUTOFF));
        assertThat(reason(new ServerCommand.EnableIpv6InGuest())).isEqualTo("server-shutoff");
    }

    @Test
    void changesWhatPeopleWriteOnIt() {
        opened("n1");
        when(new ServerCommand.Update(Patch.set("web-2"), Patch.clear()));
        when(new ServerCommand.ChangeMetadata(Map.of("a", "1", "b", "2"), Set.of()));
        when(new ServerCommand.ChangeMetadata(Map.of("a", "3"), Set.of("b")));
        when(new ServerCommand.ChangeTags(Map.of("env", "test"), Set.of(), 10));
        assertThat(server().name()).isEqualTo("web-2");
        assertThat(server().spec().metadata()).isEqualTo(Map.of("a", "3"));
        assertThat(server().spec().tags()).isEqualTo(Map.of("env", "test"));
    }

    @Test
    void closedItLetsGoOfItsPorts() {
        opened("n1", "n2");
        when(new ServerCommand.Close());
        assertThat(existence).isInstanceOf(Existence.Gone.class);
        assertThat(lifecycle.holds(SELF, existence)).isEmpty();
        assertThat(reason(new ServerCommand.Close())).isEqualTo("server-not-found");
    }

    @Test
    void isOrderedWithAGroupAndOnTerms() {
        grant("n1", "192.168.20.2");
        Server.Order order = new Server.Order("u1", "r-12345678", 2, "shared", "0", "eip");
        ServerCommand open =
                new ServerCommand.Open(spec("s3.large.2"), List.of(nic("n1")), List.of(), order, "group", false);
        assertThat(decide(open)).isInstanceOf(Decision.Needs.class);
        grants.put(group("group"), "s1");
        when(open);
        assertThat(server().order()).isEqualTo(order);
        assertThat(server().group()).isEqualTo("group");
        assertThat(server().autoRecovery()).isFalse();
        assertThat(lifecycle.holds(SELF, existence))
                .contains(new Claim.Hold(group("group"), new ServerGroupCommand.Leave("s1")));
    }

    @Test
    void joinsAGroupOnlyWhileItIsOff() {
        opened("n1");
        assertThat(server().group()).isEmpty();
        assertThat(reason(new ServerCommand.JoinGroup("group"))).isEqualTo("server-running");
        when(new ServerCommand.Switch(Power.SHUTOFF));
        assertThat(decide(new ServerCommand.JoinGroup("group")))
                .isEqualTo(Decision.needs(List.of(ServerGroupCommand.join(group("group"), "s1"))));
        grants.put(group("group"), "s1");
        when(new ServerCommand.JoinGroup("group"));
        assertThat(decide(new ServerCommand.JoinGroup("group"))).isEqualTo(Decision.nothing());
        assertThat(reason(new ServerCommand.JoinGroup("other"))).isEqualTo("server-in-group");
        assertThat(reason(new ServerCommand.LeaveGroup("other"))).isEqualTo("server-not-in-group");
        when(new ServerCommand.LeaveGroup("group"));
        assertThat(lifecycle.holds(SELF, existence))
                .extracting(Claim.Hold::owner)
                .containsExactly(port("n1"));
    }

    @Test
    void aResizeWaitsForItsConfirmation() {
        opened("n1");
        when(new ServerCommand.Resize("c4.large.2"));
        assertThat(server().stage()).isEqualTo(new Server.Stage.Resized("s3.large.2"));
        assertThat(server().flavor()).isEqualTo("c4.large.2");
        assertThat(server().isRunning()).isTrue();
        assertThat(reason(new ServerCommand.Switch(Power.SHUTOFF))).isEqualTo("server-resized");
        assertThat(reason(new AddNics(List.of(nic("n2"))))).isEqualTo("server-resized");
        when(new ServerCommand.Update(Patch.set("renamed"), Patch.keep()));
        when(new ServerCommand.ConfirmResize());
        assertThat(server().stage()).isEqualTo(new Server.Stage.Steady());
        assertThat(reason(new ServerCommand.ConfirmResize())).isEqualTo("server-not-resized");
        when(new ServerCommand.Resize("s3.medium.1"));
        when(new ServerCommand.RevertResize());
        assertThat(server().flavor()).isEqualTo("c4.large.2");
        assertThat(reason(new ServerCommand.RevertResize())).isEqualTo("server-not-resized");
    }

    @ParameterizedTest
    @CsvSource({"s3.large.2, flavor-unchanged", "s9.huge.1, flavor-unknown"})
    void isNotResizedToJustAnything(String flavor, String reason) {
        opened("n1");
        assertThat(reason(new ServerCommand.Resize(flavor))).isEqualTo(reason);
        when(new ServerCommand.Switch(Power.SHUTOFF));
        assertThat(reason(new ServerCommand.ChangeFlavor(flavor))).isEqualTo(reason);
    }

    @Test
    void aFlavorWithoutIpv6DoesNotSuitPortsThatHaveIt() {
        opened("n1");
        grants.clear();
        ServerCommand resize = new ServerCommand.Resize("s2.medium.1");
        assertThat(decide(resize))
                .isEqualTo(Decision.needs(List.of(PortCommand.attach(port("n1"), SELF, "compute:eu-de-01"))));
        grant("n1", "192.168.20.2", "2001:db8:0:1::2");
        assertThat(reason(resize)).isEqualTo("flavor-lacks-ipv6");
        grant("n1", "192.168.20.2");
        when(resize);
        assertThat(server().flavor()).isEqualTo("s2.medium.1");
    }

    @Test
    void aFlavorIsChangedForGoodOnlyWhileTheServerIsOff() {
        opened("n1");
        assertThat(reason(new ServerCommand.ChangeFlavor("c4.large.2"))).isEqualTo("server-running");
        when(new ServerCommand.Switch(Power.SHUTOFF));
        when(new ServerCommand.ChangeFlavor("c4.large.2"));
        assertThat(server().stage()).isEqualTo(new Server.Stage.Steady());
        assertThat(server().flavor()).isEqualTo("c4.large.2");
    }

    @Test
    void whatWasSetUpInTheGuestIsLostWithItsSystem() {
        opened("n1");
        when(new ServerCommand.EnableIpv6InGuest());
        ServerCommand rebuild = new ServerCommand.Rebuild(
                FEDORA, Patch.set("afresh"), Patch.set(Map.of("a", "1")), Patch.clear(), Patch.keep(), false);
        assertThat(reason(rebuild)).isEqualTo("server-running");
        when(new ServerCommand.Switch(Power.SHUTOFF));
        when(rebuild);
        assertThat(server().image()).isEqualTo(FEDORA);
        assertThat(server().name()).isEqualTo("afresh");
        assertThat(server().spec().metadata()).isEqualTo(Map.of("a", "1"));
        assertThat(server().spec().keyName()).isEmpty();
        assertThat(server().interfaces()).noneMatch(Nic::ipv6Enabled);
        assertThat(reason(new ServerCommand.Rebuild(
                        "none", Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), true)))
                .isEqualTo("image-unknown");
    }

    @Test
    void aLockKeepsTheServerAsItIs() {
        opened("n1", "n2");
        when(new ServerCommand.Lock());
        List<ServerCommand> barred = List.of(
                new ServerCommand.Switch(Power.SHUTOFF),
                new ServerCommand.Reboot(true),
                new RemoveNics(List.of("n2")),
                new ServerCommand.Resize("c4.large.2"),
                new ServerCommand.ReplaceMetadata(Map.of()),
                new ServerCommand.Close());
        assertThat(barred).allMatch(command -> reason(command).equals("server-locked"));
        when(new ServerCommand.Update(Patch.set("still"), Patch.keep()));
        when(new ServerCommand.Unlock());
        when(new ServerCommand.Switch(Power.SHUTOFF));
        assertThat(server().locked()).isFalse();
    }

    @Test
    void onlyAHardRebootStartsAServerThatIsOff() {
        opened("n1");
        grant("n2", "192.168.20.3");
        when(new AddNics(List.of(nic("n2"))));
        when(new ServerCommand.Reboot(false));
        assertThat(server().interfaces()).noneMatch(Nic::hotPlugged);
        when(new ServerCommand.Switch(Power.SHUTOFF));
        assertThat(reason(new ServerCommand.Reboot(false))).isEqualTo("server-shutoff");
        when(new ServerCommand.Reboot(true));
        assertThat(server().isRunning()).isTrue();
    }

    @Test
    void aMetadataOrTagTooManyIsRefused() {
        opened("n1");
        Map<String, String> many = IntStream.range(0, 129).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
        assertThat(reason(new ServerCommand.ReplaceMetadata(many))).isEqualTo("server-metadata-exceeded");
        assertThat(reason(new ServerCommand.ReplaceTags(many, 50))).isEqualTo("server-tags-exceeded");
        when(new ServerCommand.ReplaceTags(Map.of("a", "", "b", "", "c", ""), 50));
        assertThat(reason(new ServerCommand.ChangeTags(Map.of("d", ""), Set.of(), 2)))
                .isEqualTo("server-tags-exceeded");
        when(new ServerCommand.ChangeTags(Map.of(), Set.of("a"), 1));
        assertThat(server().spec().tags()).containsOnlyKeys("b", "c");
    }

    @Test
    void isRememberedForAMomentAfterItWasDeleted() {
        opened("n1");
        assertThat(decide(new ServerCommand.Recall())).isEqualTo(Decision.nothing());
        when(new ServerCommand.Close());
        Server last = ((Existence.Gone<Server>) existence).last();
        assertThat(last.stage()).isEqualTo(new Server.Stage.Deleted(NOW));
        assertThat(decide(new ServerCommand.Recall())).isEqualTo(Decision.grant(List.of(), last));
        Context later = new Context(SELF, NOW.plus(ServerRules.SHOWN_DELETED), Map.of());
        assertThat(lifecycle.decide(existence, new ServerCommand.Recall(), later))
                .isInstanceOf(Decision.Refuse.class);
    }

    private static EntityRef group(String id) {
        return ServerGroup.TYPE.ref("p1", id);
    }

    private void opened(String... ports) {
        for (String port : ports) {
            grant(port, "192.168.20.9");
        }
        when(open(
                "s3.large.2",
                java.util.Arrays.stream(ports).map(ServerRulesTest::nic).toArray(NicSpec[]::new)));
    }

    private void grant(String port, String... addresses) {
        grants.put(port(port), Ports.port(port, "net", "fa:16:3e:00:00:01", addresses));
    }

    private static EntityRef port(String id) {
        return Port.TYPE.ref("p1", id);
    }

    private Decision<ServerEvent> decide(ServerCommand command) {
        return lifecycle.decide(existence, command, new Context(SELF, NOW, grants));
    }

    private String reason(ServerCommand command) {
        Decision<ServerEvent> decision = decide(command);
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        DomainError error = ((Decision.Refuse<ServerEvent>) decision).error();
        return error.reason();
    }

    private void when(ServerCommand command) {
        Decision<ServerEvent> decision = decide(command);
        assertThat(decision).isInstanceOf(Decision.Persist.class);
        existence = lifecycle.evolve(existence, ((Decision.Persist<ServerEvent>) decision).events());
    }

    private Server server() {
        return ((Existence.Live<Server>) existence).state();
    }

    private static ServerCommand open(String flavor, NicSpec... nics) {
        return new ServerCommand.Open(spec(flavor), List.of(nics));
    }

    private static NicSpec nic(String port) {
        return new NicSpec.New(port, PortSpec.of("net", "", "", List.of(new Wanted.Any(Family.IPV4)), List.of("sg")));
    }

    private static NicSpec dualStackNic(String port) {
        return new NicSpec.New(
                port,
                PortSpec.of(
                        "net",
                        "",
                        "",
                        List.of(new Wanted.Any(Family.IPV4), new Wanted.Any(Family.IPV6)),
                        List.of("sg")));
    }

    private static NicSpec unguarded(String port) {
        return new NicSpec.New(
                port,
                new PortSpec(
                        "net",
                        "",
                        "",
                        List.of(new Wanted.Any(Family.IPV4)),
                        List.of(),
                        List.of(),
                        true,
                        true,
                        true,
                        List.of(),
                        ""));
    }

    static Spec spec(String flavor) {
        return spec(flavor, DEBIAN, "eu-de-01");
    }

    private static Spec spec(String flavor, String image, String zone) {
        return new Spec("web", "", flavor, image, zone, "vpc", "", "", Map.of(), Map.of(), List.of());
    }

    private static Spec withImage(Spec spec, String image) {
        return spec(spec.flavor(), image, spec.availabilityZone());
    }

    private static Spec withZone(Spec spec, String zone) {
        return spec(spec.flavor(), spec.image(), zone);
    }
}
