package dev.twinstack.emulator.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.twinstack.emulator.ResourceTypes;
import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.addressgroup.AddressGroupCommand;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.region.RegionSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;

class RehearsalTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Resource<?, ?, ?>> RESOURCES = ResourceTypes.all(RegionSettings.of("eu-de"));
    private static final EntityRef GROUP = AddressGroup.TYPE.ref("p", "a");
    private static final AddressGroupCommand OPEN =
            new AddressGroupCommand.Open("office", "", Family.IPV4, 20, List.of(), "0");

    private final Map<EntityRef, Object> states = new HashMap<>();
    private final Rehearsal rehearsal = new Rehearsal(RESOURCES, ref -> Optional.ofNullable(states.get(ref)), NOW);

    private void project() {
        states.put(Project.ref("p"), new Project("p", "p", "d", HashTreePMap.empty(), new Project.Pace.OfTwin(), NOW));
    }

    @Test
    void ownersAreAskedToo() {
        project();
        assertThat(rehearsal.of(GROUP, OPEN))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(((AddressGroup) done.answer()).name())
                                .isEqualTo("office"));
        states.clear();
        assertThat(rehearsal.of(GROUP, OPEN)).isEqualTo(new Outcome.Refused(new DomainError.NotFound("project", "p")));
    }

    @Test
    void nothingIsDone() {
        project();
        Map<EntityRef, Object> before = Map.copyOf(states);
        rehearsal.of(GROUP, OPEN);
        assertThat(states).isEqualTo(before);
    }

    @Test
    void whatIsThereDecides() {
        project();
        AddressGroupCommand rename = new AddressGroupCommand.Update(Patch.set("home"), Patch.keep(), Patch.keep());
        assertThat(rehearsal.of(GROUP, rename))
                .isEqualTo(new Outcome.Refused(new DomainError.NotFound("addressgroup", "a")));
        states.put(GROUP, ((Outcome.Done) rehearsal.of(GROUP, OPEN)).answer());
        assertThat(rehearsal.of(GROUP, rename))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(((AddressGroup) done.answer()).name())
                                .isEqualTo("home"));
        assertThat(rehearsal.of(GROUP, new AddressGroupCommand.Close())).isInstanceOf(Outcome.Done.class);
        assertThat(rehearsal.of(GROUP, OPEN))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.error().reason()).isEqualTo("addressgroup-exists"));
    }

    @Test
    void aTypeThatIsNotThereIsABug() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rehearsal.of(new EntityRef("p", "no-such-type", "x"), OPEN));
    }
}
