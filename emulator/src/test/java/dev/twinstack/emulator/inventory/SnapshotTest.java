package dev.twinstack.emulator.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.kernel.Desk;
import dev.twinstack.emulator.kernel.EntityRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;

class SnapshotTest {
    private static final EntityRef A = Desk.TYPE.ref("p", "a");

    @Test
    void eachChangeMakesANewOneWithAHigherRevision() {
        Snapshot empty = Snapshot.empty("p");
        Snapshot one = empty.put(A, desk("a", 1));
        Snapshot other = one.put(A, desk("a", 2));
        Snapshot none = other.remove(A);
        assertThat(List.of(empty.revision(), one.revision(), other.revision(), none.revision()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(empty.find(A)).isEmpty();
        assertThat(one.find(Desk.TYPE, "a")).hasValue(desk("a", 1));
        assertThat(other.find(Desk.TYPE, "a")).hasValue(desk("a", 2));
        assertThat(none.find(A)).isEmpty();
    }

    @Test
    void allOfATypeComeInTheOrderOfTheirIds() {
        Snapshot snapshot = Snapshot.empty("p");
        for (String id : List.of("b", "d", "a", "c")) {
            snapshot = snapshot.put(Desk.TYPE.ref("p", id), desk(id, 1));
        }
        assertThat(snapshot.all(Desk.TYPE)).extracting(Desk::id).containsExactly("a", "b", "c", "d");
        assertThat(snapshot.after(Desk.TYPE, "b")).extracting(Desk::id).containsExactly("c", "d");
        assertThat(snapshot.after(Desk.TYPE, "bb")).extracting(Desk::id).containsExactly("c", "d");
        assertThat(snapshot.after(Desk.TYPE, "d")).isEmpty();
    }

    @Test
    void aTypeOfWhichThereIsNothingIsEmpty() {
        Snapshot snapshot = Snapshot.empty("p");
        assertThat(snapshot.all(Desk.TYPE)).isEmpty();
        assertThat(snapshot.after(Desk.TYPE, "a")).isEmpty();
        assertThat(snapshot.remove(A)).as("nothing changes").isEqualTo(snapshot);
    }

    private static Desk desk(String id, int room) {
        return new Desk(id, room, HashTreePMap.empty(), HashTreePMap.empty(), List.of());
    }
}
