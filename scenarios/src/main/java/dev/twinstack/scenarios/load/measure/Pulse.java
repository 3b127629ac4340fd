package dev.twinstack.scenarios.load.measure;

/**
 * Counts of journeys: in a second, or in all.
 *
 * @param offered what the plan wanted to begin
 * @param started what began
 * @param dropped what did not, since too much was under way or no actor was free
 * @param inFlight under way at the end of the second; the most of any second in all
 * @param requests sent over the wire
 */
public record Pulse(
        long offered, long started, long completed, long failed, long dropped, long inFlight, long requests) {
    /** Nothing yet. */
    public static final Pulse NONE = new Pulse(0, 0, 0, 0, 0, 0, 0);

    Pulse plus(Pulse other) {
        return new Pulse(
                offered + other.offered,
                started + other.started,
                completed + other.completed,
                failed + other.failed,
                dropped + other.dropped,
                inFlight + other.inFlight,
                requests + other.requests);
    }

    Pulse minus(Pulse other) {
        return new Pulse(
                offered - other.offered,
                started - other.started,
                completed - other.completed,
                failed - other.failed,
                dropped - other.dropped,
                inFlight,
                requests - other.requests);
    }
}
