package dev.twinstack.api.securitygroup;

import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Puts up to 20 ports into a security group, or takes them out, and reports those that failed in a 200 answer. Source:
 * API reference, "Associating Multiple NIC Ports to or Disassociating Them from a Security Group at a Time".
 */
public final class SecurityGroupPorts {
    private static final Errors ERRORS =
            Errors.of("VPC.0606", "VPC.0606", "VPC.0606").on("too-many-ports", 400, "VPC.0609");

    public static final List<Endpoint> ENDPOINTS = List.of(V1.post(
            "BatchSecurityGroupPorts",
            "/v2.0/{project_id}/security-groups/{security_group_id}/instance/action",
            ERRORS,
            SecurityGroupPorts::act));

    private static final int MOST_PORTS = 20;

    private SecurityGroupPorts() {}

    private record Failure(String id, String errorCode, String errorMsg) {}

    private static CompletionStage<Answer> act(RequestContext rq) {
        Body body = rq.body();
        String action = body.text("action", Text.upTo(16)).toLowerCase(Locale.ROOT);
        if (!List.of("add", "remove").contains(action)) {
            throw Rejected.field("action", "must be add or remove");
        }
        List<String> ports = body.objects("ports").stream()
                .map(port -> port.text("id", Text.ID))
                .toList();
        if (ports.isEmpty()) {
            throw Rejected.field("ports", "must name at least one port");
        }
        if (ports.size() > MOST_PORTS) {
            throw new Rejected(new DomainError.Invalid(
                    "too-many-ports", "ports", "ports: at most " + MOST_PORTS + " are allowed"));
        }
        String group = rq.path("security_group_id");
        return rq.snapshot().thenCompose(snapshot -> {
            if (snapshot.find(SecurityGroup.TYPE, group).isEmpty()) {
                throw new Rejected(new DomainError.Invalid(
                        "securitygroup-not-found",
                        "security_group_id",
                        "The security group " + group + " is unknown."));
            }
            return all(
                    rq,
                    ports,
                    action.equals("add") ? new PortCommand.AddGroup(group) : new PortCommand.RemoveGroup(group));
        });
    }

    private static CompletionStage<Answer> all(RequestContext rq, List<String> ports, PortCommand command) {
        List<CompletableFuture<Optional<Failure>>> asked = new ArrayList<>();
        for (String port : ports) {
            asked.add(rq.entities()
                    .ask(rq.ref(Port.TYPE, port), command)
                    .thenApply(outcome -> failure(port, outcome))
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(done -> Answer.ok(Map.of(
                        "fail",
                        asked.stream().flatMap(one -> one.join().stream()).toList())));
    }

    private static Optional<Failure> failure(String port, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> Optional.empty();
            case Outcome.Failed(String reason) -> Optional.of(new Failure(port, "VPC.0608", reason));
            case Outcome.Refused(DomainError error) ->
                Optional.of(
                        switch (error.reason()) {
                            case "last-security-group" ->
                                new Failure(port, "VPC.0607", "An instance must belong to at least one security group");
                            case "port-not-found" -> new Failure(port, "VPC.0608", notFound(port));
                            default -> new Failure(port, "VPC.0607", error.message());
                        });
        };
    }

    /** The answer carries the native API's own error as text. */
    private static String notFound(String port) {
        return "{\"NeutronError\":{\"message\":\"Port " + port
                + " could not be found.\",\"type\":\"PortNotFound\",\"detail\":\"\"}}";
    }
}
