package dev.twinstack.scenarios.load.plan;

import dev.twinstack.scenarios.script.ScriptException;
import dev.twinstack.scenarios.script.StepFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads when work arrives. */
final class LoadReader {
    private static final List<String> KINDS = List.of("rate", "ramp", "steps", "burst", "pause", "users");
    private static final int MOST = 1_000_000;

    private final StepFile file;
    private final Quantities quantities;

    LoadReader(StepFile file, Quantities quantities) {
        this.file = file;
        this.quantities = quantities;
    }

    /** {@return the load: closed if its phases say how many users, open if they say what arrives} */
    Plan.Load load(Node node, Plan.Spread spread) {
        List<Phase> phases = phases(node, "'load'");
        List<Phase.Open> open = new ArrayList<>();
        List<Phase.Closed> closed = new ArrayList<>();
        for (Phase phase : phases) {
            switch (phase) {
                case Phase.Open it -> open.add(it);
                case Phase.Closed it -> closed.add(it);
            }
        }
        if (!open.isEmpty() && !closed.isEmpty()) {
            throw new ScriptException(
                    file.where(node),
                    "'load' is either open (rate, ramp, steps, burst, pause) or closed (users), not both");
        }
        if (open.isEmpty()) {
            return new Plan.Load.Closed(closed);
        }
        if (open.stream().mapToDouble(Phase.Open::arrivals).sum() < 1) {
            throw new ScriptException(file.where(node), "'load' is too little for a single arrival");
        }
        return new Plan.Load.Open(open, spread);
    }

    /** {@return phases of which none is closed} */
    List<Phase.Open> open(Node node, String what) {
        List<Phase.Open> open = new ArrayList<>();
        for (Phase phase : phases(node, what)) {
            if (phase instanceof Phase.Open it) {
                open.add(it);
            } else {
                throw new ScriptException(
                        file.where(node), what + " has no 'users'; expected rate, ramp, steps, burst, pause");
            }
        }
        return open;
    }

    private List<Phase> phases(Node node, String what) {
        List<Phase> phases = new ArrayList<>();
        for (Node item : file.items(node, what)) {
            phases.addAll(phase(item));
        }
        if (phases.isEmpty()) {
            throw new ScriptException(file.where(node), what + " is empty; expected " + String.join(", ", KINDS));
        }
        return phases;
    }

    private List<? extends Phase> phase(Node item) {
        List<StepFile.Entry> entries = file.entries(item, "a phase");
        String kind = entries.isEmpty() ? "" : entries.getFirst().key();
        return switch (kind) {
            case "rate" -> List.of(rate(new Members(file, item, "a phase with a rate", List.of("rate", "for"))));
            case "ramp" -> List.of(ramp(new Members(file, item, "a ramp", List.of("ramp", "for"))));
            case "steps" -> steps(new Members(file, item, "steps", List.of("steps", "each")));
            case "burst" -> {
                Members members = new Members(file, item, "a burst", List.of("burst"));
                yield List.of(new Phase.Burst(quantities.count(members.required("burst"), "'burst'", 1, MOST)));
            }
            case "pause" -> {
                Members members = new Members(file, item, "a pause", List.of("pause"));
                yield List.of(new Phase.Rate(0, 0, quantities.length(members.required("pause"), "'pause'")));
            }
            case "users" ->
                List.of(users(new Members(file, item, "a phase with users", List.of("users", "for", "pace"))));
            default ->
                throw new ScriptException(
                        entries.isEmpty()
                                ? file.where(item)
                                : entries.getFirst().where(),
                        "a phase begins with " + String.join(", ", KINDS) + ", not '" + kind + "'");
        };
    }

    private Phase.Open rate(Members members) {
        double rate = quantities.rate(members.required("rate"), "'rate'");
        return new Phase.Rate(rate, rate, quantities.length(members.required("for"), "'for'"));
    }

    private Phase.Open ramp(Members members) {
        Members ends = new Members(file, members.required("ramp"), "'ramp'", List.of("from", "to"));
        return new Phase.Rate(
                quantities.rate(ends.required("from"), "'from'"),
                quantities.rate(ends.required("to"), "'to'"),
                quantities.length(members.required("for"), "'for'"));
    }

    private List<Phase.Open> steps(Members members) {
        Members stairs = new Members(file, members.required("steps"), "'steps'", List.of("from", "to", "by"));
        double from = quantities.rate(stairs.required("from"), "'from'");
        double to = quantities.rate(stairs.required("to"), "'to'");
        double by = quantities.rate(stairs.required("by"), "'by'");
        Duration each = quantities.length(members.required("each"), "'each'");
        if (by <= 0 || Math.abs(to - from) / by > 1000) {
            throw new ScriptException(stairs.where(), "'steps' has more than 1000 of them; expected a larger 'by'");
        }
        List<Phase.Open> phases = new ArrayList<>();
        int count = (int) Math.floor(Math.abs(to - from) / by + 1e-9);
        for (int i = 0; i <= count; i++) {
            double rate = from + Math.signum(to - from) * by * i;
            phases.add(new Phase.Rate(rate, rate, each));
        }
        return phases;
    }

    private Phase.Closed users(Members members) {
        Node users = members.required("users");
        Duration length = quantities.length(members.required("for"), "'for'");
        Duration pace = members.get("pace", it -> quantities.length(it, "'pace'"), Duration.ZERO);
        if (StepFile.isMapping(users)) {
            Members ends = new Members(file, users, "'users'", List.of("from", "to"));
            return new Phase.Closed(
                    quantities.count(ends.required("from"), "'from'", 0, MOST),
                    quantities.count(ends.required("to"), "'to'", 0, MOST),
                    length,
                    pace);
        }
        int count = quantities.count(users, "'users'", 1, MOST);
        return new Phase.Closed(count, count, length, pace);
    }
}
