package dev.twinstack.api.publicip;

import dev.twinstack.api.http.Errors;

/** The codes EIPs refuse with in v1 and v3. Source: API reference, "Error Codes" (EIP-10, EIP-21, DEL-18, BW-19). */
final class PublicIpErrors {
    static final String BANDWIDTH_INVALID = "publicip-bandwidth-invalid";
    static final String OF_LOAD_BALANCER = "publicip-of-loadbalancer";
    static final String NOT_BOUND = "publicip-not-bound";

    /** Bad values of the bandwidth have its code (VPC.0301); a missing port is the backend's (ERR-13). */
    static final Errors ALL = Errors.of("VPC.0501", "VPC.0504", "VPC.0501")
            .on(BANDWIDTH_INVALID, 400, "VPC.0301")
            .on("bandwidth-size-invalid", 400, "VPC.0301")
            .on("bandwidth-dedicated", 400, "VPC.0301")
            .on("bandwidth-not-found", 404, "VPC.0306")
            .on("bandwidth-full", 409, "VPC.0301")
            .on("port-not-found", 404, "VPC.0514")
            .on("port-has-eip", 409, "VPC.0511")
            .on("publicip-already-bound", 409, "VPC.0510")
            .on("publicip-busy", 409, "VPC.0512")
            .on("publicip-bound", 409, "VPC.0517")
            .on("publicip-of-gateway", 409, "VPC.0517")
            .on(OF_LOAD_BALANCER, 500, "VPC.0516")
            .on("publicIp-quota", 409, "VPC.0521")
            .on("public-ipv4-address-unavailable", 409, "VPC.0522")
            .on("public-ipv4-pool-exhausted", 409, "VPC.0532");

    /** The table has no code for v3's refusal to unbind what is not bound; clients know this one (clients' tests). */
    static final Errors V3 = ALL.on(NOT_BOUND, 409, "EIP.7902");

    private PublicIpErrors() {}
}
