package dev.twinstack.emulator.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.DomainError;
import org.junit.jupiter.api.Test;

class EndsTest {
    private final Network network = new Network()
            .vpc("a", "10.0.0.0/8")
            .subnet("a-net", "a", "10.0.1.0/24", "2001:db8:1::/64")
            .server("web", "a-net", "10.0.1.10 2001:db8:1::10")
            .vpc("b", "10.0.0.0/8")
            .subnet("b-net", "b", "10.0.1.0/24")
            .server("db", "b-net", "10.0.1.10")
            .nic("db", "b-net", "10.0.1.11")
            .server("log", "b-net", "10.0.1.12")
            .eip("door", "198.18.0.1", "web-nic");

    private Ends find(String from, String to) {
        return Ends.find(network.snapshot(), from, to, Family.IPV4);
    }

    private void refused(String from, String to, String reason) {
        assertThat(find(from, to))
                .isInstanceOfSatisfying(
                        Ends.Refused.class,
                        refused -> assertThat(refused.error().reason()).isEqualTo(reason));
    }

    private static Ends found(Endpoint from, Endpoint to) {
        return new Ends.Found(from, to);
    }

    @Test
    void byIdNameOrAddress() {
        Endpoint web = new Endpoint.OfServer("web");
        assertThat(find("web", "Internet")).isEqualTo(found(web, new Endpoint.Internet()));
        assertThat(find("web", "log-nic")).isEqualTo(found(web, new Endpoint.OfPort("log-nic")));
        assertThat(find("web", "198.18.0.1")).isEqualTo(found(web, new Endpoint.OfPublicIp("door")));
        assertThat(find("web", "10.0.1.12")).isEqualTo(found(web, new Endpoint.Host(IpAddress.of("10.0.1.12"))));
        assertThat(find("203.0.113.1", "door"))
                .isEqualTo(found(new Endpoint.Host(IpAddress.of("203.0.113.1")), new Endpoint.OfPublicIp("door")));
    }

    @Test
    void anAddressOfTwoVpcsIsTheOneInTheOtherEndsVpc() {
        assertThat(find("web", "10.0.1.10"))
                .isEqualTo(found(new Endpoint.OfServer("web"), new Endpoint.OfPort("web-nic")));
        assertThat(find("10.0.1.10", "log"))
                .isEqualTo(found(new Endpoint.OfPort("db-nic"), new Endpoint.OfServer("log")));
        assertThat(find("10.0.1.10", "10.0.1.11"))
                .isEqualTo(found(new Endpoint.OfPort("db-nic"), new Endpoint.OfPort("db")));
        refused("10.0.1.10", "internet", "endpoint-ambiguous");
        refused("internet", "10.0.1.10", "endpoint-ambiguous");
        refused("10.0.1.10", "10.0.1.10", "endpoint-ambiguous");
    }

    /** IPv6 addresses inside are public ones, and nobody's on the Internet all the same. */
    @Test
    void anUnusedAddressOfASubnetSendsNothing() {
        assertThat(Ends.find(network.snapshot(), "2001:db8:1::99", "web", Family.IPV6))
                .isEqualTo(new Ends.Refused(new DomainError.NotFound("endpoint", "2001:db8:1::99")));
        assertThat(Ends.find(network.snapshot(), "2001:db8:2::99", "web", Family.IPV6))
                .isEqualTo(found(new Endpoint.Host(IpAddress.of("2001:db8:2::99")), new Endpoint.OfServer("web")));
    }

    @Test
    void nothingOrSeveralThings() {
        refused("nobody", "web", "endpoint-not-found");
        refused("web", "nobody", "endpoint-not-found");
        refused("10.9.9.9", "web", "endpoint-not-found");
        refused("web", "db", "endpoint-ambiguous");
        refused("internet", "internet", "invalid-field");
        refused("203.0.113.1", "internet", "invalid-field");
        refused("2001:db8:1::10", "internet", "invalid-field");
        refused("web", "2001:db8:1::10", "invalid-field");
    }
}
