package dev.twinstack.api.publicip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;

/** A VPC with a subnet to make ports in. */
record Ports(TestTwin client, String vpc, String subnet) {
    static Ports in(TestTwin client) {
        String vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'net','cidr':'192.168.0.0/16'}}")
                .text("/vpc/id");
        Reply subnet = client.post(
                "/v1/{p}/subnets",
                "{'subnet':{'name':'a','cidr':'192.168.1.0/24','gateway_ip':'192.168.1.1','vpc_id':'" + vpc + "'}}");
        assertThat(subnet.status()).isEqualTo(200);
        return new Ports(client, vpc, subnet.text("/subnet/id"));
    }

    /** {@return the id of a new port with this address} */
    String at(String address) {
        return port(",'fixed_ips':[{'ip_address':'" + address + "'}]");
    }

    /** {@return the id of a new port with further fields, such as {@code ,'name':'nic'}} */
    String port(String more) {
        Reply made = client.post("/v2.0/ports", "{'port':{'network_id':'" + subnet + "'" + more + "}}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.text("/port/id");
    }
}
