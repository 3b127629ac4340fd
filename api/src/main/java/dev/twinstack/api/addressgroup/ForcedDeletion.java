package dev.twinstack.api.addressgroup;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.addressgroup.AddressGroupCommand;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.FirewallRuleCommand;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Deletes an address group with the rules that name it (DEL-23): the group takes no more users, its users drop these
 * rules, and the last of them to let go closes it. Whoever repeats a call that broke off finishes it.
 */
final class ForcedDeletion {
    /** By the type of a user, what it is told; the command takes the address group's id. */
    private static final Map<String, Function<String, Command>> DROP = Map.of(
            SecurityGroup.TYPE.name(),
            SecurityGroupCommand.DropAddressGroup::new,
            FirewallRule.TYPE.name(),
            FirewallRuleCommand.DropAddressGroup::new);

    private ForcedDeletion() {}

    static CompletionStage<Answer> run(RequestContext rq) {
        return rq.ask(AddressGroup.TYPE, rq.path("address_group_id"), new AddressGroupCommand.Retire())
                .thenCompose(retired -> dropAll(rq, retired))
                .thenApply(gone -> Answer.noContent());
    }

    private static CompletionStage<Void> dropAll(RequestContext rq, AddressGroup group) {
        List<CompletableFuture<Void>> asked = group.usedBy().stream()
                .map(user -> drop(rq, user, group.id()).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
    }

    /** A user that is gone by now named the group until then. */
    private static CompletionStage<Void> drop(RequestContext rq, EntityRef user, String addressGroup) {
        Function<String, Command> command = DROP.get(user.type());
        if (command == null) {
            throw new IllegalStateException("nothing tells a " + user.type() + " to drop an address group");
        }
        return rq.entities().ask(user, command.apply(addressGroup)).thenAccept(outcome -> {
            switch (outcome) {
                case Outcome.Done done -> {}
                case Outcome.Refused(DomainError.NotFound gone) -> {}
                case Outcome.Refused(DomainError error) -> throw new Rejected(error);
                case Outcome.Failed(String reason) -> throw new IllegalStateException(reason);
            }
        });
    }
}
