package dev.twinstack.api.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Somebody who changes a small network at random: two servers in two subnets of a VPC, dual stack, an EIP, two shared
 * bandwidths, a firewall, and a third server that comes and goes. Many requests are refused; none may fail.
 */
final class RandomChanges {
    private static final String RULES = "/v3/{p}/vpc/security-group-rules";

    private final TestTwin client;
    private final Random random;
    private final Net front;
    private final String web;
    private final String db;
    private final String webNic;
    private final String dbNic;
    private final String group;
    private final String eip;
    private final String eipAddress;
    private final String firewall;
    private final List<String> bandwidths = new ArrayList<>();
    private final List<String> subnets = new ArrayList<>();
    private final List<String> guests = new ArrayList<>();
    private final List<Supplier<Reply>> changes = List.of(
            this::addRule,
            this::addRule,
            this::deleteRule,
            this::deleteRule,
            this::changeFirewall,
            this::changeFirewall,
            this::removeFirewallRule,
            this::placeFirewall,
            this::bindEip,
            this::bindEip,
            this::moveEip,
            this::enterBandwidth,
            this::enterBandwidth,
            this::leaveBandwidth,
            this::power,
            this::raisePort,
            this::route,
            this::unroute,
            this::rename,
            this::guest);
    private boolean guestThere;

    RandomChanges(TestTwin client, Random random) {
        this.client = client;
        this.random = random;
        this.front = Net.dualStack(client);
        this.web = server(front, "web");
        String back = made(client.post(
                        "/v1/{p}/subnets",
                        "{'subnet':{'name':'b','cidr':'192.168.30.0/24','gateway_ip':'192.168.30.1',"
                                + "'ipv6_enable':true,'vpc_id':'" + front.vpc() + "'}}"))
                .text("/subnet/id");
        this.db = server(new Net(client, front.vpc(), back), "db");
        subnets.addAll(List.of(front.subnet(), back));
        this.webNic = nic(web);
        this.dbNic = nic(db);
        this.group = client.get("/v1/{p}/security-groups").text("/security_groups/0/id");
        Reply address = made(client.post(
                "/v1/{p}/publicips",
                "{'publicip':{'type':'5_bgp'},'bandwidth':{'name':'b','size':5,'share_type':'PER'}}"));
        this.eip = address.text("/publicip/id");
        this.eipAddress = address.text("/publicip/public_ip_address");
        for (String name : List.of("one", "two")) {
            bandwidths.add(made(client.post("/v2.0/{p}/bandwidths", "{'bandwidth':{'name':'" + name + "','size':10}}"))
                    .text("/bandwidth/id"));
        }
        this.firewall = made(client.post("/v3/{p}/vpc/firewalls", "{'firewall':{'name':'wall'}}"))
                .text("/firewall/id");
    }

    private static String server(Net net, String name) {
        return net.server("s3.medium.1", Net.UBUNTU_16, ",'ipv6_enable':true", ",'metadata':{'role':'" + name + "'}");
    }

    private static Reply made(Reply reply) {
        assertThat(reply.status()).as(reply.json().toString()).isLessThan(300);
        return reply;
    }

    private String nic(String server) {
        return client.get("/v1/{p}/cloudservers/" + server + "/os-interface").text("/interfaceAttachments/0/port_id");
    }

    String web() {
        return web;
    }

    String db() {
        return db;
    }

    String eipAddress() {
        return eipAddress;
    }

    /** {@return the servers that came, the newest last, whether they are there or gone} */
    List<String> guests() {
        return guests;
    }

