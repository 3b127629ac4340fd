package dev.twinstack.emulator.tag;

import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** How any tagged resource decides on a change of its tags. */
public final class Tagging {
    private Tagging() {}

    /**
     * {@return one event with all the tags after the change, none if it changes nothing, or why not}
     *
     * @param tags what the resource has now
     * @param tagged the resource's own event, made of all the tags after it
     */
    public static <E> Decision<E> decide(Tags tags, TagChange change, TagLimits limits, Function<Tags, E> tagged) {
        return switch (change) {
            case TagChange.Put(List<Tag> wanted) ->
                objection(wanted, limits).<Decision<E>>map(Decision::refuse).orElseGet(() -> {
                    Tags after = tags;
                    for (Tag tag : wanted) {
                        after = after.with(tag);
                    }
                    return after.size() > limits.most()
                            ? Decision.refuse(tooMany(limits))
                            : become(tags, after, tagged);
                });
            case TagChange.Remove(List<String> keys) -> {
                Tags after = tags;
                for (String key : keys) {
                    after = after.without(key);
                }
                yield become(tags, after, tagged);
            }
            case TagChange.Replace(List<Tag> wanted) ->
                objection(wanted, limits)
                        .<Decision<E>>map(Decision::refuse)
                        .orElseGet(() -> become(tags, new Tags(wanted), tagged));
            case TagChange.RemoveOne(String key) ->
                tags.has(key) ? become(tags, tags.without(key), tagged) : Decision.refuse(new NotFound("tag", key));
        };
    }

    /** {@return what is wrong with these as all the tags of a resource, if anything; else {@link Tags} takes them} */
    public static Optional<Invalid> objection(List<Tag> wanted, TagLimits limits) {
        if (wanted.size() > limits.most()) {
            return Optional.of(tooMany(limits));
        }
        Set<String> keys = new HashSet<>();
        for (Tag tag : wanted) {
            Optional<Invalid> wrong = limits.objection(tag);
            if (wrong.isPresent()) {
                return wrong;
            }
            if (!keys.add(tag.key())) {
                return Optional.of(
                        new Invalid("tag-repeated", "key", "The tag key \"" + tag.key() + "\" is given twice."));
            }
        }
        return Optional.empty();
    }

    private static Invalid tooMany(TagLimits limits) {
        return new Invalid("too-many-tags", "tags", "A resource has at most " + limits.most() + " tags.");
    }

    private static <E> Decision<E> become(Tags before, Tags after, Function<Tags, E> tagged) {
        return after.equals(before) ? Decision.nothing() : Decision.persist(tagged.apply(after));
    }
}
