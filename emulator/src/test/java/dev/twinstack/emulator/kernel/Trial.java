package dev.twinstack.emulator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.timing.Moment;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules on trial: given these events and grants, when this is asked, then events, claims or a refusal. Immutable. */
public final class Trial<S, C extends Command, E extends Event> {
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Lifecycle<S, C, E> lifecycle;
    private final EntityRef self;
    private final Existence<S> existence;
    private final Map<EntityRef, Object> grants;
    private final Moment moment;

    private Trial(
            Lifecycle<S, C, E> lifecycle,
            EntityRef self,
            Existence<S> existence,
            Map<EntityRef, Object> grants,
            Moment moment) {
        this.lifecycle = lifecycle;
        this.self = self;
        this.existence = existence;
        this.grants = grants;
        this.moment = moment;
    }

    public static <S, C extends Command, E extends Event> Trial<S, C, E> of(Resource<S, C, E> rules, EntityRef self) {
        return new Trial<>(new Lifecycle<>(rules), self, new Existence.Never<>(), Map.of(), Moment.instantly(NOW));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final Trial<S, C, E> given(E... events) {
        return given(Arrays.asList(events));
    }

    public Trial<S, C, E> given(List<E> events) {
        return new Trial<>(lifecycle, self, lifecycle.evolve(existence, events), grants, moment);
    }

    public Trial<S, C, E> granted(EntityRef owner, Object grant) {
        Map<EntityRef, Object> more = new HashMap<>(grants);
        more.put(owner, grant);
        return new Trial<>(lifecycle, self, existence, more, moment);
    }

    /** {@return the trial at another time} What it decides is decided then. */
    public Trial<S, C, E> at(Moment other) {
        return new Trial<>(lifecycle, self, existence, grants, other);
    }

    public Decision<E> when(C command) {
        return lifecycle.decide(existence, command, new Context(self, moment, grants));
    }

    /** {@return the events it is answered with} */
    public List<E> events(C command) {
        return persisted(command).events();
    }

    public Object answer(C command) {
        return persisted(command).answer();
    }

    private Decision.Persist<E> persisted(C command) {
        Decision<E> decision = when(command);
        assertThat(decision).as("%s", command).isInstanceOf(Decision.Persist.class);
        return (Decision.Persist<E>) decision;
    }

    /** {@return the trial after it} */
    public Trial<S, C, E> done(C command) {
        return given(events(command));
    }

    /** {@return the reason of the refusal} */
    public String refusal(C command) {
        Decision<E> decision = when(command);
        assertThat(decision).as("%s", command).isInstanceOf(Decision.Refuse.class);
        return ((Decision.Refuse<E>) decision).error().reason();
    }

    /** {@return the claims it must make first} */
    public List<Claim> claims(C command) {
        Decision<E> decision = when(command);
        assertThat(decision).as("%s", command).isInstanceOf(Decision.Needs.class);
        return ((Decision.Needs<E>) decision).claims();
    }

    public S state() {
        assertThat(existence).isInstanceOf(Existence.Live.class);
        return ((Existence.Live<S>) existence).state();
    }

    public boolean isGone() {
        return existence instanceof Existence.Gone;
    }

    public List<Claim.Hold> holds() {
        return lifecycle.holds(self, existence);
    }

    public List<Claim.Held> held() {
        return lifecycle.resource().held(self, state());
    }
}
