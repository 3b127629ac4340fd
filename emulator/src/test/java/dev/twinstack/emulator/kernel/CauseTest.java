package dev.twinstack.emulator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.kernel.Desk.Happening;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CauseTest {
    private static final Cause CAUSE = new Cause("5f0c", "Close\"Desk");
    private static final Happening OPENED = new Happening.Opened("a", 3, List.of());

    private final EventSerializer serializer = new EventSerializer(List.of(new DeskRules()));

    @Test
    void anEventIsStoredAsEverWithItsCauseBehind() {
        assertThat(text(serializer.store(new Entry<>(OPENED, new Cause("5f0c", "OpenDesk")))))
                .isEqualTo("{\"id\":\"a\",\"room\":3,\"had\":[],"
                        + "\"@cause\":{\"request\":\"5f0c\",\"operation\":\"OpenDesk\"}}");
        assertThat(text(serializer.store(new Entry<>(new Happening.Closed(), new Cause("5f0c", "CloseDesk")))))
                .isEqualTo("{\"@cause\":{\"request\":\"5f0c\",\"operation\":\"CloseDesk\"}}");
    }

    @Test
    void whatNoRequestCausedIsStoredAsBefore() {
        assertThat(serializer.store(new Entry<>(OPENED, Cause.ITSELF))).isEqualTo(serializer.write(OPENED));
    }

    @Test
    void bothAreReadBack() {
        byte[] stored = serializer.store(new Entry<>(OPENED, CAUSE));
        assertThat(serializer.read("desk.opened", stored)).isEqualTo(OPENED);
        assertThat(serializer.sharing().read("desk.opened", stored)).isEqualTo(OPENED);
        assertThat(serializer.cause(stored)).isEqualTo(CAUSE);
    }

    @Test
    void anEventOfAnOlderVersionHasNoCause() {
        assertThat(serializer.cause("{\"id\":\"a\",\"room\":3,\"had\":[]}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Cause.ITSELF);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
