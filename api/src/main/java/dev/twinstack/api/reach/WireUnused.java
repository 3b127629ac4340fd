package dev.twinstack.api.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.reach.Unused;
import dev.twinstack.emulator.reachability.Node;
import java.util.List;

/** Rules and routes that never decide, as they are answered. */
record WireUnused(String question, long revision, List<Rule> rules) {
    /**
     * @param rule its id; of a route, its destination
     * @param text the rule in words
     * @param code why, in a word; {@code why} in a sentence
     * @param shadowedBy what goes first, with the codes {@code SHADOWED} and {@code REDUNDANT} only
     */
    record Rule(Node owner, String rule, String text, String code, String why, List<Unused.Other> shadowedBy) {}

    static WireUnused of(Snapshot snapshot, List<Unused> unused) {
        return new WireUnused(
                "unused-rules",
                snapshot.revision(),
                unused.stream().map(WireUnused::rule).toList());
    }

    private static Rule rule(Unused unused) {
        return new Rule(
                unused.owner(),
                unused.rule(),
                unused.text(),
                unused.why().code(),
                unused.why().text(),
                unused.why().others());
    }
}
