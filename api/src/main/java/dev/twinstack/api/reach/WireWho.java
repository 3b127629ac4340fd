package dev.twinstack.api.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reach.Caller;
import dev.twinstack.emulator.reach.Service;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.reachability.Step;
import dev.twinstack.emulator.reachability.Step.Ruling;
import dev.twinstack.emulator.reachability.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who can reach an end, as it is answered.
 *
 * @param service such as {@code tcp/443}
 * @param groups those who fare alike for the same reason together; who reaches it first
 */
record WireWho(String question, long revision, String to, String service, List<Group> groups) {
    /**
     * @param rule null if no rule and no route decided
     * @param text what decided about the first of them, in a sentence
     */
    record Group(
            int family,
            boolean reachable,
            String disposition,
            Node resource,
            @Nullable Ruling rule,
            String text,
            List<Node> from) {}

    static WireWho of(Snapshot snapshot, String to, Traffic traffic, List<Caller> callers) {
        Map<Key, List<Caller>> alike = new LinkedHashMap<>();
        callers.forEach(caller ->
                alike.computeIfAbsent(Key.of(caller), key -> new ArrayList<>()).add(caller));
        List<Group> groups = Stream.of(true, false)
                .flatMap(reachable -> alike.values().stream()
                        .filter(group -> group.getFirst().reaches() == reachable)
                        .map(WireWho::group))
                .toList();
        return new WireWho("who", snapshot.revision(), to, Service.written(traffic), groups);
    }

    private record Key(Family family, String disposition, String type, String resource, String rule) {
        /** What stops a NIC itself is the same reason for each of them. */
        static Key of(Caller caller) {
            Step decision = caller.trace().decidedBy();
            boolean own = decision.resource().id().equals(caller.trace().from().id());
            return new Key(
                    caller.family(),
                    caller.trace().disposition().name(),
                    decision.resource().type(),
                    own ? "" : decision.resource().id(),
                    decision.rule().map(Ruling::id).orElse(""));
        }
    }

    private static Group group(List<Caller> callers) {
        Caller first = callers.getFirst();
        Step decision = first.trace().decidedBy();
        return new Group(
                first.family().version(),
                first.reaches(),
                first.trace().disposition().name(),
                decision.resource(),
                decision.rule().orElse(null),
                decision.text(),
                callers.stream().map(Caller::node).toList());
    }
}
