package dev.twinstack.api.reference;

import dev.twinstack.api.TestTwin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A project that has one of everything, and a valid request for every operation in it. */
public final class World {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z_0-9]+)}");

    private static final String BATCH_OF_TAGS =
            "{'action':'create','tags':[{'key':'key1','value':'value1'},{'key':'key2','value':'value3'}]}";
    private static final String QUERY_BY_TAG =
            "{'offset':'0','limit':'100','action':'filter'," + "'tags':[{'key':'key1','values':['value1','value2']}]}";

    private static final String ACL_RULE =
            "{'name':'network_acl_rule_2','description':'test 2','action':'allow','protocol':'tcp','ip_version':4,"
                    + "'source_ip_address':'192.168.12.0/24','destination_ip_address':'192.168.17.0/24',"
                    + "'source_port':'30-40,60-90','destination_port':'40-60,70-90','enabled':true,"
                    + "'source_address_group_id':null,'destination_address_group_id':null}";
    private static final String QUERY_ACLS_BY_TAG = "{'tags':[{'key':'key1','values':['value1']}],"
            + "'matches':[{'key':'resource_name','value':'network_acl_test1'}]}";

    /** A valid body for each operation that takes one; {@code {name}} stands for an id of this world. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("vpc-v1.create_vpc", "{'vpc':{'name':'vpc','description':'test','cidr':'172.16.0.0/16'}}"),
            Map.entry("vpc-v1.update_vpc", "{'vpc':{'name':'vpc1','description':'test1','cidr':'192.168.0.0/16'}}"),
            Map.entry(
                    "vpc-v1.create_subnet",
                    "{'subnet':{'name':'subnet','description':'','cidr':'192.168.21.0/24','gateway_ip':'192.168.21.1',"
                            + "'ipv6_enable':true,'dhcp_enable':true,'primary_dns':'114.0.0.114',"
                            + "'secondary_dns':'114.0.0.115','dnsList':['114.0.0.114','114.0.0.115'],"
                            + "'availability_zone':'eu-de-01','vpc_id':'{vpc}','extra_dhcp_opts':"
                            + "[{'opt_value':'10.100.0.33,10.100.0.34','opt_name':'ntp'}]}}"),
            Map.entry(
                    "vpc-v1.update_subnet",
                    "{'subnet':{'name':'subnet02','ipv6_enable':true,'dhcp_enable':false,'primary_dns':'114.0.0.115',"
                            + "'secondary_dns':'114.0.0.116'}}"),
            Map.entry(
                    "vpc-v1.create_eip",
                    "{'publicip':{'type':'5_bgp','ip_version':4,'alias':'a'},"
                            + "'bandwidth':{'name':'bandwidth123','size':10,'share_type':'PER'}}"),
            Map.entry("vpc-v1.update_eip", "{'publicip':{'port_id':'{port}'}}"),
            Map.entry("vpc-v1.update_bandwidth", "{'bandwidth':{'name':'bandwidth123','size':10}}"),
            Map.entry(
                    "vpc-v1.create_private_ips",
                    "{'privateips':[{'subnet_id':'{network}'},"
                            + "{'subnet_id':'{network}','ip_address':'192.168.20.77'}]}"),
            Map.entry("vpc-v1.create_security_group", "{'security_group':{'name':'sg-01','vpc_id':'{vpc}'}}"),
            Map.entry(
                    "vpc-v1.create_security_group_rule",
                    "{'security_group_rule':{'direction':'ingress','port_range_min':80,'ethertype':'IPv4',"
                            + "'port_range_max':80,'protocol':'tcp','remote_group_id':'{security_group}',"
                            + "'security_group_id':'{security_group}'}}"),
            Map.entry(
                    "vpc-v1.create_route_table",
                    "{'routetable':{'name':'routetable-1234','vpc_id':'{vpc}','description':'abc','routes':"
                            + "[{'type':'eni','destination':'10.10.10.0/24','nexthop':'{port}','description':'abc'}]}}"),
            Map.entry(
                    "vpc-v1.update_route_table",
                    "{'routetable':{'name':'routetable-789','description':'abc','routes':{'add':"
                            + "[{'type':'eni','destination':'10.11.10.0/24','nexthop':'{port}'}]}}}"),
            Map.entry("vpc-v1.associate_route_table_subnets", "{'routetable':{'subnets':{'associate':['{network}']}}}"),
            Map.entry(
                    "vpc-v1.disassociate_route_table_subnets",
                    "{'routetable':{'subnets':{'disassociate':['{network}']}}}"),
            Map.entry(
                    "vpc-v2.0.create_vpc_peering",
                    "{'peering':{'name':'test','description':'test','request_vpc_info':{'vpc_id':'{vpc}'},"
                            + "'accept_vpc_info':{'vpc_id':'{lone_vpc}'}}}"),
            Map.entry("vpc-v2.0.update_vpc_peering", "{'peering':{'name':'test2'}}"),
            Map.entry(
                    "vpc-v2.0.create_vpc_route",
                    "{'route':{'type':'peering','nexthop':'{peering}','destination':'192.168.200.0/24',"
                            + "'vpc_id':'{vpc}'}}"),
            Map.entry(
                    "vpc-v1.create_flow_log",
                    "{'flow_log':{'name':'flowlog','description':'just a test','resource_type':'port',"
                            + "'resource_id':'{port}','traffic_type':'reject','log_group_id':'{log_group}',"
                            + "'log_topic_id':'{log_topic}','index_enabled':true}}"),
            Map.entry(
                    "vpc-v1.update_flow_log",
                    "{'flow_log':{'name':'flow-log-update','description':'update','admin_state':false}}"),
            Map.entry("vpc-v2.0.create_shared_bandwidth", "{'bandwidth':{'name':'bandwidth123','size':10}}"),
            Map.entry(
                    "vpc-v2.0.add_eips_to_shared_bandwidth",
                    "{'bandwidth':{'publicip_info':[{'publicip_id':'{publicip}','publicip_type':'5_bgp'}]}}"),
            Map.entry(
                    "vpc-v2.0.remove_eips_from_shared_bandwidth",
                    "{'bandwidth':{'publicip_info':[{'publicip_id':'{publicip}'}],'charge_mode':'traffic','size':10}}"),
            Map.entry(
                    "vpc-v3.create_security_group",
                    "{'security_group':{'name':'security_group_1','description':'security group description',"
                            + "'tags':[{'key':'a','value':'b'}]}}"),
            Map.entry(
                    "vpc-v3.update_security_group",
                    "{'security_group':{'name':'security_group_2','description':'modified description'}}"),
            Map.entry(
                    "vpc-v3.create_security_group_rule",
                    "{'security_group_rule':{'security_group_id':'{security_group}','direction':'ingress',"
                            + "'protocol':'tcp','description':'security group rule description','action':'allow',"
                            + "'priority':1,'multiport':'33','remote_ip_prefix':'10.10.0.0/16'}}"),
            Map.entry("vpc-v2.0.batch_security_group_ports", "{'action':'add','ports':[{'id':'{port}'}]}"),
            Map.entry("vpc-v3.add_vpc_secondary_cidr", "{'vpc':{'extend_cidrs':['23.8.0.0/16']}}"),
            Map.entry("vpc-v3.remove_vpc_secondary_cidr", "{'vpc':{'extend_cidrs':['23.9.0.0/16']}}"),
            Map.entry(
                    "vpc-v3.create_address_group",
                    "{'address_group':{'ip_version':4,'name':'group-1','description':'test','max_capacity':20,"
                            + "'ip_set':['192.168.3.2','192.168.3.40','192.168.3.20-192.168.3.100',"
                            + "'192.168.5.0/24']}}"),
            Map.entry(
                    "vpc-v3.update_address_group",
                    "{'address_group':{'name':'group-2','description':'xxx','ip_set':['192.168.3.2']}}"),
            Map.entry("vpc-v2.0.create_floating_ip_v6", "{'floatingip':{'port_id':'{port}'}}"),
            Map.entry("vpc-v2.0.update_floating_ip_v6", "{'floatingip':{'port_id':'{port}'}}"),
            Map.entry(
                    "eip-v3.attach_eips_to_shared_bandwidth",
                    "{'publicips':[{'bandwidth_id':'{bandwidth}','publicip_id':'{publicip}'}]}"),
            Map.entry("eip-v3.update_eip", "{'publicip':{'alias':'abcd','description':'test!!!!'}}"),
            Map.entry(
                    "eip-v3.bind_eip",
                    "{'publicip':{'associate_instance_id':'{port}','associate_instance_type':'PORT'}}"),
            Map.entry(
                    "neutron-v2.0.create_floating_ip",
                    "{'floatingip':{'floating_network_id':'0a2228f2-7f8a-45f1-8e09-9039e1d09975'}}"),
            Map.entry("neutron-v2.0.update_floating_ip", "{'floatingip':{'port_id':'{port}'}}"),
            Map.entry("vpc-v2.0.batch_vpc_tags", BATCH_OF_TAGS),
            Map.entry("vpc-v2.0.add_vpc_tag", "{'tag':{'key':'key2','value':'value1'}}"),
            Map.entry("vpc-v2.0.query_vpcs_by_tag", QUERY_BY_TAG),
            Map.entry("vpc-v2.0.batch_subnet_tags", BATCH_OF_TAGS),
            Map.entry("vpc-v2.0.add_subnet_tag", "{'tag':{'key':'key2','value':'value1'}}"),
            Map.entry("vpc-v2.0.query_subnets_by_tag", QUERY_BY_TAG),
            Map.entry("vpc-v2.0.batch_eip_tags", BATCH_OF_TAGS),
            Map.entry("vpc-v2.0.add_eip_tag", "{'tag':{'key':'key2','value':'value1'}}"),
            Map.entry("vpc-v2.0.query_eips_by_tag", QUERY_BY_TAG),
            Map.entry("neutron-v2.0.create_network", "{'network':{'name':'network-test','admin_state_up':true}}"),
            Map.entry("neutron-v2.0.update_network", "{'network':{'name':'network-test02'}}"),
            Map.entry(
                    "neutron-v2.0.create_subnet",
                    "{'subnet':{'name':'subnet-test','network_id':'{bare_network}','cidr':'172.16.2.0/24',"
                            + "'ip_version':4,'enable_dhcp':true}}"),
            Map.entry("neutron-v2.0.update_subnet", "{'subnet':{'name':'subnet-test'}}"),
            Map.entry(
                    "neutron-v2.0.create_port",
                    "{'port':{'admin_state_up':true,'network_id':'{network}','name':'port-test'}}"),
            Map.entry("neutron-v2.0.update_port", "{'port':{'name':'port-test02'}}"),
            Map.entry(
                    "neutron-v2.0.create_router",
                    "{'router':{'name':'router-test2','admin_state_up':true,'external_gateway_info':"
                            + "{'network_id':'0a2228f2-7f8a-45f1-8e09-9039e1d09975'}}}"),
            Map.entry(
                    "neutron-v2.0.update_router",
                    "{'router':{'name':'router-220','external_gateway_info':{'enable_snat':false},'routes':[]}}"),
            Map.entry("neutron-v2.0.add_router_interface", "{'subnet_id':'{free_subnet}'}"),
            Map.entry("neutron-v2.0.remove_router_interface", "{'subnet_id':'{free_subnet}'}"),
            Map.entry(
                    "neutron-v2.0.create_subnet_pool",
                    "{'subnetpool':{'name':'my-subnet-pool','prefixes':['192.168.0.0/16','10.10.0.0/21'],"
                            + "'default_prefixlen':25,'min_prefixlen':24,'max_prefixlen':30,'shared':false}}"),
            Map.entry(
                    "neutron-v2.0.update_subnet_pool",
                    "{'subnetpool':{'name':'my-new-subnetpool-name','prefixes':['10.10.0.0/24','10.10.1.0/24'],"
                            + "'min_prefixlen':24,'default_prefixlen':25,'max_prefixlen':30}}"),
            Map.entry("neutron-v2.0.create_security_group", "{'security_group':{'name':'sg-test'}}"),
            Map.entry("neutron-v2.0.update_security_group", "{'security_group':{'name':'sg-test02'}}"),
            Map.entry(
                    "neutron-v2.0.create_security_group_rule",
                    "{'security_group_rule':{'security_group_id':'{security_group}','direction':'egress',"
                            + "'protocol':'tcp','remote_ip_prefix':'10.10.0.0/24','port_range_min':22,"
                            + "'port_range_max':22,'ethertype':'IPv4'}}"),
            Map.entry(
                    "neutron-v2.0.create_firewall_rule",
                    "{'firewall_rule':{'action':'allow','enabled':true,'destination_port':'80','protocol':'tcp',"
                            + "'name':'ALLOW_HTTP'}}"),
            Map.entry("neutron-v2.0.update_firewall_rule", "{'firewall_rule':{'action':'deny'}}"),
            Map.entry(
                    "neutron-v2.0.create_firewall_policy",
                    "{'firewall_policy':{'name':'test-policy','firewall_rules':[]}}"),
            Map.entry("neutron-v2.0.update_firewall_policy", "{'firewall_policy':{'name':'policy'}}"),
            Map.entry("neutron-v2.0.insert_firewall_policy_rule", "{'firewall_rule_id':'{firewall_rule}'}"),
            Map.entry("neutron-v2.0.remove_firewall_policy_rule", "{'firewall_rule_id':'{firewall_rule}'}"),
            Map.entry(
                    "neutron-v2.0.create_firewall_group",
                    "{'firewall_group':{'name':'test','ingress_firewall_policy_id':'{firewall_policy}','ports':[]}}"),
            Map.entry("neutron-v2.0.update_firewall_group", "{'firewall_group':{'name':'group'}}"),
            Map.entry(
                    "vpc-v3.create_network_acl",
                    "{'firewall':{'name':'network_acl_test1','description':'network_acl_test1',"
                            + "'enterprise_project_id':'158ad39a-dab7-45a3-9b5a-2836b3cf93f9','admin_state_up':true,"
                            + "'tags':[{'key':'key1','value':'value1'}]},'dry_run':false}"),
            Map.entry(
                    "vpc-v3.update_network_acl",
                    "{'firewall':{'name':'network_acl_test1','description':'test','admin_state_up':true}}"),
            Map.entry("vpc-v3.associate_network_acl_subnets", "{'subnets':[{'virsubnet_id':'{network}'}]}"),
            Map.entry("vpc-v3.disassociate_network_acl_subnets", "{'subnets':[{'virsubnet_id':'{network}'}]}"),
            Map.entry(
                    "vpc-v3.insert_network_acl_rules",
                    "{'firewall':{'ingress_rules':[" + ACL_RULE + "],'egress_rules':[" + ACL_RULE + "]}}"),
            Map.entry(
                    "vpc-v3.update_network_acl_rules",
                    "{'firewall':{'ingress_rules':[{'id':'{acl_rule}','name':'network_acl_rule','ip_version':'4',"
                            + "'source_port':'30-40,60-90','source_address_group_id':null}]}}"),
            Map.entry("vpc-v3.remove_network_acl_rules", "{'firewall':{'ingress_rules':[{'id':'{acl_rule}'}]}}"),
            Map.entry("vpc-v3.query_network_acls_by_tag", QUERY_ACLS_BY_TAG),
            Map.entry("vpc-v3.count_network_acls_by_tag", QUERY_ACLS_BY_TAG),
            Map.entry("vpc-v3.add_network_acl_tag", "{'tag':{'key':'key4','value':'value4'}}"),
            Map.entry(
                    "vpc-v3.batch_create_network_acl_tags",
                    "{'tags':[{'key':'key1','value':'value1'},{'key':'key2','value':'value2'}]}"),
            Map.entry("vpc-v3.batch_delete_network_acl_tags", "{'tags':[{'key':'key1','value':'value1'}]}"));

    private final TestTwin client;
    private final Map<String, String> ids = new HashMap<>();

    World(TestTwin client) {
        this.client = client;
        make("vpc", "/v1/{p}/vpcs", "{'vpc':{'name':'world','cidr':'192.168.0.0/16'}}", "/vpc/id");
        TestTwin.Reply subnet = client.post(
                "/v1/{p}/subnets",
                fill("{'subnet':{'name':'a','cidr':'192.168.20.0/24','gateway_ip':'192.168.20.1','vpc_id':'{vpc}',"
                        + "'ipv6_enable':true}}"));
        ids.put("network", required(subnet, "/subnet/id"));
        ids.put("neutron_subnet", required(subnet, "/subnet/neutron_subnet_id"));
        make("bare_network", "/v2.0/networks", "{'network':{'name':'bare'}}", "/network/id");
        make("free_network", "/v2.0/networks", "{'network':{'name':'free'}}", "/network/id");
        make(
                "free_subnet",
                "/v2.0/subnets",
                "{'subnet':{'network_id':'{free_network}','cidr':'172.16.3.0/24'}}",
                "/subnet/id");
        make("router", "/v2.0/routers", "{'router':{'name':'r'}}", "/router/id");
        make(
                "subnetpool",
                "/v2.0/subnetpools",
                "{'subnetpool':{'name':'p','prefixes':['10.10.0.0/24']}}",
                "/subnetpool/id");
        ids.put("api_version", "v2.0");
        make("security_group", "/v1/{p}/security-groups", "{'security_group':{'name':'sg'}}", "/security_group/id");
        ids.put(
                "security_group_rule",
                required(
                        client.get(fill("/v1/{p}/security-groups/{security_group}")),
                        "/security_group/security_group_rules/0/id"));
        make(
                "address_group",
                "/v3/{p}/vpc/address-groups",
                "{'address_group':{'name':'a','ip_version':4,'ip_set':['192.168.3.2']}}",
                "/address_group/id");
        make("port", "/v2.0/ports", "{'port':{'network_id':'{network}'}}", "/port/id");
        make("privateip", "/v1/{p}/privateips", "{'privateips':[{'subnet_id':'{network}'}]}", "/privateips/0/id");
        make(
                "publicip",
                "/v1/{p}/publicips",
                "{'publicip':{'type':'5_bgp','alias':'a'},'bandwidth':{'name':'b','size':5,'share_type':'PER'}}",
                "/publicip/id");
        make("publicip_v6", "/v2.0/eip/floatingips_v6", "{'floatingip':{}}", "/floatingip/id");
        makeTags();
        make("log_group", "/v2/{p}/groups", "{'log_group_name':'g','ttl_in_days':7}", "/log_group_id");
        make("log_topic", fill("/v2/{p}/groups/{log_group}/streams"), "{'log_stream_name':'s'}", "/log_stream_id");
        make(
                "flowlog",
                "/v1/{p}/fl/flow_logs",
                "{'flow_log':{'resource_type':'vpc','resource_id':'{vpc}','traffic_type':'all',"
                        + "'log_group_id':'{log_group}','log_topic_id':'{log_topic}'}}",
                "/flow_log/id");
        make("bandwidth", "/v2.0/{p}/bandwidths", "{'bandwidth':{'name':'shared','size':10}}", "/bandwidth/id");
        make(
                "routetable",
                "/v1/{p}/routetables",
                "{'routetable':{'name':'t','vpc_id':'{vpc}','routes':[{'type':'eni','destination':'10.50.0.0/24',"
                        + "'nexthop':'{port}','description':'abc'}]}}",
                "/routetable/id");
        make("peer_vpc", "/v1/{p}/vpcs", "{'vpc':{'name':'peer','cidr':'10.60.0.0/16'}}", "/vpc/id");
        make("lone_vpc", "/v1/{p}/vpcs", "{'vpc':{'name':'lone'}}", "/vpc/id");
        make(
                "peering",
                "/v2.0/vpc/peerings",
                "{'peering':{'name':'p','request_vpc_info':{'vpc_id':'{vpc}'},"
                        + "'accept_vpc_info':{'vpc_id':'{peer_vpc}'}}}",
                "/peering/id");
        make(
                "route",
                "/v2.0/vpc/routes",
                "{'route':{'type':'peering','nexthop':'{peering}','destination':'10.60.0.0/16','vpc_id':'{vpc}'}}",
                "/route/id");
        make("firewall_rule", "/v2.0/fwaas/firewall_rules", "{'firewall_rule':{'action':'deny'}}", "/firewall_rule/id");
        make(
                "firewall_policy",
                "/v2.0/fwaas/firewall_policies",
                "{'firewall_policy':{'name':'p'}}",
                "/firewall_policy/id");
        make("firewall_group", "/v2.0/fwaas/firewall_groups", "{'firewall_group':{'name':'g'}}", "/firewall_group/id");
        makeAcl();
    }

    /** Gives the VPC, the subnet and the EIP a tag whose key is {@code {key}}. */
    private void makeTags() {
        ids.put("key", "key1");
        for (String resource : List.of("vpcs/{vpc}", "subnets/{network}", "publicips/{publicip}")) {
            client.post(fill("/v2.0/{p}/" + resource + "/tags"), "{'tag':{'key':'key1','value':'value1'}}");
        }
    }

    private void make(String name, String path, String json, String pointer) {
        ids.put(name, required(client.post(path, fill(json)), pointer));
    }

    /** Makes a network ACL with a rule for each direction, a tag, and the subnet behind it. */
    private void makeAcl() {
        make(
                "firewall",
                "/v3/{p}/vpc/firewalls",
                "{'firewall':{'name':'network_acl_test1','tags':[{'key':'key1','value':'value1'}]}}",
                "/firewall/id");
        ids.put("tag_key", "key1");
        String firewall = fill("/v3/{p}/vpc/firewalls/{firewall}");
        client.put(firewall + "/associate-subnets", fill("{'subnets':[{'virsubnet_id':'{network}'}]}"));
        TestTwin.Reply inserted = client.put(
                firewall + "/insert-rules",
                "{'firewall':{'ingress_rules':[" + ACL_RULE + "],'egress_rules':[" + ACL_RULE + "]}}");
        ids.put("acl_rule", required(inserted, "/firewall/ingress_rules/0/id"));
    }

    private static String required(TestTwin.Reply reply, String pointer) {
        String value = reply.text(pointer);
        if (reply.status() >= 300 || value.isEmpty()) {
            throw new AssertionError("no " + pointer + " in " + reply);
        }
        return value;
    }

    private String fill(String template) {
        return PLACE.matcher(template).replaceAll(place -> {
            String id = place.group(1);
            return Matcher.quoteReplacement(id.equals("p") ? client.project() : ids.getOrDefault(id, place.group()));
        });
    }

    TestTwin client() {
        return client;
    }

    /** {@return a valid body for each operation that takes one, by the operation's id; single quotes for double ones} */
    public static Map<String, String> bodies() {
        return BODIES;
    }

    /** {@return whether a valid body is known, so that limits can be violated one by one} */
    static boolean knows(Operation operation) {
        return BODIES.containsKey(operation.id());
    }

    /** {@return the operations of the VPC API reference that the twin says it serves} */
    static List<Operation> served(TestTwin twin) {
        Set<String> ids = new HashSet<>();
        twin.get("/_twinstack/openapi.json")
                .at("/paths")
                .forEach(path -> path.forEach(
                        operation -> operation.path("x-reference").forEach(id -> ids.add(id.textValue()))));
        return Reference.read().vpc().stream()
                .filter(operation -> ids.contains(operation.id()))
                .toList();
    }

    /** {@return the operation's path in this world} */
    String path(Operation operation) {
        return PLACE.matcher(operation.path())
                .replaceAll(place -> Matcher.quoteReplacement(idOf(operation, place.group(1))));
    }

    private String idOf(Operation operation, String parameter) {
        String name = parameter.replaceAll("_id$", "");
        return switch (name) {
            case "project", "tenant" -> client.project();
            case "subnet" -> id(operation.isNative() ? "neutron_subnet" : "network");
            case "floatingip" -> id(operation.path().contains("_v6") ? "publicip_v6" : "publicip");
            default -> id(name);
        };
    }

    private String id(String name) {
        String id = ids.get(name);
        if (id == null) {
            throw new AssertionError("this world has no " + name);
        }
        return id;
    }

    /** Puts the firewall rule into the policy. */
    void insertRule() {
        client.put(
                fill("/v2.0/fwaas/firewall_policies/{firewall_policy}/insert_rule"),
                fill("{'firewall_rule_id':'{firewall_rule}'}"));
    }

    /** Gives the VPC the secondary block that a valid request removes. */
    void addSecondaryBlock() {
        client.put(
                fill("/v3/{p}/vpc/vpcs/{vpc}/add-extend-cidr"),
                fill(BODIES.getOrDefault("vpc-v3.remove_vpc_secondary_cidr", "")));
    }

    void associateSubnet() {
        client.post(
                fill("/v1/{p}/routetables/{routetable}/action"),
                fill(BODIES.getOrDefault("vpc-v1.associate_route_table_subnets", "")));
    }

    /** Leaves the subnet without ports. */
    void deletePorts() {
        client.delete(fill("/v2.0/ports/{port}"));
        client.delete(fill("/v1/{p}/privateips/{privateip}"));
    }

    /** Lets another project ask for a peering with the VPC; it takes the other's place. */
    void requestPeering() {
        TestTwin other = client.freshProject();
        String vpc = required(other.post("/v1/{p}/vpcs", "{'vpc':{}}"), "/vpc/id");
        String request = fill("{'peering':{'name':'asked','accept_vpc_info':{'vpc_id':'{vpc}','tenant_id':'{p}'},"
                + "'request_vpc_info':{'vpc_id':'" + vpc + "'}}}");
        ids.put("peering", required(other.post("/v2.0/vpc/peerings", request), "/peering/id"));
    }

    /** Leaves the VPC without anything in it. */
    void deleteAllIn() {
        deletePorts();
        client.delete(fill("/v2.0/vpc/peerings/{peering}"));
        client.delete(fill("/v1/{p}/routetables/{routetable}"));
        client.delete(fill("/v1/{p}/vpcs/{vpc}/subnets/{network}"));
    }

    /** Puts the free subnet on the router. */
    void addInterface() {
        client.put(
                fill("/v2.0/routers/{router}/add_router_interface"),
                fill(BODIES.getOrDefault("neutron-v2.0.add_router_interface", "")));
    }

    /** Puts the EIP into the shared bandwidth. */
    void insertPublicIp() {
        client.post(
                fill("/v2.0/{p}/bandwidths/{bandwidth}/insert"),
                fill(BODIES.getOrDefault("vpc-v2.0.add_eips_to_shared_bandwidth", "")));
    }

    /** Binds the EIP to the port. */
    void bindPublicIp() {
        client.put(fill("/v1/{p}/publicips/{publicip}"), fill(BODIES.getOrDefault("vpc-v1.update_eip", "")));
    }

    /** {@return a valid body with double quotes, or blank for an operation without one} */
    String body(Operation operation) {
        return fill(BODIES.getOrDefault(operation.id(), "")).replace('\'', '"');
    }
}
