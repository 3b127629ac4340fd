package dev.twinstack.emulator.kernel;

import dev.twinstack.emulator.kernel.Desk.Had;
import dev.twinstack.emulator.kernel.Desk.Happening;
import dev.twinstack.emulator.kernel.Desk.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** What a {@link Desk} decides. */
public class DeskRules implements Resource<Desk, Order, Happening> {
    private final AtomicInteger openings = new AtomicInteger();

    /** {@return how often a first event was applied: by the command that made it, and by each recovery} */
    public int openings() {
        return openings.get();
    }

    @Override
    public ResourceType<Desk> type() {
        return Desk.TYPE;
    }

    @Override
    public Class<Order> commands() {
        return Order.class;
    }

    @Override
    public Class<Happening> events() {
        return Happening.class;
    }

    @Override
    public Decision<Happening> open(Order command, Context ctx) {
        if (!(command instanceof Order.Open(int room, List<EntityRef> owners))) {
            return Decision.refuse(new DomainError.NotFound("desk", ctx.id()));
        }
        List<Claim> claims = claims(owners, ctx);
        return ctx.granted(claims)
                ? Decision.persist(new Happening.Opened(ctx.id(), room, had(owners, ctx)))
                : Decision.needs(claims);
    }

    private static List<Claim> claims(List<EntityRef> owners, Context ctx) {
        return owners.stream().map(owner -> Desk.claim(owner, ctx.self())).toList();
    }

    private static List<Had> had(List<EntityRef> owners, Context ctx) {
        return owners.stream()
                .map(owner -> new Had(owner, ctx.grant(owner, Integer.class).orElseThrow()))
                .toList();
    }

    @Override
    public Decision<Happening> decide(Desk desk, Order command, Context ctx) {
        return switch (command) {
            case Order.Open open -> Decision.refuse(new DomainError.Conflict("desk-exists", "It is open."));
            case Order.Acquire(List<EntityRef> owners) -> {
                List<Claim> claims = claims(owners, ctx);
                yield ctx.granted(claims)
                        ? Decision.persist(new Happening.Acquired(had(owners, ctx)))
                        : Decision.needs(claims);
            }
            case Order.Hear(Desk.Word word) -> Decision.persist(new Happening.Heard(word));
            case Order.Stumble stumble -> throw new IllegalStateException("a bug in the rules");
            case Order.Close close ->
                desk.given().isEmpty()
                        ? Decision.persist(new Happening.Closed())
                        : Decision.refuse(new DomainError.InUse("desk-in-use", "Others have numbers of it."));
            case Order.Take(EntityRef claimant) -> take(desk, claimant);
            case Order.GiveBack(EntityRef claimant) ->
                Decision.grant(
                        desk.given().containsKey(claimant) ? List.of(new Happening.Returned(claimant)) : List.of(),
                        claimant);
        };
    }

    private static Decision<Happening> take(Desk desk, EntityRef claimant) {
        Integer number = desk.given().get(claimant);
        if (number != null) {
            return Decision.grant(List.of(), number);
        }
        for (int free = 1; free <= desk.room(); free++) {
            if (!desk.given().containsValue(free)) {
                return Decision.grant(List.of(new Happening.Given(claimant, free)), free);
            }
        }
        return Decision.refuse(new DomainError.Exhausted("desk-full", "No number is free."));
    }

    @Override
    public Desk opened(Happening first) {
        openings.incrementAndGet();
        if (first instanceof Happening.Opened(String id, int room, List<Had> had)) {
            return new Desk(id, room, HashTreePMap.empty(), plus(HashTreePMap.empty(), had), List.of());
        }
        throw new IllegalStateException("not the first event of a desk: " + first);
    }

    @Override
    public Desk evolve(Desk desk, Happening event) {
        return switch (event) {
            case Happening.Opened opened -> throw new IllegalStateException("opened twice: " + desk.id());
            case Happening.Acquired(List<Had> had) ->
                new Desk(desk.id(), desk.room(), desk.given(), plus(desk.had(), had), desk.heard());
            case Happening.Heard(Desk.Word word) -> {
                List<String> heard = new ArrayList<>(desk.heard());
                heard.add(word.text());
                yield new Desk(desk.id(), desk.room(), desk.given(), desk.had(), heard);
            }
            case Happening.Given(EntityRef claimant, int number) ->
                given(desk, desk.given().plus(claimant, number));
            case Happening.Returned(EntityRef claimant) ->
                given(desk, desk.given().minus(claimant));
            case Happening.Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    private static Desk given(Desk desk, PMap<EntityRef, Integer> given) {
        return new Desk(desk.id(), desk.room(), given, desk.had(), desk.heard());
    }

    private static PMap<EntityRef, Integer> plus(PMap<EntityRef, Integer> before, List<Had> had) {
        PMap<EntityRef, Integer> all = before;
        for (Had one : had) {
            all = all.plus(one.owner(), one.number());
        }
        return all;
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, Desk desk) {
        return desk.had().keySet().stream()
                .map(owner -> Desk.claim(owner, self).hold())
                .toList();
    }

    @Override
    public List<Claim.Held> held(EntityRef self, Desk desk) {
        return desk.given().keySet().stream()
                .map(claimant -> new Claim.Held(claimant, new Order.GiveBack(claimant)))
                .toList();
    }
}
