package dev.twinstack.api.bench.peers;

import dev.twinstack.api.bench.Load;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** Neutron's own API, without Keystone: every caller is an administrator, who names the project. */
final class OpenStackWire implements Wire {
    private static final Pattern ID = Pattern.compile("\"id\": ?\"([^\"]+)\"");
    private static final Pattern ADDRESS = Pattern.compile("\"(?:ip_address|floating_ip_address)\": ?\"([0-9.]+)\"");
    private static final String PROJECT = "\"tenant_id\":\"0123456789abcdef0123456789abcdef\",";

    private final URI endpoint;
    private String pool = "";

    OpenStackWire(URI endpoint) {
        this.endpoint = endpoint;
    }

    private Load.Request request(String method, String path, String body) {
        return Load.Request.of(endpoint, method, "/v2.0/" + path, "none", body);
    }

    private Load.Request create(String what, String fields) {
        return request("POST", what + 's', "{\"" + what + "\":{" + PROJECT + fields + "}}");
    }

    @Override
    public Load.Request createNetwork(String range) {
        return create("network", "\"name\":\"" + Wire.freshName() + '"');
    }

    @Override
    public Load.Request show(String network) {
        return request("GET", "networks/" + network, "");
    }

    @Override
    public Load.Request delete(String network) {
        return request("DELETE", "networks/" + network, "");
    }

    /** All at once: the server has no largest page by default. */
    @Override
    public Load.Request list(String marker) {
        return request("GET", "networks", "");
    }

    @Override
    public String next(Load.Reply page) {
        return "";
    }

    @Override
    public List<String> networks(Load.Reply page) {
        return Wire.all(ID, page);
    }

    @Override
    public Load.Request createSubnet(String network, String range) {
        return create("subnet", "\"network_id\":\"" + network + "\",\"ip_version\":4,\"cidr\":\"" + range + '"');
    }

    @Override
    public Load.Request delete(Subnet subnet) {
        return request("DELETE", "subnets/" + subnet.id(), "");
    }

    @Override
    public Load.Request createPort(Subnet subnet) {
        return create("port", "\"network_id\":\"" + subnet.network() + '"');
    }

    @Override
    public Load.Request createPort(Subnet subnet, String address) {
        return create(
                "port",
                "\"network_id\":\"" + subnet.network() + "\",\"fixed_ips\":[{\"subnet_id\":\"" + subnet.id()
                        + "\",\"ip_address\":\"" + address + "\"}]");
    }

    /** From an external network, which is made when it is first asked for. */
    @Override
    public Load.Request allocate() {
        if (pool.isEmpty()) {
            Load load = new Load(endpoint);
            pool = id(load.send(create("network", "\"name\":\"public\",\"router:external\":true")));
            id(load.send(createSubnet(pool, "198.18.0.0/16")));
        }
        return create("floatingip", "\"floating_network_id\":\"" + pool + '"');
    }

    @Override
    public String id(Load.Reply made) {
        return Wire.first(ID, made);
    }

    @Override
    public String address(Load.Reply made) {
        return Wire.first(ADDRESS, made);
    }

    @Override
    public String unknown(String kind) {
        return "99d9d709-8478-4b46-9f3f-2206b1023fd3";
    }

    @Override
    public boolean hasRanges() {
        return false;
    }
}
