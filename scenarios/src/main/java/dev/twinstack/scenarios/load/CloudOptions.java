package dev.twinstack.scenarios.load;

import dev.twinstack.scenarios.cloud.Credentials;
import dev.twinstack.scenarios.cloud.Endpoint;
import java.net.URI;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which cloud, and as whom. The environment is that of every OpenStack client. */
final class CloudOptions {
    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "${env:OS_AUTH_URL:-}",
            description = "A running cloud, with or without /v3. Default: OS_AUTH_URL, or a twin of its own.")
    private String endpoint = "";

    @Option(
            names = "--user",
            defaultValue = "${env:OS_USERNAME:-twin}",
            description = "User name. Default: OS_USERNAME, or twin.")
    private String user = "";

    @Option(
            names = "--password",
            defaultValue = "${env:OS_PASSWORD:-twin}",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "Password. Default: OS_PASSWORD, or twin.")
    private String password = "";

    @Option(
            names = "--domain",
            defaultValue = "${env:OS_USER_DOMAIN_NAME:-twinstack}",
            description = "Domain name. Default: OS_USER_DOMAIN_NAME, or twinstack.")
    private String domain = "";

    @Option(
            names = "--region",
            defaultValue = "${env:OS_REGION_NAME:-eu-de}",
            description = "Region. Default: OS_REGION_NAME, or eu-de.")
    private String region = "";

    @Option(
            names = "--project",
            defaultValue = "",
            description = "Run in this project instead of throw-away ones; only what the run makes is deleted.")
    private String project = "";

    @Option(
            names = "--real-cloud",
            description = "Allow an endpoint that is no twin. Needs --project. What is made there costs money.")
    private boolean realCloud;

    /** {@return whether no cloud was named, so that the run has a twin of its own} */
    boolean isItsOwn() {
        return endpoint.isBlank();
    }

    boolean isReal() {
        return realCloud;
    }

    /** {@return the project named; empty for throw-away ones} */
    String project() {
        return project;
    }

    Endpoint at(URI root) {
        return new Endpoint(root, new Credentials(user, password, domain), region);
    }

    /** {@return the address named}  Refuses what is no URL, on behalf of that command line. */
    URI root(CommandLine line) {
        try {
            URI root = Endpoint.root(endpoint);
            if (root.getHost() == null) {
                throw new ParameterException(line, "--endpoint needs a URL such as http://127.0.0.1:4664");
            }
            return root;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, "--endpoint is not a URL: " + e.getMessage(), e);
        }
    }
}
