package dev.twinstack.emulator.reachability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Step.Ruling;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final Node WEB = new Node("server", "s1", "web");
    private static final Node GROUP = new Node("securitygroup", "g1", "");
    private static final Step SEND = new Step.Send(WEB, "web sends", List.of());
    private static final Step STOP = new Step.Stop(WEB, "no way", List.of("RT-08"));
    private static final Step DENIED = filter(false);
    private static final Step ALLOWED = filter(true);
    private static final Step DELIVER = new Step.Deliver(WEB, "there", List.of());
    private static final Flow FLOW =
            new Flow(new Endpoint.OfServer("s1"), new Endpoint.Internet(), Family.IPV4, new Traffic.Ping());

    private static Step filter(boolean allowed) {
        return new Step.Filter(GROUP, new Ruling("r1", "a rule"), allowed, "filtered", List.of("SG-12"));
    }

    private static Trace trace(Disposition disposition, Step... steps) {
        List<Hop> hops = steps.length == 0 ? List.of() : List.of(new Hop(WEB, List.of(steps)));
        return new Trace(FLOW, WEB, Node.INTERNET, disposition, hops, 1, List.of(), List.of(), List.of());
    }

    @Test
    void refusesToContradictItself() {
        assertThatIllegalArgumentException().isThrownBy(() -> trace(Disposition.DELIVERED));
        assertThatIllegalArgumentException().isThrownBy(() -> trace(Disposition.DELIVERED, SEND, STOP));
        assertThatIllegalArgumentException().isThrownBy(() -> trace(Disposition.NO_ROUTE, SEND));
        assertThatIllegalArgumentException().isThrownBy(() -> trace(Disposition.NO_ROUTE, STOP, STOP));
        assertThatIllegalArgumentException().isThrownBy(() -> trace(Disposition.NO_ROUTE, SEND, DENIED));
        assertThatIllegalArgumentException().isThrownBy(() -> trace(Disposition.DENIED_BY_SECURITY_GROUP, SEND, STOP));
        assertThatIllegalArgumentException().isThrownBy(() -> new Hop(WEB, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Flow(new Endpoint.Internet(), new Endpoint.Internet(), Family.IPV4, new Traffic.Ping()));
    }

    @Test
    void namesTheStepThatMattered() {
        assertThat(trace(Disposition.NO_ROUTE, SEND, ALLOWED, STOP).decidedBy()).isEqualTo(STOP);
        assertThat(trace(Disposition.DENIED_BY_SECURITY_GROUP, SEND, DENIED).decidedBy())
                .isEqualTo(DENIED);
        assertThat(trace(Disposition.DELIVERED, SEND, ALLOWED, DELIVER).decidedBy())
                .isEqualTo(ALLOWED);
        assertThat(trace(Disposition.DELIVERED, SEND, DELIVER).decidedBy()).isEqualTo(SEND);
    }

    @Test
    void onlyThreeDispositionsAreSuccesses() {
        assertThat(Disposition.values())
                .filteredOn(Disposition::isSuccess)
                .containsExactly(Disposition.DELIVERED, Disposition.EXITS_TO_INTERNET, Disposition.HANDED_TO_NEXT_HOP);
    }
}
