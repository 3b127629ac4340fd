package dev.twinstack.api.bench.peers;

import java.util.List;

/**
 * How much is measured.
 *
 * @param seconds of each rate
 * @param grace how long answers that are late are waited for, in seconds
 * @param many the networks of the long list
 * @param filling the seconds that making them may take
 * @param acknowledged the creates to be answered before {@code kill -9}
 * @param rounds of each race, of each limit
 * @param racing the seconds one race may take
 * @param patience the seconds a peer may take in all
 */
record Scale(
        List<Integer> connections,
        double seconds,
        double grace,
        int many,
        double filling,
        int acknowledged,
        int rounds,
        double racing,
        double patience) {
    static final int FEW = 100;

    static final Scale FULL = new Scale(List.of(1, 16, 64), 4, 25, 10_000, 60, 2_000, 10, 6, 285);

    static final Scale QUICK = new Scale(List.of(1, 16, 64), 0.3, 5, 500, 5, 50, 2, 2, 120);
}
