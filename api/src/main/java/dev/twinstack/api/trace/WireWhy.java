package dev.twinstack.api.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.twinstack.emulator.history.Findings;
import dev.twinstack.emulator.history.FlowQuestion;
import dev.twinstack.emulator.history.Turn;
import dev.twinstack.emulator.history.Verdict;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a flow, as it is answered.
 *
 * @param reachable whether it arrives now
 * @param answer in a sentence, which request opened or closed it last
 * @param since how it was at the revision that was asked for
 * @param now how it is at the newest
 * @param changes every change of the verdict in between, in order
 */
record WireWhy(
        boolean reachable, String answer, WireFlow flow, WireVerdict since, WireVerdict now, List<WireChange> changes) {
    /**
     * @param from as it was asked for; so {@code to}
     */
    record WireFlow(
            String from,
            String to,
            int family,
            @JsonUnwrapped WireTraffic traffic) {}

    /**
     * @param revision null where it is that of the change
     * @param verdict {@code reachable}, {@code unreachable}, {@code ambiguous}, {@code undetermined}, or {@code none} where
     *     an end was not there
     * @param disposition null where the verdict is {@code none}
     * @param text what decided
     */
    record WireVerdict(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long revision,

            String verdict,
            @Nullable String disposition,
            String text) {}

    /**
     * @param revision of the event that turned it
     * @param at when that was written, by the clock of the machine
     * @param change {@code opened} or {@code closed}; {@code appeared} or {@code vanished}, where an end came or went and
     *     nothing arrived; {@code turned} where something else became of it, but not all of it arrived before or after
     * @param operation null if no request did it, or an older version did not write down which; so {@code requestId}
     * @param event its name, as {@code /_twinstack/events} has it
     * @param type of the resource it happened to
     * @param id of that
     * @param project it is in: the caller's, or one that a VPC of the caller's peers with
     */
    record WireChange(
            long revision,
            String at,
            String change,
            @Nullable String operation,
            @Nullable String requestId,
            String event,
            String type,
            String id,
            String project,
            WireVerdict before,
            WireVerdict after) {}

    static WireWhy of(FlowQuestion asked, Findings findings) {
        return new WireWhy(
                findings.now().open(),
                sentence(findings),
                flow(asked),
                verdict(findings.since(), findings.then()),
                verdict(findings.revision(), findings.now()),
                findings.turns().stream().map(WireWhy::change).toList());
    }

    private static WireFlow flow(FlowQuestion asked) {
        return new WireFlow(asked.from(), asked.to(), asked.family().version(), WireTraffic.of(asked.traffic()));
    }

    private static WireVerdict verdict(@Nullable Long revision, Verdict verdict) {
        String disposition = switch (verdict) {
            case Verdict.Traced(var _, var trace) -> trace.disposition().name();
            case Verdict.None none -> null;
        };
        return new WireVerdict(revision, verdict.word(), disposition, verdict.text());
    }

    private static WireChange change(Turn turn) {
        boolean asked = turn.cause().asked();
        return new WireChange(
                turn.revision(),
                turn.at().toString(),
                turn.way().name().toLowerCase(Locale.ROOT),
                asked ? turn.cause().operation() : null,
                asked ? turn.cause().request() : null,
                turn.event(),
                turn.entity().type(),
                turn.entity().id(),
                turn.entity().project(),
                verdict(null, turn.before()),
                verdict(null, turn.after()));
    }

    private static String sentence(Findings findings) {
        return findings.answer()
                .map(WireWhy::turned)
                .orElseGet(() -> findings.now().open()
                        ? "Open ever since revision " + findings.since() + ": "
                                + findings.now().text()
                        : "Never open since revision " + findings.since() + ": "
                                + findings.now().text());
    }

    private static String turned(Turn turn) {
        String by = turn.cause().asked()
                ? turn.cause().operation() + ", request " + turn.cause().request()
                : "no request that was written down (" + turn.event() + " of "
                        + turn.entity().type() + " " + turn.entity().id() + ")";
        return way(turn) + " at revision " + turn.revision() + " by " + by + ": "
                + turn.after().text();
    }

    private static String way(Turn turn) {
        if (turn.after().open()) {
            return "Opened";
        }
        if (turn.after().openInPart()) {
            return turn.before().open() ? "Closed in part" : "Opened in part";
        }
        return "Closed";
    }
}
