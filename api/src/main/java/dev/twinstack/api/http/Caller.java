package dev.twinstack.api.http;

/**
 * Who asks, and for which project.
 *
 * @param projectId blank for a token that is scoped to a domain only
 */
public record Caller(
        String userId, String userName, String domainId, String domainName, String projectId, String projectName) {
    /** Whoever calls what needs no login. */
    public static final Caller ANYBODY = new Caller("", "", "", "", "", "");

    public boolean hasProject() {
        return !projectId.isEmpty();
    }
}
