package dev.twinstack.emulator.inventory;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All live resources of a project at one moment. Immutable; each change makes a new one with a higher revision.
 *
 * @param revision how many events the project's journal holds, so that it is the same after a restart
 * @param byType the states of each type by id, in ascending order of id
 */
public record Snapshot(String project, long revision, PMap<String, PSortedMap<String, Object>> byType) {
    public static Snapshot empty(String project) {
        return new Snapshot(project, 0, HashTreePMap.empty());
    }

    /** {@return what a project's journal holds, by type and id} */
    static Snapshot of(String project, long revision, Map<String, ? extends SortedMap<String, Object>> states) {
        PMap<String, PSortedMap<String, Object>> byType = HashTreePMap.empty();
        for (Map.Entry<String, ? extends SortedMap<String, Object>> type : states.entrySet()) {
            byType = byType.plus(type.getKey(), TreePMap.fromSortedMap(type.getValue()));
        }
        return new Snapshot(project, revision, byType);
    }

    public <S> Optional<S> find(ResourceType<S> type, String id) {
        return Optional.ofNullable(states(type.name()).get(id)).map(type.state()::cast);
    }

    public Optional<Object> find(EntityRef entity) {
        return Optional.ofNullable(states(entity.type()).get(entity.id()));
    }

    /** {@return all of a type, in ascending order of id} O(1); not a copy. */
    @SuppressWarnings("unchecked") // put() takes only what the type's own entities publish
    public <S> Collection<S> all(ResourceType<S> type) {
        return (Collection<S>) states(type.name()).values();
    }

    @SuppressWarnings("unchecked") // as above
    <S> Collection<Map.Entry<String, S>> entries(ResourceType<S> type) {
        return (Collection<Map.Entry<String, S>>)
                (Collection<?>) states(type.name()).entrySet();
    }

    /** {@return those of a type whose id is not less than {@code first}, in ascending order of id} */
    @SuppressWarnings("unchecked") // as above
    public <S> Collection<S> from(ResourceType<S> type, String first) {
        return (Collection<S>) states(type.name()).tailMap(first, true).values();
    }

    /** {@return those of a type whose id is greater than {@code marker}, in ascending order of id} */
    @SuppressWarnings("unchecked") // as above
    public <S> Collection<S> after(ResourceType<S> type, String marker) {
        return (Collection<S>) states(type.name()).tailMap(marker, false).values();
    }

    /** {@return this with one resource as in {@code state}} For what-if questions, too. */
    public Snapshot put(EntityRef entity, Object state) {
        return put(entity, state, 1);
    }

    /**
     * @param events how many it took
     */
    Snapshot put(EntityRef entity, Object state, long events) {
        return with(entity.type(), states(entity.type()).plus(entity.id(), state), events);
    }

    /** {@return the one without it} The same, if it is not there. */
    Snapshot remove(EntityRef entity) {
        return find(entity).isEmpty() ? this : remove(entity, 1);
    }

    /**
     * @param events how many it took
     */
    Snapshot remove(EntityRef entity, long events) {
        return with(entity.type(), states(entity.type()).minus(entity.id()), events);
    }

    /** {@return how many live resources there are, of all types} O(types). */
    public int size() {
        return byType.values().stream().mapToInt(Map::size).sum();
    }

    private Snapshot with(String type, PSortedMap<String, Object> states, long events) {
        return new Snapshot(project, revision + events, byType.plus(type, states));
    }

    private PSortedMap<String, Object> states(String type) {
        PSortedMap<String, Object> states = byType.get(type);
        return states == null ? TreePMap.empty() : states;
    }
}
