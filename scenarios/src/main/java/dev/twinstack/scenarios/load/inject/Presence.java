package dev.twinstack.scenarios.load.inject;

import dev.twinstack.scenarios.load.plan.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * A time in which one user of a closed load is there, in nanoseconds from the load's beginning.
 *
 * @param pace from one beginning to the next; zero for at once
 */
public record Presence(long from, long to, long pace) {

    /** {@return when the user is there, counted from 0: low numbers come first and leave last} */
    public static List<Presence> of(List<Phase.Closed> phases, int user) {
        List<Presence> all = new ArrayList<>();
        long before = 0;
        for (Phase.Closed phase : phases) {
            long length = phase.length().toNanos();
            double growth = phase.to() - (double) phase.from();
            double from = user < phase.from() ? 0 : (user + 1 - phase.from()) / growth;
            double to = user < phase.to() ? 1 : (phase.from() - user) / -growth;
            if (user < phase.most() && from < to) {
                all.add(new Presence(
                        before + Math.round(from * length),
                        before + Math.round(to * length),
                        phase.pace().toNanos()));
            }
            before += length;
        }
        return all;
    }

    /** {@return how long all users are there, added up} */
    public static long total(List<Phase.Closed> phases) {
        long sum = 0;
        int most = phases.stream().mapToInt(Phase.Closed::most).max().orElse(0);
        for (int user = 0; user < most; user++) {
            for (Presence presence : of(phases, user)) {
                sum += presence.to() - presence.from();
            }
        }
        return sum;
    }
}
