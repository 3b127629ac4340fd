package dev.twinstack.api.cli;

import dev.twinstack.emulator.timing.Timing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long things take in a twin. */
final class TimingOptions {
    private enum Profile {
        INSTANT,
        OTC
    }

    @Option(
            names = "--timing",
            paramLabel = "instant|otc",
            defaultValue = "instant",
            description = "Whether things are done at once, or take the time they take in the cloud."
                    + " Default: ${DEFAULT-VALUE}")
    private Profile profile = Profile.INSTANT;

    @Option(
            names = "--timing-seed",
            paramLabel = "NUMBER",
            description = "With --timing otc: another seed, other times. Default: " + Timing.Otc.USUAL_SEED)
    private @Nullable Integer seed;

    @Option(
            names = "--timing-speed",
            paramLabel = "NUMBER",
            description =
                    "With --timing otc: how much faster than the cloud, 1 to " + Timing.Otc.FASTEST + ". Default: 1")
    private @Nullable Integer speed;

    /** {@return what there is to say about it, with a comma before; blank for the usual} */
    String words() {
        return switch (timing()) {
            case Timing.Immediate immediate -> "";
            case Timing.Otc(int seed, int speed) -> ", timing otc (seed " + seed + ", speed " + speed + ")";
        };
    }

    /**
     * @throws Refusals.Refusal if the speed is out of range, or seed or speed are of no use
     */
    Timing timing() {
        return switch (profile) {
            case INSTANT -> {
                if (seed != null || speed != null) {
                    throw new Refusals.Refusal("--timing-seed and --timing-speed need --timing otc.");
                }
                yield Timing.INSTANT;
            }
            case OTC -> {
                try {
                    yield new Timing.Otc(seed == null ? Timing.Otc.USUAL_SEED : seed, speed == null ? 1 : speed);
                } catch (IllegalArgumentException outOfRange) {
                    throw new Refusals.Refusal("--timing-speed: " + outOfRange.getMessage() + ".", outOfRange);
                }
            }
        };
    }
}
