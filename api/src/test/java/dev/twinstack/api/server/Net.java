package dev.twinstack.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.concurrent.CompletableFuture;

/** A VPC with one subnet, and servers to put in it. */
public record Net(TestTwin client, String vpc, String subnet) {
    public static final String DEBIAN = "Standard_Debian_11_latest";
    public static final String UBUNTU_16 = "Standard_Ubuntu_16.04_latest";

    public static Net dualStack(TestTwin client) {
        return make(client, "192.168.20.0/24", true);
    }

    static Net ipv4(TestTwin client, String cidr) {
        return make(client, cidr, false);
    }

    private static Net make(TestTwin client, String cidr, boolean ipv6) {
        String name = ipv6 ? "net" : "net4";
        String vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'" + name + "','cidr':'192.168.0.0/16'}}")
                .text("/vpc/id");
        return new Net(client, vpc, subnet(client, vpc, cidr, ipv6));
    }

    static String subnet(TestTwin client, String vpc, String cidr, boolean ipv6) {
        Reply made = client.post(
                "/v1/{p}/subnets",
                "{'subnet':{'name':'a','cidr':'" + cidr + "','gateway_ip':'" + cidr.replaceAll("0/[0-9]+", "1")
                        + "','ipv6_enable':" + ipv6 + ",'vpc_id':'" + vpc + "'}}");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(200);
        return made.text("/subnet/id");
    }

    /** {@return the id of a public image} */
    public static String image(TestTwin client, String name) {
        return client.get("/image/v2/cloudimages?name=" + name).text("/images/0/id");
    }

    /** {@return the answer to a create}
     *
     * @param nic further fields of the one NIC, such as {@code ,'ipv6_enable':true}
     * @param server further fields of the server
     */
    public Reply create(String flavor, String image, String nic, String server) {
        return creating(flavor, image, nic, server).join();
    }

    CompletableFuture<Reply> creating(String flavor, String image, String nic, String server) {
        return client.send(
                "POST",
                "/v1/{p}/cloudservers",
                "{'server':{'name':'web','flavorRef':'" + flavor + "','imageRef':'" + image(client, image)
                        + "','vpcid':'" + vpc + "','availability_zone':'eu-de-03','root_volume':{'volumetype':'SSD'},"
                        + "'nics':[{'subnet_id':'" + subnet + "'" + nic + "}]" + server + "}}");
    }

    /** {@return the id of a server that was created} */
    public String server(String flavor, String image, String nic, String server) {
        Reply made = create(flavor, image, nic, server);
        assertThat(made.status()).as(made.json().toString()).isEqualTo(200);
        return made.text("/serverIds/0");
    }

    /** {@return the answer to a create through Nova}
     *
     * @param server further fields of the server
     * @param request further fields of the request
     */
    Reply nova(String server, String request) {
        return client.post(
                "/v2.1/{p}/servers",
                "{'server':{'name':'web','flavorRef':'s3.medium.1','imageRef':'" + image(client, DEBIAN)
                        + "','networks':[{'uuid':'" + subnet + "'}]" + server + "}" + request + "}");
    }

    /** {@return the id of a server that was created through Nova} */
    String novaServer(String server) {
        Reply made = nova(server, "");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(202);
        return made.text("/server/id");
    }

    Reply delete(String server, String more) {
        return client.post("/v1/{p}/cloudservers/delete", "{'servers':[{'id':'" + server + "'}]" + more + "}");
    }
}
