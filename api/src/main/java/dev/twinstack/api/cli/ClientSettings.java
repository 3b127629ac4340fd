package dev.twinstack.api.cli;

import dev.twinstack.api.identity.AccessKey;
import dev.twinstack.api.identity.AuthSettings;
import dev.twinstack.api.identity.Identities;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients want to know, by the names of the environment variables they read. */
record ClientSettings(URI endpoint, String region, String project) {

    /** {@return everything, by the name of the variable} The keys are those of the default user. */
    Map<String, String> variables() {
        Identities.Domain domain = Identities.domain(Identities.DEFAULT_DOMAIN);
        AccessKey key = new Identities(AuthSettings.lenient()).accessKey(Identities.defaultUser());
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("OS_AUTH_URL", endpoint + "/v3");
        variables.put("OS_IDENTITY_API_VERSION", "3");
        variables.put("OS_REGION_NAME", region);
        variables.put("OS_USERNAME", Identities.DEFAULT_USER);
        variables.put("OS_PASSWORD", Identities.DEFAULT_PASSWORD);
        variables.put("OS_USER_DOMAIN_NAME", domain.name());
        variables.put("OS_PROJECT_NAME", project);
        variables.put("OS_TENANT_NAME", project);
        variables.put("OS_PROJECT_DOMAIN_NAME", domain.name());
        variables.put("OS_DOMAIN_NAME", domain.name());
        variables.put("OS_AVAILABILITY_ZONE", region + "-01");
        variables.put("OS_ACCESS_KEY", key.id());
        variables.put("OS_SECRET_KEY", key.secret());
        variables.put("HUAWEICLOUD_SDK_AK", key.id());
        variables.put("HUAWEICLOUD_SDK_SK", key.secret());
        variables.put("HUAWEICLOUD_SDK_PROJECT_ID", Identities.projectId(domain, project));
        variables.put("HUAWEICLOUD_SDK_DOMAIN_ID", domain.id());
        return variables;
    }

    /** {@return three lines of shell that suffice for clients that sign in with a password} */
    List<String> essential() {
        return List.of(
                "export OS_AUTH_URL=" + endpoint + "/v3 OS_IDENTITY_API_VERSION=3 OS_REGION_NAME=" + region,
                "export OS_USERNAME=" + Identities.DEFAULT_USER + " OS_PASSWORD=" + Identities.DEFAULT_PASSWORD
                        + " OS_USER_DOMAIN_NAME=" + Identities.DEFAULT_DOMAIN,
                "export OS_PROJECT_NAME=" + project + " OS_PROJECT_DOMAIN_NAME=" + Identities.DEFAULT_DOMAIN);
    }
}
