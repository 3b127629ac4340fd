package dev.twinstack.emulator.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallPolicy;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Seeds;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.reachability.Flows;
import dev.twinstack.emulator.reachability.RandomQuestion;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

/** Histories made up of what comes and goes in random topologies, against a trace after every single event. */
class InquiryTest {
    private static final int RUNS = 300;
    private static final int EVENTS = 60;
    private static final Catalogue CATALOGUE = Catalogue.of(RegionSettings.of("eu-de"));

    /** What may be gone at any time: nothing that a trace needs holds on to it. */
    private static final List<ResourceType<?>> COMING_AND_GOING = List.of(
            SecurityGroup.TYPE,
            FirewallGroup.TYPE,
            FirewallPolicy.TYPE,
            RouteTable.TYPE,
            PublicIp.TYPE,
            Bandwidth.TYPE,
            Server.TYPE);

    private record Happened() implements Event {}

    /** A turn as the test works it out. */
    private record Expected(long revision, String before, String after) {}

    private static Episode episode(Snapshot before, EntityRef entity, Snapshot after, String request) {
        Cause cause = request.isEmpty() ? Cause.ITSELF : new Cause(request, "Change");
        return new Episode(
                after.revision(), Instant.EPOCH, entity, 1, "happened", new Happened(), cause, before, after);
    }

    private static List<Episode> history(Snapshot full, Random random) {
        List<EntityRef> all = new ArrayList<>();
        for (ResourceType<?> type : COMING_AND_GOING) {
            full.byType().getOrDefault(type.name(), TreePMap.empty()).forEach((id, state) -> {
                boolean held = state instanceof PublicIp eip && eip.binding() instanceof PublicIp.Binding.ToGateway;
                if (!held) {
                    all.add(type.ref(full.project(), id));
                }
            });
        }
        List<Episode> history = new ArrayList<>();
        Snapshot now = full;
        for (int request = 0; history.size() < EVENTS && !all.isEmpty(); request++) {
            int events = 1 + random.nextInt(4);
            for (int i = 0; i < events; i++) {
                Snapshot before = now;
                EntityRef entity = all.get(random.nextInt(all.size()));
                if (random.nextInt(4) == 0) {
                    entity = Project.TYPE.ref(full.project(), full.project());
                    now = new Snapshot(before.project(), before.revision() + 1, before.byType());
                } else if (before.find(entity).isPresent()) {
                    now = before.remove(entity);
                } else {
                    now = before.put(entity, full.find(entity).orElseThrow());
                }
                // Now and then two requests at once, or nobody's.
                String by = random.nextInt(5) == 0 ? "other" : random.nextInt(8) == 0 ? "" : "r" + request;
                history.add(episode(before, entity, now, by));
            }
        }
        return history;
    }

    private static String text(Endpoint end) {
        return switch (end) {
            case Endpoint.OfServer(String id) -> id;
            case Endpoint.OfPort(String id) -> id;
            case Endpoint.OfPublicIp(String id) -> id;
            case Endpoint.Host(var address) -> address.toString();
            case Endpoint.Internet internet -> "internet";
        };
    }

    /** {@return the verdict on one snapshot alone} */
    private static String verdict(Snapshot snapshot, FlowQuestion question) {
        Tracer tracer = new Tracer(CATALOGUE);
        return switch (tracer.flows(snapshot, question.from(), question.to(), question.family(), question.traffic())) {
            case Flows.Refused refused -> "none";
            case Flows.Found(List<Flow> flows) ->
                tracer.fate(snapshot, flows).verdict().name().toLowerCase(Locale.ROOT);
        };
    }

    private static List<Expected> expected(List<Episode> history, FlowQuestion question) {
        List<Expected> turns = new ArrayList<>();
        List<Episode> rest = history.stream()
                .filter(episode -> episode.revision() > question.since())
                .filter(episode -> !episode.entity().type().equals("project"))
                .toList();
        int start = 0;
        while (start < rest.size()) {
            int end = start + 1;
            String request = rest.get(start).cause().request();
            while (end < rest.size()
                    && !request.isEmpty()
                    && rest.get(end).cause().request().equals(request)) {
                end++;
            }
            String before = verdict(rest.get(start).before(), question);
            String after = verdict(rest.get(end - 1).after(), question);
            if (!before.equals(after)) {
                long revision = 0;
                for (Episode episode : rest.subList(start, end)) {
                    revision = verdict(episode.before(), question).equals(after) ? revision : episode.revision();
                }
                turns.add(new Expected(revision, before, after));
            }
            start = end;
        }
        return turns;
    }

    private static Optional<Findings> maybe(Snapshot present, List<Episode> history, FlowQuestion question) {
        Tracer tracer = new Tracer(CATALOGUE);
        Aim aim;
        switch (Aim.of(tracer, present, question)) {
            case Aim.Taken(Aim taken) -> aim = taken;
            case Aim.Refused(DomainError error) -> {
                assertThat(error.message()).isEqualTo("to: one end must be in the cloud");
                return Optional.empty();
            }
        }
        Inquiry inquiry = new Inquiry(aim, tracer, question.since());
        inquiry.hear(episode(Snapshot.empty(present.project()), Project.TYPE.ref("p", "p"), present, ""));
        history.forEach(inquiry::hear);
        return switch (inquiry.answer()) {
            case Why.Found(Findings findings) -> Optional.of(findings);
            // A private block that nobody ever had an address in.
            case Why.Refused(DomainError error) -> {
                assertThat(error).isInstanceOf(DomainError.NotFound.class);
                yield Optional.empty();
            }
        };
    }

