package dev.twinstack.emulator.project;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.timing.Timing;
import java.time.Instant;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * A project (tenant) and the owner of its counts and unique names. Its entity lives in the project itself; its id is
 * the project's.
 *
 * @param used what is counted, by quota type
 */
public record Project(String id, String name, String domain, PMap<String, Places> used, Pace pace, Instant createdAt) {
    public static final ResourceType<Project> TYPE = new ResourceType<>("project", Project.class);

    /**
     * The places taken under one quota.
     *
     * @param names the names each claimant took with its place, blank ones included
     * @param owners who has a name that is not blank
     */
    record Places(PMap<EntityRef, PSet<String>> names, PMap<String, EntityRef> owners) {
        static final Places NONE = new Places(HashTreePMap.empty(), HashTreePMap.empty());

        PSet<String> of(EntityRef claimant) {
            return names.getOrDefault(claimant, HashTreePSet.empty());
        }

        Places plus(EntityRef claimant, String name) {
            return new Places(
                    names.plus(claimant, of(claimant).plus(name)),
                    name.isEmpty() ? owners : owners.plus(name, claimant));
        }

        Places minus(EntityRef claimant, String name) {
            PSet<String> left = of(claimant).minus(name);
            return new Places(
                    left.isEmpty() ? names.minus(claimant) : names.plus(claimant, left),
                    name.isEmpty() ? owners : owners.minus(name));
        }
    }

    /** How long things take in a project. */
    public sealed interface Pace {
        /** As long as the twin says. */
        record OfTwin() implements Pace {}

        /** As long as the project was told. */
        record Own(Timing timing) implements Pace {}

        default Timing over(Timing ofTwin) {
            return switch (this) {
                case OfTwin none -> ofTwin;
                case Own(Timing timing) -> timing;
            };
        }
    }

    public static EntityRef ref(String project) {
        return TYPE.ref(project, project);
    }

    /** {@return how many places of a quota type are taken} */
    public int used(Quota quota) {
        return places(quota.wireName()).names().size();
    }

    Places places(String quota) {
        return used.getOrDefault(quota, Places.NONE);
    }
}
