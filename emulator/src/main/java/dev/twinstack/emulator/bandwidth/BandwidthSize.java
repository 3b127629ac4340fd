package dev.twinstack.emulator.bandwidth;

import dev.twinstack.emulator.bandwidth.Bandwidth.ShareType;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import java.util.Optional;

/**
 * Which sizes there are, in Mbit/s. Where the pages differ, the wider range counts: 1 to 1000 for a dedicated bandwidth
 * (the API's, BW-02), 5 to 2000 for a shared one (the guide's, BW-03). The steps are BW-04.
 */
final class BandwidthSize {
    private static final int FINE_UNTIL = 300;
    private static final int MEDIUM_STEP = 50;
    private static final int MEDIUM_UNTIL = 1000;
    private static final int COARSE_STEP = 500;

    private BandwidthSize() {}

    /** {@return what is wrong with this size, if anything} */
    static Optional<Invalid> fault(ShareType shareType, int size) {
        int least = shareType == ShareType.WHOLE ? 5 : 1;
        int most = shareType == ShareType.WHOLE ? 2000 : 1000;
        if (size < least || size > most) {
            return Optional.of(invalid("The size " + size + " is not from " + least + " to " + most + " Mbit/s."));
        }
        int step = size <= FINE_UNTIL ? 1 : size <= MEDIUM_UNTIL ? MEDIUM_STEP : COARSE_STEP;
        return size % step == 0
                ? Optional.empty()
                : Optional.of(invalid("The size " + size + " is not a multiple of " + step + " Mbit/s."));
    }

    private static Invalid invalid(String message) {
        return new Invalid("bandwidth-size-invalid", "size", message);
    }
}
