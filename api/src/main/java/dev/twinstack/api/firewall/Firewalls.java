package dev.twinstack.api.firewall;

import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the three kinds of native firewall objects have in common. Source: API reference, native "Firewall". */
final class Firewalls {
    static final Errors ERRORS = Errors.of("InvalidInput", "ResourceNotFound", "Conflict")
            .on("firewallrule-not-found", 404, "FirewallRuleNotFound")
            .on("firewallpolicy-not-found", 404, "FirewallPolicyNotFound")
            .on("firewallgroup-not-found", 404, "FirewallGroupNotFound")
            .on("port-not-found", 404, "PortNotFound")
            .on("firewallrule-protocol", 400, "FirewallRuleInvalidProtocol")
            .on("firewallrule-ports", 400, "FirewallRuleInvalidICMPParameter")
            .on("firewallrule-ip-version", 400, "FirewallIpAddressConflict")
            .on("addressgroup-family-mismatch", 400, "FirewallIpAddressConflict")
            .on("firewallrule-in-use", 409, "FirewallRuleInUse")
            .on("firewallrule-in-policy", 409, "FirewallRuleAlreadyAssociated")
            .on("firewallrule-not-in-policy", 400, "FirewallRuleNotAssociatedWithPolicy")
            .on("firewallpolicy-in-use", 409, "FirewallPolicyInUse")
            .on("firewallrule-ports-without-protocol", 400, "FirewallRuleWithPortWithoutProtocolInvalid")
            .on("port-no-gateway", 409, "FirewallGroupPortInvalid")
            .on("subnet-outside-vpc", 409, "FirewallGroupPortInvalid")
            .on("subnet-has-firewall", 409, "FirewallGroupPortInUse")
            .on("firewall-quota", 409, "OverQuota");

    /** Names and descriptions alike. */
    static final Text TEXT = Text.upTo(255);

    private Firewalls() {}

    /** {@return the filter of a text field: exactly equal} */
    static <W> BiPredicate<W, String> is(Function<W, @Nullable String> field) {
        return (row, value) -> value.equals(field.apply(row));
    }

    static <W> BiPredicate<W, String> flag(Function<W, Boolean> field) {
        return (row, value) -> value.equalsIgnoreCase(field.apply(row).toString());
    }

    /** {@return the filters that all three have, and {@code more}} */
    static <W> Map<String, BiPredicate<W, String>> filters(
            Function<W, String> id,
            Function<W, String> name,
            Function<W, String> description,
            Function<W, String> project,
            Map<String, BiPredicate<W, String>> more) {
        Map<String, BiPredicate<W, String>> all = new HashMap<>(more);
        all.put("id", is(id));
        all.put("name", is(name));
        all.put("description", is(description));
        all.put("tenant_id", is(project));
        all.put("project_id", is(project));
        return Map.copyOf(all);
    }
}
