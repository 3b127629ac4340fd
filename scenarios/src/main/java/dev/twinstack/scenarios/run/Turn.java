package dev.twinstack.scenarios.run;

import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.script.Scope;
import dev.twinstack.scenarios.script.Step;
import dev.twinstack.scenarios.script.Where;

/**
 * Steps performed one by one outside a script, as load plans do.
 *
 * <p>Not safe for use by several threads; each takes a turn of its own with {@link #again}.
 */
public final class Turn implements Scope {
    private final Session session;

    private Turn(Session session) {
        this.session = session;
    }

    /** {@return a turn that knows nothing yet} */
    public static Turn in(Cloud cloud) {
        return new Turn(new Session(cloud));
    }

    /** {@return a turn that knows what this one knows by now, and does not share what comes after} */
    public Turn again(Cloud cloud) {
        return new Turn(session.copy(cloud));
    }

    public Cloud cloud() {
        return session.cloud();
    }

    /** Gives a variable its value. */
    public void set(String variable, String value) {
        session.variable(variable, value);
    }

    /** {@return how the step ended; what it made is known from now on} */
    public Verdict perform(Step step) {
        return new StepRun(session, true).perform(step).verdict();
    }

    @Override
    public String value(String reference, Where where) {
        return session.value(reference, where);
    }
}
