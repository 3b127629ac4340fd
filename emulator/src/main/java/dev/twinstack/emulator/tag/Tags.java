package dev.twinstack.emulator.tag;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tags of one resource, each key once (TAG-02), in the order they were added. Part of the resource's own state, so
 * they go with it. Stored as a list of {@code {"key", "value"}}.
 */
public record Tags(List<Tag> all) {
    public static final Tags NONE = new Tags(List.of());

    /**
     * @throws IllegalArgumentException if a key is there twice
     */
    public Tags {
        all = List.copyOf(all);
        Set<String> keys = all.stream().map(Tag::key).collect(Collectors.toSet());
        if (keys.size() < all.size()) {
            throw new IllegalArgumentException("a key is there twice: " + all);
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Tags of(List<Tag> all) {
        return new Tags(all);
    }

    @Override
    @JsonValue
    public List<Tag> all() {
        return all;
    }

    public boolean has(String key) {
        return value(key).isPresent();
    }

    public Optional<String> value(String key) {
        return all.stream().filter(tag -> tag.key().equals(key)).map(Tag::value).findFirst();
    }

    public int size() {
        return all.size();
    }

    /** {@return {@code key=value} for each: how EIPs show theirs} */
    public List<String> pairs() {
        return all.stream().map(tag -> tag.key() + '=' + tag.value()).toList();
    }

    /** {@return these and one more, or these with its key's value replaced (TAG-07)} */
    Tags with(Tag tag) {
        List<Tag> after = new ArrayList<>(all);
        after.replaceAll(other -> other.key().equals(tag.key()) ? tag : other);
        if (!has(tag.key())) {
            after.add(tag);
        }
        return new Tags(after);
    }

    Tags without(String key) {
        return new Tags(all.stream().filter(tag -> !tag.key().equals(key)).toList());
    }
}
