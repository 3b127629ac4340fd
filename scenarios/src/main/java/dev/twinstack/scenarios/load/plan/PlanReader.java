package dev.twinstack.scenarios.load.plan;

import dev.twinstack.scenarios.script.ScriptException;
import dev.twinstack.scenarios.script.Step;
import dev.twinstack.scenarios.script.StepFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one plan; stops at the first thing it cannot understand. */
public final class PlanReader {
    /** What a plan has at its top. */
    static final List<String> KEYS = List.of(
            "name",
            "about",
            "vars",
            "seed",
            "projects",
            "prepare",
            "actors",
            "journeys",
            "warm up",
            "load",
            "arrivals",
            "limits",
            "gates");

    private static final int MOST_PROJECTS = 100_000;
    private static final int MOST_ACTORS = 1_000_000;
    private static final int MOST_CONNECTIONS = 60_000;
    private static final int MOST_IN_FLIGHT = 1_000_000;
    private static final int MOST_SEED = 999_999_999;

    private final StepFile file;
    private final Members top;
    private final Map<String, String> variables;
    private final Quantities quantities;

    private PlanReader(StepFile file, Map<String, String> overrides) {
        this.file = file;
        this.top = new Members(file, file.root(), "a plan", KEYS);
        this.variables = variables(overrides);
        this.quantities = new Quantities(file, variables);
    }

    /**
     * {@return the plan}
     *
     * @param name of the file, for messages and reports
     * @param overrides go before the values of the plan's variables
     * @throws ScriptException with file, line and column, and what is expected there
     */
    public static Plan read(String name, String text, Map<String, String> overrides) {
        return new PlanReader(StepFile.of(name, text), overrides).plan();
    }

    private Map<String, String> variables(Map<String, String> overrides) {
        Map<String, String> all = new LinkedHashMap<>();
        top.node("vars").ifPresent(node -> {
            for (StepFile.Entry entry : file.entries(node, "'vars'")) {
                if (JourneyReader.TURN.contains(entry.key())) {
                    throw new ScriptException(entry.where(), "'" + entry.key() + "' is a variable of every arrival");
                }
                String written = file.string(entry.value(), "a variable");
                all.put(entry.key(), overrides.getOrDefault(entry.key(), written));
            }
        });
        for (String name : overrides.keySet()) {
            if (!all.containsKey(name)) {
                throw new ScriptException(
                        top.where(),
                        "the plan has no variable '" + name + "'; it has " + String.join(", ", all.keySet()));
            }
        }
        return all;
    }

    private Plan plan() {
        String name = quantities.text(top.required("name"), "'name'");
        JourneyReader steps = new JourneyReader(file, quantities, variables.keySet());
        Set<String> things = new LinkedHashSet<>();
        List<Step> prepare = new ArrayList<>();
        top.node("prepare").ifPresent(node -> prepare.addAll(steps.steps(node, "'prepare'", things)));
        Plan.Actors actors = top.get("actors", node -> actors(node, steps, things), Plan.Actors.NONE);
        List<Journey> journeys = steps.journeys(top.required("journeys"), things);
        LoadReader loads = new LoadReader(file, quantities);
        Plan.Load load = loads.load(top.required("load"), top.get("arrivals", this::spread, Plan.Spread.EVEN));
        checkActors(load, actors);
        List<Gate> gates = top.get("gates", new GateReader(file, quantities, journeys)::gates, List.of());
        return new Plan(
                file.file(),
                name,
                top.get("about", node -> quantities.text(node, "'about'").strip(), ""),
                top.get("seed", node -> quantities.count(node, "'seed'", 0, MOST_SEED), 1),
                variables,
                top.get("projects", node -> quantities.count(node, "'projects'", 1, MOST_PROJECTS), 1),
                prepare,
                actors,
                journeys,
                top.get("warm up", node -> loads.open(node, "'warm up'"), List.of()),
                load,
                top.get("limits", this::limits, Plan.Limits.USUAL),
                gates);
    }

    private Plan.Actors actors(Node node, JourneyReader steps, Set<String> things) {
        Members members = new Members(file, node, "'actors'", List.of("count", "begin"));
        int count = quantities.count(members.required("count"), "'count'", 1, MOST_ACTORS);
        return new Plan.Actors(count, steps.steps(members.required("begin"), "'begin'", things));
    }

    /** A user of a closed load has an actor of its own. */
    private void checkActors(Plan.Load load, Plan.Actors actors) {
        if (load instanceof Plan.Load.Closed closed && actors.count() > 0) {
            int users =
                    closed.phases().stream().mapToInt(Phase.Closed::most).max().orElse(0);
            if (users > actors.count()) {
                throw new ScriptException(
                        file.where(top.required("actors")),
                        "there are " + users + " users; expected at least as many actors, not " + actors.count());
            }
        }
    }

    private Plan.Spread spread(Node node) {
        return switch (quantities.text(node, "'arrivals'")) {
            case "even" -> Plan.Spread.EVEN;
            case "random" -> Plan.Spread.RANDOM;
            default -> throw new ScriptException(file.where(node), "'arrivals' is even or random");
        };
    }

    private Plan.Limits limits(Node node) {
        Members members = new Members(file, node, "'limits'", List.of("connections", "in flight", "answer", "drain"));
        Plan.Limits usual = Plan.Limits.USUAL;
        return new Plan.Limits(
                members.get(
                        "connections",
                        it -> quantities.count(it, "'connections'", 1, MOST_CONNECTIONS),
                        usual.connections()),
                members.get(
                        "in flight", it -> quantities.count(it, "'in flight'", 1, MOST_IN_FLIGHT), usual.inFlight()),
                members.get("answer", it -> quantities.length(it, "'answer'"), usual.answer()),
                members.get("drain", it -> quantities.duration(it, "'drain'"), usual.drain()));
    }
}
