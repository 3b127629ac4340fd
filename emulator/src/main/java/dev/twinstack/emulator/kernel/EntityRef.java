package dev.twinstack.emulator.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The address of one entity: its project, its type's name and its id. The text form {@code project|type|id} is the
 * persistence id, so a project's events lie side by side in the journal.
 */
public record EntityRef(String project, String type, String id) implements Comparable<EntityRef> {
    public EntityRef {
        require(project, "project");
        require(type, "type");
        require(id, "id");
    }

    private static void require(String part, String name) {
        if (part.isEmpty() || part.indexOf('|') >= 0) {
            throw new IllegalArgumentException(name + " of an entity may be neither empty nor contain '|': " + part);
        }
    }

    /** {@return the reference whose text form is {@code text}} */
    @JsonCreator
    public static EntityRef parse(String text) {
        int first = text.indexOf('|');
        int second = text.indexOf('|', first + 1);
        if (first < 0 || second < 0) {
            throw new IllegalArgumentException("not project|type|id: " + text);
        }
        return new EntityRef(text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1));
    }

    /** {@return an entity of another type in the same project} */
    public EntityRef sibling(ResourceType<?> type, String id) {
        return new EntityRef(project, type.name(), id);
    }

    @Override
    public int compareTo(EntityRef other) {
        return toString().compareTo(other.toString());
    }

    @Override
    @JsonValue
    public String toString() {
        return project + '|' + type + '|' + id;
    }
}
