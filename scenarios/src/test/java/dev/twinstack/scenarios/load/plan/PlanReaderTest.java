package dev.twinstack.scenarios.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.twinstack.scenarios.script.ScriptException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {
    private static final String WHOLE = """
            name: everything
            about: all words
            vars: {rate: 20/s, users: 3}
            seed: 7
            projects: 2
            prepare:
              - create vpc: {name: base, cidr: 10.0.0.0/8}
            actors:
              count: ${users}
              begin:
                - assign eip: {size: 5}
                  as: mine
            journeys:
              - name: first
                weight: 3
                steps:
                  - create vpc: {name: "v-${turn}-${turn.low}", cidr: 10.0.0.0/16}
                    as: made
                  - think: 500 ms
                  - think: {from: 0 s, to: 2 s}
                  - repeat:
                      times: 2
                      steps:
                        - show vpc: made
                  - request: {path: "/v2.0/ports/${mine.id}?limit=1"}
                  - delete vpc: made
              - name: second
                steps:
                  - show vpc: base
            warm up:
              - rate: 5/s
                for: 1 s
            load:
              - rate: ${rate}
                for: 30 s
              - ramp: {from: 60/min, to: 3/s}
                for: 1 min
              - steps: {from: 10/s, to: 30/s, by: 10/s}
                each: 2 s
              - burst: 100
              - pause: 500 ms
            arrivals: random
            limits: {connections: 8, in flight: 50, answer: 5 s, drain: 1 s}
            gates:
              - failures: 0.1%
              - dropped: 0%
              - p99.9: {of: show vpc, at most: 250 ms}
              - max: 2 s
              - rate: {of: first, at least: 15/s}
              - growth: {of: create vpc, percentile: p50, at most: 1.5}
              - regression: {percentile: p99, at most: 1.2}
            """;

    @Test
    void readsEverything() {
        Plan plan = PlanReader.read("w.yaml", WHOLE, Map.of("rate", "40/s"));

        assertThat(plan.variables()).containsEntry("rate", "40/s").containsEntry("users", "3");
        assertThat(plan.actors().count()).isEqualTo(3);
        assertThat(plan.actions()).containsExactly("create vpc", "show vpc", "GET /v2.0/ports/{mine.id}", "delete vpc");
        assertThat(plan.load()).isInstanceOfSatisfying(Plan.Load.Open.class, it -> {
            assertThat(it.spread()).isEqualTo(Plan.Spread.RANDOM);
            assertThat(it.phases()).hasSize(7);
            assertThat(it.phases().getFirst().arrivals()).isEqualTo(1200);
            assertThat(it.phases().get(1).arrivals()).isCloseTo(120, within(1e-6));
            assertThat(it.length()).isEqualTo(Duration.ofMillis(96_500));
        });
        assertThat(plan.limits()).isEqualTo(new Plan.Limits(8, 50, Duration.ofSeconds(5), Duration.ofSeconds(1)));
        assertThat(plan.gates().stream().map(Gate::words))
                .containsExactly(
                        "failures at most 0.1 %",
                        "dropped at most 0 %",
                        "p99.9 of show vpc at most 250 ms",
                        "max at most 2000 ms",
                        "rate of first at least 15/s",
                        "growth of p50 of create vpc at most 1.5×",
                        "p99 at most 1.2× the baseline's");
    }

    @Test
    void phasesWithUsersAreAClosedLoad() {
        Plan plan = PlanReader.read("c.yaml", """
                name: closed
                journeys:
                  - name: looks
                    steps:
                      - request: {path: /x}
                load:
                  - users: {from: 0, to: 10}
                    for: 5 s
                  - users: 10
                    for: 5 s
                    pace: 100 ms
                """, Map.of());

        assertThat(plan.load())
                .isEqualTo(new Plan.Load.Closed(List.of(
                        new Phase.Closed(0, 10, Duration.ofSeconds(5), Duration.ZERO),
                        new Phase.Closed(10, 10, Duration.ofSeconds(5), Duration.ofMillis(100)))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            arrivals: random      | arrivals: often          | 42:11 | 'arrivals' is even or random
            rate: ${rate}         | rate: fast               | 34:11 | 'rate' is 'fast'; expected a rate such as 50/s
            rate: ${rate}         | rate: ${rat}             | 34:11 | no variable is called 'rat'; expected one of rate, users
            for: 30 s             | for: 30                  | 35:10 | 'for' is '30'; expected a duration such as 500 ms
            for: 30 s             | until: 30 s              | 35:5  | a phase with a rate has no 'until'; expected rate, for
            burst: 100            | burts: 100               | 40:5  | a phase begins with rate, ramp, steps, burst, pause, users, not 'burts'
            burst: 100            | users: 5                 | 40:5  | a phase with users needs 'for'
            by: 10/s              | by: 0/s                  | 38:12 | 'steps' has more than 1000 of them
            weight: 3             | weight: 0                | 15:13 | 'weight' is '0'; expected a whole number from 1
            name: second          | name: first              | 27:5  | there are two journeys called 'first'
            show vpc: base        | show vpc: made           | 29:19 | no step before this line made 'made'; known here: rate, users
            show vpc: base        | shwo vpc: base           | 29:9  | no action is called 'shwo vpc'
            think: 500 ms         | think: long              | 19:16 | 'think' is 'long'; expected a duration
            think: 500 ms         | think: {from: 2 s, to: 1 s} | 19:9 | 'think' ends before it begins
            times: 2              | times: many              | 22:18 | 'times' is 'many'; expected a whole number
            failures: 0.1%        | failures: 0.1            | 45:15 | the failures is '0.1'; expected a share such as 0.1%
            of: show vpc          | of: show                 | 47:17 | nothing is called 'show'; expected one of create vpc
            max: 2 s              | maximum: 2 s             | 48:5  | 'maximum' is no gate; expected p50 to p99.99
            percentile: p50       | percentile: half         | 50:42 | 'half' is no gate
            seed: 7               | sed: 7                   | 4:1   | a plan has no 'sed'; expected name, about, vars
            count: ${users}       | count: 0                 | 9:10  | 'count' is '0'; expected a whole number from 1
            """)
    void saysWhereAPlanIsWrongAndWhatIsExpected(String right, String wrong, String place, String message) {
        String text = WHOLE.replaceFirst(
                java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong));
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> PlanReader.read("w.yaml", text, Map.of()))
                .withMessageStartingWith("w.yaml:" + place + ": ")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            load: [{rate: 5/s, for: 1 s}, {users: 5, for: 1 s}]           | is either open
            load: []                                                      | 'load' is empty
            load: [{pause: 1 s}]                                          | too little for a single arrival
            load: [{users: 5, for: 1 s}]                                  | there are 5 users; expected at least as many actors, not 2
            """)
    void loadsThatMakeNoSense(String load, String message) {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> PlanReader.read("l.yaml", """
                        name: l
                        actors: {count: 2, begin: [{request: {path: /x}}]}
                        journeys: [{name: j, steps: [{request: {path: /x}}]}]
                        """ + load, Map.of()))
                .withMessageContaining(message);
    }

    @Test
    void aVariableForTheRunHasToBeThePlans() {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> PlanReader.read("w.yaml", WHOLE, Map.of("rates", "1/s")))
                .withMessageContaining("the plan has no variable 'rates'; it has rate, users");
    }
}