    private static Findings asked(Snapshot present, List<Episode> history, FlowQuestion question) {
        return maybe(present, history, question).orElseThrow();
    }

    /** Subnets and blocks stand for several flows, which come and go. */
    @Test
    void soItIsOfSubnetsAndBlocks() {
        int[] turns = {0, 0};
        Seeds.forAll(RUNS / 2, random -> {
            RandomQuestion drawn = RandomQuestion.of(random.nextInt(1_000_000));
            Flow flow = drawn.flow();
            List<Episode> history = history(drawn.snapshot(), random);
            List<Subnet> subnets = List.copyOf(drawn.snapshot().all(Subnet.TYPE));
            if (history.isEmpty() || subnets.isEmpty()) {
                return;
            }
            Subnet subnet = subnets.get(random.nextInt(subnets.size()));
            String several = subnet.segments().containsKey(flow.family()) && random.nextBoolean()
                    ? subnet.segments().get(flow.family()).range().toString()
                    : subnet.id();
            long since = drawn.snapshot().revision() + random.nextInt(EVENTS / 2);
            FlowQuestion question = random.nextBoolean()
                    ? new FlowQuestion(text(flow.from()), several, flow.family(), flow.traffic(), since)
                    : new FlowQuestion(several, text(flow.to()), flow.family(), flow.traffic(), since);
            Optional<Findings> findings = maybe(drawn.snapshot(), history, question);
            findings.ifPresent(found -> {
                assertThat(found.turns())
                        .extracting(turn -> new Expected(
                                turn.revision(),
                                turn.before().word(),
                                turn.after().word()))
                        .isEqualTo(expected(history, question));
                turns[0] += found.turns().size();
                turns[1] += (int) found.turns().stream()
                        .filter(turn -> turn.after().openInPart())
                        .count();
            });
        });
        boolean whole = System.getProperty("twinstack.seed") == null;
        assertThat(turns[0]).isGreaterThan(whole ? RUNS / 4 : -1);
        assertThat(turns[1]).isGreaterThan(whole ? 5 : -1);
    }

    @Test
    void noTurnIsMissedAndNoneMadeUp() {
        int[] turns = {0};
        Seeds.forAll(RUNS, random -> {
            RandomQuestion drawn = RandomQuestion.of(random.nextInt(1_000_000));
            Flow flow = drawn.flow();
            List<Episode> history = history(drawn.snapshot(), random);
            if (history.isEmpty()) {
                return;
            }
            long since = drawn.snapshot().revision() + random.nextInt(EVENTS / 2);
            FlowQuestion question =
                    new FlowQuestion(text(flow.from()), text(flow.to()), flow.family(), flow.traffic(), since);
            Findings findings = asked(drawn.snapshot(), history, question);
            assertThat(findings.turns())
                    .extracting(turn -> new Expected(
                            turn.revision(), turn.before().word(), turn.after().word()))
                    .isEqualTo(expected(history, question));
            assertThat(findings.now().word())
                    .isEqualTo(verdict(history.getLast().after(), question));
            turns[0] += findings.turns().size();
        });
        assertThat(turns[0]).isGreaterThan(System.getProperty("twinstack.seed") == null ? RUNS : -1);
    }

    /** A server goes and comes back: in one request, in two, and with another's event in between. */
    @Test
    void whatOneRequestDoesIsOneChange() {
        RandomQuestion drawn = open();
        Snapshot full = drawn.snapshot();
        Flow flow = drawn.flow();
        EntityRef server = Server.TYPE.ref(full.project(), text(flow.from()));
        FlowQuestion question =
                new FlowQuestion(text(flow.from()), text(flow.to()), flow.family(), flow.traffic(), full.revision());
        Snapshot gone = full.remove(server);
        Snapshot between = gone.put(
                SecurityGroup.TYPE.ref(full.project(), "x"),
                full.all(SecurityGroup.TYPE).iterator().next());
        Episode goes = episode(full, server, gone, "r1");
        Snapshot back = gone.put(server, full.find(server).orElseThrow());
        assertThat(asked(full, List.of(goes, episode(gone, server, back, "r1")), question)
                        .turns())
                .isEmpty();
        assertThat(asked(full, List.of(goes, episode(gone, server, back, "r2")), question)
                        .turns())
                .extracting(Turn::way)
                .containsExactly(Turn.Way.CLOSED, Turn.Way.OPENED);
        Episode other = episode(gone, SecurityGroup.TYPE.ref(full.project(), "x"), between, "r2");
        Episode again =
                episode(between, server, between.put(server, full.find(server).orElseThrow()), "r1");
        assertThat(asked(full, List.of(goes, other, again), question).turns())
                .extracting(turn -> turn.revision() - full.revision() + " " + turn.way())
                .containsExactly("1 CLOSED", "3 OPENED");
    }

    private static RandomQuestion open() {
        for (long seed = 0; ; seed++) {
            RandomQuestion drawn = RandomQuestion.of(seed);
            if (drawn.flow().from() instanceof Endpoint.OfServer
                    && !(drawn.flow().to() instanceof Endpoint.OfServer)
                    && !drawn.snapshot().all(SecurityGroup.TYPE).isEmpty()
                    && new Tracer(CATALOGUE)
                            .trace(drawn.snapshot(), drawn.flow())
                            .reachable()) {
                return drawn;
            }
        }
    }
}
