package dev.twinstack.api.natgateway;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.kernel.DomainError;

/**
 * What the NAT service refuses with: Neutron's envelope, and 400 for nearly all (API reference, "Error Code Description
 * v2.0"). Where its users have seen a type ({@code InvalidParams}, {@code DnatRuleInValidPortID}) that is the type.
 * ASSUMED: elsewhere it is the table's code; check by provoking each on the real cloud.
 */
final class NatErrors {
    static final String NETWORK_ELSEWHERE = "nat-network-elsewhere";
    static final String NETWORK_LACKS_IPV4 = "nat-network-lacks-ipv4";
    static final String SOURCE_UNCLEAR = "snat-source-unclear";
    static final String SOURCE_TYPE_UNFIT = "snat-source-type-unfit";
    static final String BLOCK_INVALID = "snat-block-invalid";
    static final String BLOCK_CROSSES_SUBNET = "snat-block-crosses-subnet";
    static final String BLOCK_IN_VPC = "snat-block-in-vpc";
    static final String TARGET_TWICE = "dnat-target-twice";
    static final String TARGET_MISSING = "dnat-target-missing";
    static final String PORT_UNFIT = "dnat-port-unfit";
    static final String PROTOCOL_UNKNOWN = "dnat-protocol-unknown";
    static final String ADDRESS_INVALID = "dnat-address-invalid";

    private static final Errors ALL = Errors.of("InvalidParams", "HTTPNotFound", "VPC.2019")
            .on("natgateway-creating", 400, "VPC.2004")
            .on("vpc-not-found", 400, "VPC.2011")
            .on("subnet-not-found", 400, "VPC.2009")
            .on(NETWORK_ELSEWHERE, 400, "VPC.2013")
            .on(NETWORK_LACKS_IPV4, 400, "VPC.2008")
            .on("publicip-not-found", 400, "VPC.2044")
            .on("publicip-bound-to-port", 400, "VPC.2060")
            .on("publicip-of-other-gateway", 400, "VPC.2061")
            .on("gateway-lacks-ipv6", 400, "VPC.2053")
            .on("publicip-snat-and-all-ports", 400, "VPC.2074")
            .on("publicip-dnat-and-all-ports", 400, "VPC.2073");

    /** Of gateways. A subnet that is full has no room for the gateway's port. */
    static final Errors GATEWAY = ALL.on("natgateway-not-found", 404, "VPC.2007")
            .on("natgateway-has-rules", 400, "VPC.2016")
            .on("subnet-exhausted", 400, "VPC.2051");

    static final Errors SNAT = ALL.on("natgateway-not-found", 400, "VPC.2007")
            .on(SOURCE_UNCLEAR, 400, "VPC.2031")
            .on(SOURCE_TYPE_UNFIT, 400, "VPC.2033")
            .on(BLOCK_INVALID, 400, "VPC.2032")
            .on(BLOCK_CROSSES_SUBNET, 400, "VPC.2034")
            .on(BLOCK_IN_VPC, 400, "VPC.2035")
            .on("snat-network-taken", 400, "VPC.2018")
            .on("snat-block-taken", 400, "VPC.2036")
            .on("snat-eips-exceeded", 400, "VPC.2039")
            .on("snat-eip-repeated", 400, "VPC.2042");

    static final Errors DNAT = ALL.on("natgateway-not-found", 400, "VPC.2007")
            .on("port-not-found", 400, "DnatRuleInValidPortID")
            .on(PORT_UNFIT, 400, "DnatRuleInValidPortID")
            .on(TARGET_TWICE, 400, "VPC.2055")
            .on(TARGET_MISSING, 400, "VPC.2056")
            .on(PROTOCOL_UNKNOWN, 400, "VPC.2054")
            .on(ADDRESS_INVALID, 400, "VPC.2071")
            .on("dnat-all-ports-mixed", 400, "VPC.2070")
            .on("dnat-outside-taken", 400, "VPC.2024")
            .on("dnat-inside-taken", 400, "VPC.2023")
            .on("dnat-port-taken", 400, "VPC.2027")
            .on("dnat-address-taken", 400, "VPC.2028")
            .on("dnat-rules-exceeded", 400, "VPC.2038");

    private NatErrors() {}

    static Rejected invalid(String reason, String field, String message) {
        return new Rejected(new DomainError.Invalid(reason, field, field + ": " + message));
    }

    /** A body may name the project, but only the caller's. */
    static void checkTenant(RequestContext rq, Body body) {
        if (!body.text("tenant_id", Text.upTo(255), rq.project()).equals(rq.project())) {
            throw Rejected.field(body.path("tenant_id"), "may only be the caller's project");
        }
    }
}
