package dev.twinstack.scenarios.load;

import dev.twinstack.scenarios.load.inject.Schedule;
import dev.twinstack.scenarios.load.plan.Gate;
import dev.twinstack.scenarios.load.plan.Phase;
import dev.twinstack.scenarios.load.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** What a plan would do, in a few lines. */
record Outline(Plan plan) {
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(plan.name());
        if (!plan.about().isEmpty()) {
            lines.add("  " + plan.about().replace("\n", "\n  "));
        }
        lines.add("projects  " + plan.projects() + ", each prepared with "
                + plan.prepare().size() + " steps"
                + (plan.actors().count() > 0 ? "; " + plan.actors().count() + " actors" : ""));
        lines.add("load      " + load() + " within " + plan.load().length().toMillis() / 1000.0 + " s");
        plan.journeys()
                .forEach(it -> lines.add(
                        "journey   " + it.name() + ", weight " + it.weight() + ": " + String.join(", ", it.actions())));
        plan.gates().stream().map(Gate::words).forEach(words -> lines.add("gate      " + words));
        return lines;
    }

    private String load() {
        return switch (plan.load()) {
            case Plan.Load.Open it ->
                "open: " + new Schedule(it.phases(), it.spread(), plan.seed()).expected() + " arrivals";
            case Plan.Load.Closed it ->
                "closed: at most "
                        + it.phases().stream()
                                .mapToInt(Phase.Closed::most)
                                .max()
                                .orElse(0) + " users";
        };
    }
}
