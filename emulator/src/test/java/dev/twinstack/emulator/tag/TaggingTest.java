package dev.twinstack.emulator.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.tag.TagChange.Put;
import dev.twinstack.emulator.tag.TagChange.Remove;
import dev.twinstack.emulator.tag.TagChange.RemoveOne;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaggingTest {
    private static final Tags TWO = new Tags(List.of(new Tag("foo", "bar"), new Tag("key", "value")));

    @Test
    void addingKeepsTheOrderAndReplacesValuesInPlace() {
        assertThat(after(TWO, put(new Tag("last", ""), new Tag("foo", "new"))))
                .containsExactly(new Tag("foo", "new"), new Tag("key", "value"), new Tag("last", ""));
        assertThat(decide(TWO, put(new Tag("foo", "bar")))).isEqualTo(Decision.nothing());
    }

    @Test
    void aKeyRepeatedInOneRequestIsRefused() {
        assertThat(refusal(put(new Tag("a", "1"), new Tag("a", "1")))).isEqualTo("tag-repeated");
        assertThatIllegalArgumentException().isThrownBy(() -> new Tags(List.of(new Tag("a", "1"), new Tag("a", "2"))));
    }

    @Test
    void deletingSeveralMindsNoneThatIsMissingButDeletingOneDoes() {
        assertThat(after(TWO, new Remove(List.of("foo", "nothing")))).containsExactly(new Tag("key", "value"));
        assertThat(decide(TWO, new Remove(List.of("nothing")))).isEqualTo(Decision.nothing());
        assertThat(after(TWO, new RemoveOne("key"))).containsExactly(new Tag("foo", "bar"));
        assertThat(refusal(new RemoveOne("nothing"))).isEqualTo("tag-not-found");
    }

    @Test
    void twentyFitAndOneMoreDoesNot() {
        Tags full = new Tags(
                IntStream.range(0, 20).mapToObj(i -> new Tag("k" + i, "")).toList());
        assertThat(after(new Tags(full.all().subList(0, 19)), put(new Tag("k19", ""))))
                .isEqualTo(full.all());
        assertThat(Tagging.decide(full, put(new Tag("k20", "")), TagLimits.NETWORK, tags -> tags))
                .isInstanceOf(Decision.Refuse.class);
        assertThat(after(full, put(new Tag("k7", "seven")))).hasSize(20).contains(new Tag("k7", "seven"));
    }

    @Test
    void eachKindHasLengthsAndCharactersOfItsOwn() {
        String longKey = "k".repeat(37);
        String longValue = "v".repeat(44);
        assertThat(TagLimits.NETWORK.objection(new Tag(longKey, longValue))).isEmpty();
        assertThat(TagLimits.PUBLIC_IP.objection(new Tag(longKey, ""))).isPresent();
        assertThat(TagLimits.PUBLIC_IP.objection(new Tag("k", longValue))).isPresent();
        assertThat(TagLimits.NETWORK.objection(new Tag("k".repeat(129), ""))).isPresent();
        assertThat(TagLimits.NETWORK.objection(new Tag("k", "v".repeat(256)))).isPresent();
        assertThat(TagLimits.NETWORK.objection(new Tag("", "v"))).isPresent();
        assertThat(TagLimits.NETWORK.objection(new Tag("a.b", ""))).isPresent();
        assertThat(TagLimits.NETWORK.objection(new Tag("a", "b c"))).isPresent();
        assertThat(TagLimits.V3.objection(new Tag("a.b:c+d=e@f", "b:c+d"))).isEmpty();
        assertThat(TagLimits.V3.objection(new Tag("a", "b.c"))).isPresent();
    }

    @Test
    void eipsShowThemAsPairs() {
        assertThat(TWO.pairs()).containsExactly("foo=bar", "key=value");
    }

    private static Put put(Tag... tags) {
        return new Put(List.of(tags));
    }

    private static Decision<Tags> decide(Tags tags, TagChange change) {
        return Tagging.decide(tags, change, TagLimits.NETWORK, after -> after);
    }

    private static List<Tag> after(Tags tags, TagChange change) {
        return ((Decision.Persist<Tags>) decide(tags, change))
                .events()
                .getFirst()
                .all();
    }

    private static String refusal(TagChange change) {
        return ((Decision.Refuse<Tags>) decide(TWO, change)).error().reason();
    }
}
