package dev.twinstack.scenarios.load.plan;

import dev.twinstack.scenarios.script.Action;
import dev.twinstack.scenarios.script.ScriptException;
import dev.twinstack.scenarios.script.Step;
import dev.twinstack.scenarios.script.StepFile;
import dev.twinstack.scenarios.script.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what arrives. */
final class JourneyReader {
    /** Variables that every arrival has: its number, that number in bytes, and that of its project. */
    static final List<String> TURN = List.of("turn", "project-number", "random");

    private static final int MOST_WEIGHT = 1_000_000;
    private static final int MOST_TIMES = 1_000_000;

    private final StepFile file;
    private final Quantities quantities;
    private final List<String> variables;

    JourneyReader(StepFile file, Quantities quantities, Collection<String> variables) {
        this.file = file;
        this.quantities = quantities;
        this.variables = new ArrayList<>(variables);
        this.variables.addAll(TURN);
    }

    /** {@return the steps of a list without pauses; what they make is added to the things} */
    List<Step> steps(Node node, String what, Set<String> things) {
        StepFile.Steps reader = file.steps(variables, things);
        List<Step> steps = new ArrayList<>();
        for (Node item : file.items(node, what)) {
            Step step = reader.read(item);
            steps.add(step);
            if (!step.as().isEmpty()) {
                things.add(step.as());
            }
        }
        return steps;
    }

    List<Journey> journeys(Node node, Set<String> things) {
        List<Journey> journeys = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Node item : file.items(node, "'journeys'")) {
            Members members = new Members(file, item, "a journey", List.of("name", "weight", "steps"));
            String name = quantities.text(members.required("name"), "'name'");
            if (!names.add(name)) {
                throw new ScriptException(members.where(), "there are two journeys called '" + name + "'");
            }
            int weight = members.get("weight", it -> quantities.count(it, "'weight'", 1, MOST_WEIGHT), 1);
            StepFile.Steps reader = file.steps(variables, things);
            Journey journey = new Journey(name, weight, parts(members.required("steps"), reader));
            if (journey.actions().isEmpty()) {
                throw new ScriptException(members.where(), "journey '" + name + "' does nothing; expected a step");
            }
            journeys.add(journey);
        }
        if (journeys.isEmpty()) {
            throw new ScriptException(file.where(node), "'journeys' is empty; expected at least one");
        }
        return journeys;
    }

    private List<Journey.Part> parts(Node node, StepFile.Steps reader) {
        List<Journey.Part> parts = new ArrayList<>();
        for (Node item : file.items(node, "'steps'")) {
            parts.add(part(item, reader));
        }
        return parts;
    }

    private Journey.Part part(Node item, StepFile.Steps reader) {
        List<StepFile.Entry> entries = file.entries(item, "a step");
        String first = entries.isEmpty() ? "" : entries.getFirst().key();
        return switch (first) {
            case "think" -> think(entries);
            case "repeat" -> repeat(entries, reader);
            default -> act(reader.read(item), entries);
        };
    }

    private static Journey.Part act(Step step, List<StepFile.Entry> entries) {
        if (step.action() instanceof Action.RawRequest request && request.path() instanceof Text.Written path) {
            return new Journey.Part.Act(request.method() + " " + path(path.raw()), step);
        }
        String phrase = entries.stream()
                .map(StepFile.Entry::key)
                .filter(step.words()::startsWith)
                .findFirst()
                .orElse(step.words());
        return new Journey.Part.Act(phrase, step);
    }

    /** {@return the path as the API's pages write it: without query, references in plain braces} */
    private static String path(String raw) {
        return raw.replaceFirst("\\?.*", "").replaceAll("\\$\\{\\s*([^}]*?)\\s*}", "{$1}");
    }

    private Journey.Part think(List<StepFile.Entry> entries) {
        StepFile.Entry think = alone(entries);
        if (StepFile.isMapping(think.value())) {
            Members members = new Members(file, think.value(), "'think'", List.of("from", "to"));
            Duration from = quantities.duration(members.required("from"), "'from'");
            Duration to = quantities.duration(members.required("to"), "'to'");
            if (to.compareTo(from) < 0) {
                throw new ScriptException(think.where(), "'think' ends before it begins; expected from <= to");
            }
            return new Journey.Part.Think(from, to);
        }
        Duration exactly = quantities.duration(think.value(), "'think'");
        return new Journey.Part.Think(exactly, exactly);
    }

    private Journey.Part repeat(List<StepFile.Entry> entries, StepFile.Steps reader) {
        StepFile.Entry repeat = alone(entries);
        Members members = new Members(file, repeat.value(), "'repeat'", List.of("times", "steps"));
        int times = quantities.count(members.required("times"), "'times'", 1, MOST_TIMES);
        return new Journey.Part.Repeat(times, parts(members.required("steps"), reader));
    }

    private static StepFile.Entry alone(List<StepFile.Entry> entries) {
        if (entries.size() > 1) {
            throw new ScriptException(
                    entries.get(1).where(),
                    "nothing may stand beside '" + entries.getFirst().key() + "'");
        }
        return entries.getFirst();
    }
}
