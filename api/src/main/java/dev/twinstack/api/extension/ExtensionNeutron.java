package dev.twinstack.api.extension;

import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The extensions a client may ask for before it uses one. The {@code openstack} command does so before it creates a port,
 * and gives up if the list itself is missing.
 */
public final class ExtensionNeutron {
    private static final Errors ERRORS = Errors.of("InvalidInput", "ExtensionNotFound", "Conflict");

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.get("NeutronListExtensions", "/v2.0/extensions", ERRORS, ExtensionNeutron::list),
            Neutron.get("NeutronShowExtension", "/v2.0/extensions/{alias}", ERRORS, ExtensionNeutron::show));

    private static final String SINCE = "2013-01-01T00:00:00-00:00";

    /** Only what is served: a client that finds an alias here uses it. */
    private static final List<Wire> SERVED = List.of(
            extension("allowed-address-pairs", "Allowed Address Pairs"),
            extension("binding", "Port Binding"),
            extension("default-subnetpools", "Default Subnetpools"),
            extension("ext-gw-mode", "Neutron L3 Configurable external gateway mode"),
            extension("external-net", "Neutron external network"),
            extension("extra_dhcp_opt", "Neutron Extra DHCP options"),
            extension("extraroute", "Neutron Extra Route"),
            extension("fwaas_v2", "Firewall service v2"),
            extension("network-ip-availability", "Network IP Availability"),
            extension("pagination", "Pagination support"),
            extension("port-security", "Port Security"),
            extension("provider", "Provider Network"),
            extension("router", "Neutron L3 Router"),
            extension("security-group", "security-group"),
            extension("sorting", "Sorting support"),
            extension("subnet_allocation", "Subnet Allocation"));

    private ExtensionNeutron() {}

    private record Wire(String alias, String name, String description, String updated, List<String> links) {}

    private static Wire extension(String alias, String name) {
        return new Wire(alias, name, name, SINCE, List.of());
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return Answer.ok(Map.of("extensions", SERVED)).now();
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        String alias = rq.path("alias");
        return SERVED.stream()
                .filter(extension -> extension.alias().equals(alias))
                .findFirst()
                .map(extension -> Answer.ok(Map.of("extension", extension)).now())
                .orElseThrow(() -> Rejected.notFound("extension", alias));
    }
}
