package dev.twinstack.emulator.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpansTest {
    @Test
    void agreesWithASetOfAddresses() {
        Seeds.forAll(200, random -> {
            // The last addresses of the family, where there is nothing to follow the end of a span.
            Family family = Arbitrary.family(random);
            IpAddress base = IpAddress.of(family, Arbitrary.max(family)).plus(-63);
            TreeSet<Integer> model = new TreeSet<>();
            Spans spans = Spans.EMPTY;
            for (int step = 0; step < 60; step++) {
                int first = random.nextInt(64);
                int last = Math.min(63, first + random.nextInt(6));
                var places = IntStream.rangeClosed(first, last).boxed().toList();
                Spans before = spans;
                if (random.nextBoolean()) {
                    spans = spans.plus(base.plus(first), base.plus(last));
                    model.addAll(places);
                } else if (model.containsAll(places)) {
                    spans = spans.minus(base.plus(first), base.plus(last));
                    places.forEach(model::remove);
                } else {
                    assertThatThrownBy(() -> before.minus(base.plus(first), base.plus(last)))
                            .isInstanceOf(IllegalArgumentException.class);
                }
                agree(spans, model, base, first);
            }
        });
    }

    private static void agree(Spans spans, TreeSet<Integer> model, IpAddress base, int from) {
        IntStream.range(0, 64)
                .forEach(i -> assertThat(spans.contains(base.plus(i))).isEqualTo(model.contains(i)));
        assertThat(spans.count().intValueExact()).isEqualTo(model.size());
        var gap = IntStream.range(from, 64).filter(i -> !model.contains(i)).mapToObj(i -> base.plus(i));
        assertThat(spans.firstGap(base.plus(from), base.plus(63))).isEqualTo(gap.findFirst());
        assertThat(neverTouch(spans)).as("%s", spans).isTrue();
    }

    private static boolean neverTouch(Spans spans) {
        Iterator<Map.Entry<IpAddress, IpAddress>> each =
                spans.lastByFirst().entrySet().iterator();
        if (!each.hasNext()) {
            return true;
        }
        IpAddress end = each.next().getValue();
        while (each.hasNext()) {
            Map.Entry<IpAddress, IpAddress> next = each.next();
            if (end.plus(1).compareTo(next.getKey()) >= 0) {
                return false;
            }
            end = next.getValue();
        }
        return true;
    }
}