    /** {@return the answer to one more request} */
    Reply next() {
        Reply reply = any(changes).get();
        assertThat(reply.status()).as(reply.json().toString()).isLessThan(500);
        return reply;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Reply addRule() {
        boolean ipv6 = random.nextBoolean();
        String ports = any(List.of("", ",'protocol':'tcp'", ",'protocol':'tcp','multiport':'443'"));
        String peer = any(List.of("", ",'remote_ip_prefix':'" + (ipv6 ? "::/0" : "0.0.0.0/0") + "'"));
        return client.post(
                RULES,
                "{'security_group_rule':{'security_group_id':'" + group + "','direction':'"
                        + any(List.of("ingress", "egress")) + "','ethertype':'IPv" + (ipv6 ? 6 : 4) + "','action':'"
                        + any(List.of("allow", "allow", "deny")) + "','priority':'" + (1 + random.nextInt(100)) + "'"
                        + ports + peer + "}}");
    }

    private Reply deleteRule() {
        JsonNode rules = client.get("/v1/{p}/security-group-rules?security_group_id=" + group + "&limit=1000")
                .at("/security_group_rules");
        return rules.isEmpty()
                ? addRule()
                : client.delete(RULES + "/"
                        + rules.get(random.nextInt(rules.size())).path("id").asText());
    }

    private String firewallPath(String what) {
        return "/v3/{p}/vpc/firewalls/" + firewall + what;
    }

    private Reply changeFirewall() {
        if (random.nextInt(4) == 0) {
            return client.put(firewallPath(""), "{'firewall':{'admin_state_up':" + random.nextBoolean() + "}}");
        }
        String rules = "_rules':[{'action':'" + any(List.of("allow", "allow", "deny"))
                + "','protocol':'any','ip_version':" + any(List.of(4, 6)) + "}]";
        return client.put(firewallPath("/insert-rules"), "{'firewall':{'ingress" + rules + ",'egress" + rules + "}}");
    }

    private Reply removeFirewallRule() {
        String direction = any(List.of("ingress", "egress"));
        JsonNode rules = client.get(firewallPath("")).at("/firewall/" + direction + "_rules");
        return rules.isEmpty()
                ? changeFirewall()
                : client.put(
                        firewallPath("/remove-rules"),
                        "{'firewall':{'" + direction + "_rules':[{'id':'"
                                + rules.get(random.nextInt(rules.size()))
                                        .path("id")
                                        .asText() + "'}]}}");
    }

    private Reply placeFirewall() {
        return client.put(
                firewallPath(any(List.of("/associate-subnets", "/disassociate-subnets"))),
                "{'subnets':[{'virsubnet_id':'" + any(subnets) + "'}]}");
    }

    private Reply bindEip() {
        boolean bound = client.get("/v1/{p}/publicips/" + eip).at("/publicip").has("port_id");
        return client.put(
                "/v1/{p}/publicips/" + eip,
                bound && random.nextInt(4) > 0
                        ? "{'publicip':{}}"
                        : "{'publicip':{'port_id':'" + any(List.of(webNic, webNic, dbNic)) + "'}}");
    }

    /** From its own bandwidth into a shared one, or back. */
    private Reply moveEip() {
        return client.post(
                "/v2.0/{p}/bandwidths/" + bandwidths.getFirst() + any(List.of("/insert", "/remove")),
                "{'bandwidth':{'charge_mode':'bandwidth','size':5,'publicip_info':[{'publicip_id':'" + eip + "'}]}}");
    }

    private Reply enterBandwidth() {
        return bandwidth("insert", "");
    }

    private Reply leaveBandwidth() {
        return bandwidth("remove", "'charge_mode':'bandwidth','size':5,");
    }

    private Reply bandwidth(String what, String fields) {
        return client.post(
                "/v2.0/{p}/bandwidths/" + any(bandwidths) + "/" + what,
                "{'bandwidth':{" + fields + "'publicip_info':[{'publicip_id':'" + any(List.of(webNic, webNic, dbNic))
                        + "','publicip_type':'5_dualStack'}]}}");
    }

    private Reply power() {
        return client.post(
                "/v2.1/{p}/servers/" + any(List.of(web, db)) + "/action",
                random.nextInt(4) == 0 ? "{'os-stop':null}" : "{'os-start':null}");
    }

    private Reply raisePort() {
        return client.put(
                "/v2.0/ports/" + any(List.of(webNic, dbNic)),
                "{'port':{'admin_state_up':" + (random.nextInt(4) > 0) + "}}");
    }

    private String table() {
        return client.get("/v1/{p}/routetables?vpc_id=" + front.vpc()).text("/routetables/0/id");
    }

    private Reply route() {
        return client.put(
                "/v1/{p}/routetables/" + table(),
                "{'routetable':{'routes':{'add':[{'type':'ecs','destination':'" + any(List.of("0.0.0.0/0", "::/0"))
                        + "','nexthop':'" + db + "'}]}}}");
    }

    private Reply unroute() {
        return client.put(
                "/v1/{p}/routetables/" + table(),
                "{'routetable':{'routes':{'del':[{'destination':'" + any(List.of("0.0.0.0/0", "::/0")) + "'}]}}}");
    }

    /** Changes nothing for any flow. */
    private Reply rename() {
        return client.put(
                "/v1/{p}/vpcs/" + front.vpc() + "/subnets/" + front.subnet(),
                "{'subnet':{'name':'n" + random.nextInt(1_000) + "'}}");
    }

    private Reply guest() {
        if (guestThere) {
            guestThere = random.nextInt(3) > 0;
            return guestThere
                    ? rename()
                    : client.post("/v1/{p}/cloudservers/delete", "{'servers':[{'id':'" + guests.getLast() + "'}]}");
        }
        Reply reply = random.nextInt(3) > 0 ? rename() : front.create("s3.medium.1", Net.DEBIAN, "", "");
        if (reply.json().has("serverIds")) {
            guests.add(reply.text("/serverIds/0"));
            guestThere = true;
        }
        return reply;
    }
}
