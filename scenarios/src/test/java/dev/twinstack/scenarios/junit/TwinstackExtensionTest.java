package dev.twinstack.scenarios.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.scenarios.RecordedCloud;
import dev.twinstack.scenarios.RunningTwin;
import dev.twinstack.scenarios.TwinProvider;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;

@TwinstackTest
class TwinstackExtensionTest {
    private static final AtomicInteger STARTED = new AtomicInteger();

    /** Found through {@code META-INF/services}. */
    public static final class Provider implements TwinProvider {
        @Override
        public RunningTwin start() {
            STARTED.incrementAndGet();
            RecordedCloud cloud = new RecordedCloud();
            return new RunningTwin() {
                @Override
                public URI endpoint() {
                    return cloud.endpoint();
                }

                @Override
                public void close() {
                    cloud.close();
                }
            };
        }
    }

    @RepeatedTest(2)
    void injectsAProjectAndStartsOneTwin(
            TwinProject twin, java.net.URI endpoint, dev.twinstack.scenarios.cloud.Cloud cloud) {
        assertThat(twin.endpoint()).isEqualTo(endpoint).isEqualTo(cloud.root());
        assertThat(twin.id()).isEqualTo(RecordedCloud.PROJECT);
        assertThat(twin.token()).isEqualTo("token-1");
        assertThat(twin.endpoint().getPort()).isPositive();
        assertThat(STARTED).hasValue(1);
    }
}
