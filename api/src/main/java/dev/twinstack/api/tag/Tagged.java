package dev.twinstack.api.tag;

import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.tag.TagChange;
import dev.twinstack.emulator.tag.Tags;
import java.util.function.Function;

/**
 * A kind of resource that has tags, as the tag operations see it.
 *
 * @param id of a resource
 * @param name what {@code resource_name} is matched with; blank for one without a name
 * @param tags of a resource
 * @param retag the kind's own command to change them
 * @param parameter the path parameter with a resource's id, such as {@code vpc_id}
 * @param search how long the keys of a query may be (TAG-16) and how many it may have (TAG-11)
 */
public record Tagged<S>(
        ResourceType<S> type,
        Function<S, String> id,
        Function<S, String> name,
        Function<S, Tags> tags,
        Function<TagChange, Command> retag,
        String parameter,
        TagQuery.Limits search) {}
