package dev.twinstack.api.natgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;

/** A VPC with one subnet, 192.168.20.0/24, and what NAT needs in it. */
record NatNet(TestTwin client, Net net) {
    static final String GATEWAYS = "/v2.0/nat_gateways";
    static final String SNAT = "/v2.0/snat_rules";
    static final String DNAT = "/v2.0/dnat_rules";

    static NatNet make(TestTwin client) {
        String vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'','cidr':'192.168.0.0/16'}}")
                .text("/vpc/id");
        Reply subnet = client.post(
                "/v1/{p}/subnets",
                "{'subnet':{'name':'a','cidr':'192.168.20.0/24','gateway_ip':'192.168.20.1','vpc_id':'" + vpc + "'}}");
        assertThat(subnet.status()).isEqualTo(200);
        return new NatNet(client, new Net(client, vpc, subnet.text("/subnet/id")));
    }

    String vpc() {
        return net.vpc();
    }

    String subnet() {
        return net.subnet();
    }

    Reply create(String name) {
        return client.post(
                GATEWAYS,
                "{'nat_gateway':{'name':'" + name + "','description':'of a test','spec':'1','router_id':'" + vpc()
                        + "','internal_network_id':'" + subnet() + "'}}");
    }

    String gateway(String name) {
        Reply made = create(name);
        assertThat(made.status()).as(made.json().toString()).isEqualTo(201);
        return made.text("/nat_gateway/id");
    }

    String eip() {
        return eip("5_bgp");
    }

    String eip(String type) {
        Reply made = client.post(
                "/v1/{p}/publicips",
                "{'publicip':{'type':'" + type + "'},'bandwidth':{'name':'b','size':5,'share_type':'PER'}}");
        assertThat(made.status()).isEqualTo(200);
        return made.text("/publicip/id");
    }

    Reply showEip(String eip) {
        return client.get("/v1/{p}/publicips/" + eip);
    }

    /** {@return the port of a new server} */
    String nic() {
        String server = net.server("s3.large.2", Net.DEBIAN, "", "");
        return client.get("/v2.0/ports?device_id=" + server).text("/ports/0/id");
    }

    /**
     * @param rule such as {@code 'network_id':'…'}; the gateway and the EIP are added unless it has others
     */
    Reply snat(String gateway, String eip, String rule) {
        return client.post(SNAT, "{'snat_rule':{" + usual(rule, gateway, eip) + "}}");
    }

    private static String usual(String rule, String gateway, String eip) {
        return with(with(rule, "nat_gateway_id", "'" + gateway + "'"), "floating_ip_id", "'" + eip + "'");
    }

    private static String with(String fields, String name, String value) {
        return fields.contains("'" + name + "'") ? fields : fields + ",'" + name + "':" + value;
    }

    String network() {
        return "'network_id':'" + subnet() + "'";
    }

    /**
     * @param rule {@code tcp} from port 80 to port 80 unless it has others
     */
    Reply dnat(String gateway, String eip, String rule) {
        String mapped = with(
                with(with(rule, "protocol", "'tcp'"), "external_service_port", "80"), "internal_service_port", "80");
        return client.post(DNAT, "{'dnat_rule':{" + usual(mapped, gateway, eip) + "}}");
    }

    static String ports(String protocol, int outside, int inside) {
        return "'protocol':'" + protocol + "','external_service_port':" + outside + ",'internal_service_port':"
                + inside;
    }
}
