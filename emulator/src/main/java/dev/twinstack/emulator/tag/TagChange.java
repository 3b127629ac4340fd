package dev.twinstack.emulator.tag;

import java.util.List;

/** What is asked of a resource's tags. */
public sealed interface TagChange {
    /** Adds these, all or none; keys that are there already get the new value (TAG-07, TAG-08). */
    record Put(List<Tag> tags) implements TagChange {
        public Put {
            tags = List.copyOf(tags);
        }
    }

    /** Takes these away; those that are not there do not matter (TAG-09). */
    record Remove(List<String> keys) implements TagChange {
        public Remove {
            keys = List.copyOf(keys);
        }
    }

    /** Takes one away, which must be there (TAG-10). */
    record RemoveOne(String key) implements TagChange {}

    /** Makes these all the tags there are. */
    record Replace(List<Tag> tags) implements TagChange {
        public Replace {
            tags = List.copyOf(tags);
        }
    }
}
