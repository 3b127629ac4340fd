package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.Disposition.*;
import static dev.twinstack.emulator.reachability.Network.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
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

    /** An EIP of another project is a host on the Internet, be it a server's or a NAT gateway's. */
    @Test
    void eipsOfOthersAreOnTheInternet() {
        own.eip("way-out", "198.18.0.1", "web-nic");
        others.eip("front-door", "198.18.1.1", "db-nic")
                .natGateway("nat", "b", "b1")
                .eip("side-door", "198.18.1.2")
                .dnat("nat", "side-door", "tcp 443 443", "10.0.1.10");
        for (String address : List.of("198.18.1.1", "198.18.1.2", "198.18.1.3")) {
            Endpoint host = new Endpoint.Host(IpAddress.of(address));
            assertThat(tracer.find(seen(), "web", address, Family.IPV4))
                    .isEqualTo(new Ends.Found(new Endpoint.OfServer("web"), host));
            assertThat(trace("web", address).disposition()).isEqualTo(EXITS_TO_INTERNET);
            assertThat(tracer.find(seen(), address, "web", Family.IPV4))
                    .isEqualTo(new Ends.Found(host, new Endpoint.OfServer("web")));
            assertThat(trace(address, "web").disposition()).isEqualTo(DELIVERED);
            assertThat(trace("internet", address).disposition()).isEqualTo(NEXT_HOP_NOT_EMULATED);
        }
        assertThat(tracer.flows(seen(), "web", "198.18.1.0/24", Family.IPV4, HTTPS))
                .isInstanceOfSatisfying(
                        Flows.Found.class,
                        found -> assertThat(found.flows())
                                .extracting(Flow::to)
                                .allMatch(Endpoint.Host.class::isInstance));
        assertThat(trace("internet", "172.16.1.99").disposition()).isEqualTo(ADDRESS_UNUSED);
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
