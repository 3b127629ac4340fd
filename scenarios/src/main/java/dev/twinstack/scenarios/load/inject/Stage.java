package dev.twinstack.scenarios.load.inject;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.cloud.Transport;
import dev.twinstack.scenarios.load.plan.Plan;
import dev.twinstack.scenarios.load.wire.Connections;
import dev.twinstack.scenarios.run.Turn;
import dev.twinstack.scenarios.script.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The projects of a run: signed in to, prepared, and cleared in the end. A throw-away project is emptied; in one that
 * was named, only what the run has made is deleted.
 */
public final class Stage implements AutoCloseable {
    private static final int AT_ONCE = 16;
    private static final int LONGEST_NAME = 64;

    private final Plan plan;
    private final Connections connections;
    private final List<Turn> projects = Collections.synchronizedList(new ArrayList<>());
    private final ConcurrentLinkedQueue<Field.Actor> actors = new ConcurrentLinkedQueue<>();
    private final Ledger ledger = new Ledger();
    private final boolean throwAway;

    private Stage(Plan plan, boolean throwAway) {
        this.plan = plan;
        this.throwAway = throwAway;
        this.connections =
                new Connections(plan.limits().connections(), plan.limits().answer());
    }

    /** A preparation failed; the message tells the whole story. */
    public static final class Unprepared extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unprepared(String story) {
            super(story);
        }
    }

    /**
     * {@return the stage with every project signed in to; nothing is made yet}
     *
     * @param project the one to use; empty for throw-away projects
     * @param suffix makes the names of throw-away projects new
     * @throws CloudException.Unreachable if nobody answers or the login is refused
     */
    public static Stage open(Plan plan, Endpoint endpoint, String project, String suffix) {
        Stage stage = new Stage(plan, project.isEmpty());
        boolean opened = false;
        try {
            List<String> names = project.isEmpty() ? names(plan, endpoint.region(), suffix) : List.of(project);
            List<Cloud> clouds = Collections.synchronizedList(new ArrayList<>());
            Crowd.each(names, AT_ONCE, name -> clouds.add(Cloud.signIn(stage.connections.lane(), endpoint, name)));
            clouds.stream().map(stage::turn).forEach(stage.projects::add);
            opened = true;
            return stage;
        } finally {
            if (!opened) {
                stage.close();
            }
        }
    }

    private static List<String> names(Plan plan, String region, String suffix) {
        String name = region + "_load-" + plan.shortName().replaceAll("[^A-Za-z0-9-]+", "-");
        return IntStream.range(0, plan.projects())
                .mapToObj(number -> "-" + suffix + (plan.projects() == 1 ? "" : "-" + number))
                .map(end -> name.substring(0, Math.min(name.length(), LONGEST_NAME - end.length())) + end)
                .toList();
    }

    private Turn turn(Cloud cloud) {
        Turn turn = Turn.in(cloud.over(carrying().apply(connections.lane())));
        plan.variables().forEach(turn::set);
        return turn;
    }

    private UnaryOperator<Transport> carrying() {
        return throwAway ? UnaryOperator.identity() : ledger::noting;
    }

    /**
     * Makes what the plan wants to be there beforehand.
     *
     * @throws Unprepared if a step does not hold
     */
    public void prepare(Share share) {
        List<Integer> numbers = IntStream.range(0, projects.size()).boxed().toList();
        Crowd.each(numbers, AT_ONCE, number -> perform(plan.prepare(), projects.get(number), number, number));
        int count = (int) share.part(plan.actors().count());
        Crowd.each(IntStream.range(0, count).boxed().toList(), AT_ONCE, index -> {
            int number = index * share.of() + share.number() - 1;
            int project = number % projects.size();
            Turn from = projects.get(project);
            Turn turn = from.again(from.cloud().over(carrying().apply(connections.lane())));
            perform(plan.actors().begin(), turn, project, number);
            actors.add(new Field.Actor(project, turn));
        });
    }

    private static void perform(List<Step> steps, Turn turn, int project, int number) {
        turn.set("project-number", Integer.toString(project));
        turn.set("turn", Integer.toString(number));
        turn.set("turn.low", Integer.toString(number & 255));
        turn.set("turn.high", Integer.toString(number >> 8 & 255));
        turn.set("random", Integer.toString(number));
        for (Step step : steps) {
            Verdict verdict = turn.perform(step);
            String story = switch (verdict) {
                case Verdict.Held _, Verdict.Skipped _ -> "";
                case Verdict.Failed it -> Problems.of(it) + "\n" + exchanges(it);
                case Verdict.CouldNotRun it -> it.why();
            };
            if (!story.isEmpty()) {
                throw new Unprepared(step.where() + ": " + step.words() + ": " + story.strip());
            }
        }
    }

    private static String exchanges(Verdict.Failed failed) {
        StringBuilder text = new StringBuilder();
        failed.exchanges().forEach(exchange -> text.append(exchange.text()));
        return text.toString();
    }

    /** {@return whether the cloud is a twin: it then tells what it serves} */
    public boolean isTwin() {
        Cloud cloud = projects.getFirst().cloud();
        return cloud.over(connections.lane())
                .exchange("GET", cloud.twin("/operations"), MissingNode.getInstance())
                .succeeded();
    }

    /** {@return what brings the load to these projects} */
    public Injector injector(Share share) {
        boolean hasActors = plan.actors().count() > 0;
        return new Injector(plan, new Field(connections, projects, actors, hasActors, carrying()), share);
    }

    /**
     * {@return what could not be deleted, in words}
     *
     * @throws CloudException if the cloud does not answer
     */
    public List<String> clear() {
        List<String> left = Collections.synchronizedList(new ArrayList<>());
        Crowd.each(List.copyOf(projects), AT_ONCE, turn -> {
            Cloud cloud = turn.cloud().over(connections.lane());
            left.addAll(new Clearing(connections, cloud, id -> throwAway || ledger.has(id)).clear());
        });
        return List.copyOf(left);
    }

    @Override
    public void close() {
        connections.close();
    }
}
