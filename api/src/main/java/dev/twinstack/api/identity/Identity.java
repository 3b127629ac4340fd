package dev.twinstack.api.identity;

import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Gate;
import dev.twinstack.emulator.system.Cloud;
import java.util.List;
import java.util.stream.Stream;

/** The identity service of one twin: its endpoints, and the gate that lets requests in to all others. */
public final class Identity {
    private final Gate gate;
    private final List<Endpoint> endpoints;

    public Identity(Cloud cloud, AuthSettings settings) {
        Tokens tokens = new Tokens(settings);
        Projects projects = new Projects(cloud);
        Identities identities = new Identities(settings);
        this.gate = new Admission(
                identities,
                new AccessKeys(cloud, identities),
                settings,
                tokens,
                projects,
                cloud.clock(),
                cloud.clock().machine());
        this.endpoints = Stream.of(
                        VersionsV3.ENDPOINTS,
                        new TokensV3(tokens, new Login(tokens, projects)).endpoints(),
                        new ProjectsV3(projects).endpoints(),
                        UsersV3.ENDPOINTS,
                        new CredentialsV3(identities).endpoints())
                .flatMap(List::stream)
                .toList();
    }

    public Gate gate() {
        return gate;
    }

    public List<Endpoint> endpoints() {
        return endpoints;
    }
}
