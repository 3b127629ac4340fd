package dev.twinstack.api.bench.peers;

import dev.twinstack.api.bench.Load;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;

/** This cloud's own API: VPCs, subnets and EIPs by v1, ports by Neutron's calls. */
final class TwinWire implements Wire {
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final Pattern ADDRESS = Pattern.compile("\"(?:ip_address|public_ip_address)\":\"([0-9.]+)\"");
    private static final Pattern PROJECT = Pattern.compile("\"project\":\\{[^}]*?\"id\":\"([0-9a-f]{32})\"");
    /** The largest page, which is also the one without a limit (PAGE-01). */
    private static final int PAGE = 2000;

    private static final String LOGIN = """
            {"auth":{"identity":{"methods":["password"],
              "password":{"user":{"name":"peers","password":"peers","domain":{"name":"peers"}}}},
             "scope":{"project":{"name":"eu-de_peers"}}}}
            """;

    private final URI endpoint;
    private final String token;
    private final String project;

    private TwinWire(URI endpoint, String token, String project) {
        this.endpoint = endpoint;
        this.token = token;
        this.project = project;
    }

    static Wire login(URI endpoint) throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(endpoint.resolve("/v3/auth/tokens"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(LOGIN))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            String project = Wire.first(PROJECT, new Load.Reply(answer.statusCode(), answer.body()));
            return new TwinWire(
                    endpoint, answer.headers().firstValue("X-Subject-Token").orElseThrow(), project);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private Load.Request request(String method, String path, String body) {
        return Load.Request.of(endpoint, method, path, token, body);
    }

    private Load.Request v1(String method, String path, String body) {
        return request(method, "/v1/" + project + '/' + path, body);
    }

    @Override
    public Load.Request createNetwork(String range) {
        return v1("POST", "vpcs", "{\"vpc\":{\"name\":\"" + Wire.freshName() + "\",\"cidr\":\"" + range + "\"}}");
    }

    @Override
    public Load.Request show(String network) {
        return v1("GET", "vpcs/" + network, "");
    }

    @Override
    public Load.Request delete(String network) {
        return v1("DELETE", "vpcs/" + network, "");
    }

    @Override
    public Load.Request list(String marker) {
        return v1("GET", "vpcs?limit=" + PAGE + (marker.isEmpty() ? "" : "&marker=" + marker), "");
    }

    /** As a client of this cloud does it: a page that is not full is the last one. */
    @Override
    public String next(Load.Reply page) {
        String mark = "\"id\":\"";
        int rows = 0;
        int last = 0;
        for (int at = page.body().indexOf(mark); at >= 0; at = page.body().indexOf(mark, at + 36)) {
            rows++;
            last = at + mark.length();
        }
        return rows < PAGE ? "" : page.body().substring(last, last + 36);
    }

    @Override
    public List<String> networks(Load.Reply page) {
        return Wire.all(ID, page);
    }

    @Override
    public Load.Request createSubnet(String network, String range) {
        return v1(
                "POST",
                "subnets",
                "{\"subnet\":{\"name\":\"peers\",\"cidr\":\"" + range + "\",\"gateway_ip\":\"" + Wire.address(range, 1)
                        + "\",\"vpc_id\":\"" + network + "\"}}");
    }

    @Override
    public Load.Request delete(Subnet subnet) {
        return v1("DELETE", "vpcs/" + subnet.network() + "/subnets/" + subnet.id(), "");
    }

    @Override
    public Load.Request createPort(Subnet subnet) {
        return request("POST", "/v2.0/ports", "{\"port\":{\"network_id\":\"" + subnet.id() + "\"}}");
    }

    @Override
    public Load.Request createPort(Subnet subnet, String address) {
        return request(
                "POST",
                "/v2.0/ports",
                "{\"port\":{\"network_id\":\"" + subnet.id() + "\",\"fixed_ips\":[{\"ip_address\":\"" + address
                        + "\"}]}}");
    }

    @Override
    public Load.Request allocate() {
        return v1("POST", "publicips", """
                {"publicip":{"type":"5_bgp"},"bandwidth":{"name":"peers","size":5,"share_type":"PER"}}""");
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
        return true;
    }
}
