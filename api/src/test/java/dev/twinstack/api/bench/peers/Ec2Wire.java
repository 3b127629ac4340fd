package dev.twinstack.api.bench.peers;

import dev.twinstack.api.bench.Load;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** EC2's query API, as the emulators of that cloud speak it. None of them verifies the signature. */
final class Ec2Wire implements Wire {
    private static final Pattern VPC = Pattern.compile("<vpcId>([^<]+)</vpcId>");
    private static final Pattern SUBNET = Pattern.compile("<subnetId>([^<]+)</subnetId>");
    private static final Pattern ADDRESS = Pattern.compile("<(?:privateIpAddress|publicIp)>([0-9.]+)</");
    private static final Pattern NEXT = Pattern.compile("<nextToken>([^<]+)</nextToken>");
    private static final String SIGNATURE = "Authorization: AWS4-HMAC-SHA256 "
            + "Credential=test/20250101/eu-central-1/ec2/aws4_request, SignedHeaders=host;x-amz-date, "
            + "Signature=0000000000000000000000000000000000000000000000000000000000000000\r\n"
            + "X-Amz-Date: 20250101T000000Z";

    private final URI endpoint;

    Ec2Wire(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** An action and its parameters, names and values in turn. */
    private Load.Request request(String action, String... parameters) {
        StringBuilder body = new StringBuilder("Version=2016-11-15&Action=").append(action);
        for (int i = 0; i < parameters.length; i += 2) {
            body.append('&')
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return Load.Request.of(endpoint, "POST", "/", SIGNATURE, "application/x-www-form-urlencoded", body.toString());
    }

    @Override
    public Load.Request createNetwork(String range) {
        return request("CreateVpc", "CidrBlock", range);
    }

    @Override
    public Load.Request show(String network) {
        return request("DescribeVpcs", "VpcId.1", network);
    }

    @Override
    public Load.Request delete(String network) {
        return request("DeleteVpc", "VpcId", network);
    }

    @Override
    public Load.Request list(String marker) {
        return marker.isEmpty() ? request("DescribeVpcs") : request("DescribeVpcs", "NextToken", marker);
    }

    @Override
    public String next(Load.Reply page) {
        // It stands before or after the rows.
        int at = page.body().lastIndexOf("<nextToken>");
        return at < 0 ? "" : Wire.first(NEXT, new Load.Reply(200, page.body().substring(at)));
    }

    @Override
    public List<String> networks(Load.Reply page) {
        return Wire.all(VPC, page);
    }

    @Override
    public Load.Request createSubnet(String network, String range) {
        return request("CreateSubnet", "VpcId", network, "CidrBlock", range);
    }

    @Override
    public Load.Request delete(Subnet subnet) {
        return request("DeleteSubnet", "SubnetId", subnet.id());
    }

    @Override
    public Load.Request createPort(Subnet subnet) {
        return request("CreateNetworkInterface", "SubnetId", subnet.id());
    }

    @Override
    public Load.Request createPort(Subnet subnet, String address) {
        return request("CreateNetworkInterface", "SubnetId", subnet.id(), "PrivateIpAddress", address);
    }

    @Override
    public Load.Request allocate() {
        return request("AllocateAddress", "Domain", "vpc");
    }

    @Override
    public String id(Load.Reply made) {
        return Wire.first(made.body().contains("<CreateSubnetResponse") ? SUBNET : VPC, made);
    }

    @Override
    public String address(Load.Reply made) {
        return Wire.first(ADDRESS, made);
    }

    @Override
    public String unknown(String kind) {
        return kind + "-0123456789abcdef0";
    }

    @Override
    public boolean hasRanges() {
        return true;
    }
}
