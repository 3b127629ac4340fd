package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.Disposition.*;
import static dev.twinstack.emulator.reachability.Network.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.List;
import org.junit.jupiter.api.Test;

class HorizonTest {
    private static final Traffic HTTPS = new Traffic.OnePort(Transport.TCP, 443);

    /** VPC {@code a} and its server, peered with {@code b} of the other project. */
    private final Network own = new Network()
            .group("open", "allow in IPv4 tcp 443 -", "allow out IPv4 any - -")
            .vpc("a", "172.16.0.0/16")
            .subnet("a1", "a", "172.16.1.0/24")
            .server("web", "a1", "172.16.1.10", "open")
            .peered("ab", "a", Vpc.TYPE.ref("p2", "b"))
            .routes("a", route("10.0.0.0/16", RouteType.PEERING, "ab"));

    /** VPC {@code b} and its server, and another VPC that is nobody else's business. */
    private final Network others = new Network()
            .group("closed", "allow out IPv4 any - -")
            .vpc("b", "10.0.0.0/16")
            .subnet("b1", "b", "10.0.1.0/24")
            .server("db", "b1", "10.0.1.10", "closed")
            .peered("ab", "b", Vpc.TYPE.ref("p1", "a"))
            .vpc("c", "192.168.0.0/16")
            .subnet("c1", "c", "192.168.1.0/24")
            .server("secret", "c1", "192.168.1.10", "closed");

    private final Tracer tracer = new Tracer(Network.CATALOGUE);

    private Snapshot seen() {
        Snapshot other = others.snapshot();
        return new Horizons().of(own.snapshot(), List.of(new Snapshot("p2", other.revision(), other.byType())));
    }

    private Trace trace(String from, String to) {
        Snapshot seen = seen();
        if (!(tracer.find(seen, from, to, Family.IPV4) instanceof Ends.Found(var start, var end))) {
            throw new AssertionError(from + " or " + to + " is not found");
        }
        return tracer.trace(seen, new Flow(start, end, Family.IPV4, HTTPS));
    }

    @Test
    void aFlowIsFollowedIntoAnotherProjectAndBack() {
        assertThat(trace("web", "10.0.1.10").disposition()).isEqualTo(DENIED_BY_SECURITY_GROUP);
        others.group("closed", "allow in IPv4 tcp 443 172.16.0.0/16");
        assertThat(trace("web", "10.0.1.10").disposition()).isEqualTo(NO_RETURN_ROUTE);
        others.routes("b", route("172.16.0.0/16", RouteType.PEERING, "ab"));
        assertThat(trace("web", "10.0.1.10").disposition()).isEqualTo(DELIVERED);
    }

    @Test
    void nothingIsSeenBeyondThePeeredVpc() {
        assertThat(Horizon.projects(own.snapshot())).containsExactly("p2");
        assertThat(seen().find(Server.TYPE, "db")).isPresent();
        assertThat(seen().find(Server.TYPE, "secret")).isEmpty();
        assertThat(seen().find(Vpc.TYPE, "c")).isEmpty();
        assertThat(seen().revision()).isEqualTo(own.snapshot().revision());
    }

    @Test
    void whatBelongsToOthersGoesByItsAddressOnly() {
        assertThat(tracer.find(seen(), "web", "db", Family.IPV4))
                .isEqualTo(new Ends.Refused(new DomainError.NotFound("endpoint", "db")));
        assertThat(tracer.find(seen(), "10.0.1.10", "web", Family.IPV4)).isInstanceOf(Ends.Found.class);
    }

    @Test
    void itIsPutTogetherAnewOnlyWhenSomethingChanged() {
        Horizons horizons = new Horizons();
        Snapshot mine = own.snapshot();
        Snapshot theirs = others.snapshot();
        Snapshot first = horizons.of(mine, List.of(theirs));
        assertThat(horizons.of(mine, List.of(theirs))).isSameAs(first);
        own.stopped("web");
        assertThat(horizons.of(own.snapshot(), List.of(theirs))).isNotSameAs(first);
    }
}
