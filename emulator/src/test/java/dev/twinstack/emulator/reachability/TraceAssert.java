package dev.twinstack.emulator.reachability;

import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** What a trace should say. */
final class TraceAssert extends AbstractAssert<TraceAssert, Trace> {
    private TraceAssert(Trace actual) {
        super(actual, TraceAssert.class);
        as("%s", actual);
    }

    static TraceAssert assertThat(Trace actual) {
        return new TraceAssert(actual);
    }

    TraceAssert is(Disposition disposition) {
        Assertions.assertThat(actual.disposition()).as(info.descriptionText()).isEqualTo(disposition);
        return this;
    }

    /** Names the nodes of all hops, in order. */
    TraceAssert by(String... nodes) {
        Assertions.assertThat(actual.hops().stream().map(hop -> hop.node().label()))
                .as(info.descriptionText())
                .containsExactly(nodes);
        return this;
    }

    /** Names the nodes that the answers pass, in order. */
    TraceAssert answeredBy(String... nodes) {
        Assertions.assertThat(actual.back().stream().map(hop -> hop.node().label()))
                .as(info.descriptionText())
                .containsExactly(nodes);
        return this;
    }

    /** Names what the flow rests on: the resource, and the rule if it is one. */
    TraceAssert restingOn(String... basis) {
        Assertions.assertThat(actual.basis().stream()
                        .map(step -> step.resource().label()
                                + step.rule().map(rule -> ' ' + rule.id()).orElse("")))
                .as(info.descriptionText())
                .containsExactly(basis);
        return this;
    }

    /** Names the resource that decided, and the start of the rule's id. */
    TraceAssert decidedBy(String resource, String rule) {
        Step step = actual.decidedBy();
        Assertions.assertThat(step.resource().label())
                .as(info.descriptionText())
                .isEqualTo(resource);
        Assertions.assertThat(step.rule().map(Step.Ruling::id).orElse(""))
                .as(info.descriptionText())
                .isEqualTo(rule);
        return this;
    }

    TraceAssert citing(String... rules) {
        Assertions.assertThat(actual.decidedBy().cites())
                .as(info.descriptionText())
                .contains(rules);
        return this;
    }

    TraceAssert says(String words) {
        Assertions.assertThat(Objects.requireNonNull(actual.decidedBy().text()))
                .as(info.descriptionText())
                .contains(words);
        return this;
    }
}
