package dev.twinstack.api.tag;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.tag.Tag;
import java.util.List;
import java.util.function.Function;

/** Tags in request bodies. What keys and values may be, the tagged resource decides. */
public final class TagBody {
    /** The most tags one request may name (TAG-01). */
    private static final int MOST = 20;

    private static final Text ANY = Text.upTo(Integer.MAX_VALUE);
    private static final Text KEY = new Text(1, Integer.MAX_VALUE, ANY.pattern(), ANY.meaning());

    private TagBody() {}

    /** {@return the tag in {@code {"tag": {"key", "value"}}}} */
    public static Tag one(Body body) {
        return tag(body.object("tag"));
    }

    /** {@return the tags to add in {@code {"tags": [{"key", "value"}]}}, at least one} */
    public static List<Tag> all(Body body) {
        return list(body, TagBody::tag);
    }

    /** {@return the keys of the tags to delete} Values may be left out and are not looked at (TAG-09). */
    public static List<String> keys(Body body) {
        return list(body, tag -> {
            tag.maybeText("value", ANY);
            return tag.text("key", KEY);
        });
    }

    private static Tag tag(Body tag) {
        return new Tag(tag.text("key", KEY), tag.text("value", ANY));
    }

    private static <T> List<T> list(Body body, Function<Body, T> reader) {
        List<T> tags = body.objects("tags").stream().map(reader).toList();
        if (tags.isEmpty() || tags.size() > MOST) {
            throw Rejected.field(body.path("tags"), "must hold 1 to " + MOST + " tags");
        }
        return tags;
    }
}
