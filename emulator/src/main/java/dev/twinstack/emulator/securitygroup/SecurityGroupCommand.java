package dev.twinstack.emulator.securitygroup;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import java.time.Instant;
import java.util.Map;

public sealed interface SecurityGroupCommand extends Command {
    /** The rules a new group has. */
    enum StartingRules {
        /** Made through v1 or v3: all out, and all in from the group itself (SG-02). */
        V1,
        /** Made through the native API: all out (SG-03). */
        NATIVE,
        /** The default group's: those of v1, and TCP 22, 3389, 80, 443 and ICMP in from anywhere (SG-06). */
        DEFAULT
    }

    /**
     * @param vpc informational only (SG-01); may be blank
     * @param tags by key
     */
    record Open(
            String name,
            String description,
            StartingRules rules,
            String vpc,
            String enterpriseProjectId,
            Map<String, String> tags)
            implements SecurityGroupCommand {
        public Open {
            tags = Map.copyOf(tags);
        }

        /** Makes a group without tags. */
        public Open(String name, String description, StartingRules rules, String vpc, String enterpriseProjectId) {
            this(name, description, rules, vpc, enterpriseProjectId, Map.of());
        }
    }

    record Update(Patch<String> name, Patch<String> description) implements SecurityGroupCommand {}

    /**
     * Adds a rule, whose id the caller chose. A rule that names another group, or an IP address group, needs that group
     * to exist, and keeps it from being deleted. The fields are those of {@link Rule}.
     */
    record AddRule(
            String id,
            Rule.Direction direction,
            Family ethertype,
            String protocol,
            Rule.PortRange ports,
            Rule.Remote remote,
            Rule.Action action,
            int priority,
            String description)
            implements SecurityGroupCommand {
        Rule rule(Instant at) {
            return new Rule(id, direction, ethertype, protocol, ports, remote, action, priority, description, at);
        }
    }

    record RemoveRule(String rule) implements SecurityGroupCommand {}

    /** Removes every rule that names an IP address group, which is being deleted by force (DEL-23). */
    record DropAddressGroup(String addressGroup) implements SecurityGroupCommand {}

    record Close() implements SecurityGroupCommand {}

    /** A port comes under the group. */
    record Join(String port) implements SecurityGroupCommand, Command.OnBehalf {}

    record Leave(String port) implements SecurityGroupCommand, Command.OnBehalf {}

    /** Another group names this one in a rule. */
    record Reference(EntityRef group) implements SecurityGroupCommand, Command.OnBehalf {}

    record Unreference(EntityRef group) implements SecurityGroupCommand, Command.OnBehalf {}

    /** The default group comes to be with its project. */
    record OpenDefault(EntityRef project) implements SecurityGroupCommand, Command.OnBehalf {}

    /** Changes nothing: the default group stays, so that a second attempt to open the project finds it. */
    record KeepDefault(EntityRef project) implements SecurityGroupCommand, Command.OnBehalf {}

    static Claim join(EntityRef group, String port) {
        return new Claim(group, new Join(port), new Leave(port));
    }

    static Claim reference(EntityRef group, EntityRef by) {
        return new Claim(group, new Reference(by), new Unreference(by));
    }

    /** {@return a project's claim on its default group} */
    static Claim openDefault(EntityRef project) {
        return new Claim(
                SecurityGroup.TYPE.ref(project.project(), SecurityGroup.defaultId(project.id())),
                new OpenDefault(project),
                new KeepDefault(project));
    }
}
