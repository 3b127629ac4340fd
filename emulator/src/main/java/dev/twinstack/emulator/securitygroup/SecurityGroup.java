package dev.twinstack.emulator.securitygroup;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pcollections.PSet;

/**
 * A security group, and the owner of who uses it. It belongs to no VPC (SG-01).
 *
 * @param isDefault the one every project has from the start, which cannot be deleted (SG-05)
 * @param members the ports it filters, by id
 * @param referencedBy the other groups whose rules name this one (DEL-15)
 * @param vpc what the maker wrote there, or blank; it binds nothing (SG-01)
 * @param enterpriseProjectId {@code 0} for the default one (EPS-01)
 * @param tags by key
 */
public record SecurityGroup(
        String id,
        String name,
        String description,
        boolean isDefault,
        List<Rule> rules,
        PSet<String> members,
        PSet<EntityRef> referencedBy,
        String vpc,
        String enterpriseProjectId,
        Map<String, String> tags,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<SecurityGroup> TYPE = new ResourceType<>("securitygroup", SecurityGroup.class);
    public static final String DEFAULT_NAME = "default";

    public SecurityGroup {
        rules = List.copyOf(rules);
        tags = Map.copyOf(tags);
    }

    /** {@return the id of the default group of a project} */
    public static String defaultId(String project) {
        return Ids.derived(project, "default-security-group");
    }

    public Optional<Rule> rule(String ruleId) {
        return rules.stream().filter(rule -> rule.id().equals(ruleId)).findFirst();
    }

    /** {@return the other groups that rules of this one name} */
    Set<String> references() {
        return rules.stream()
                .map(Rule::remote)
                .filter(Remote.Group.class::isInstance)
                .map(remote -> ((Remote.Group) remote).id())
                .filter(group -> !group.equals(id))
                .collect(Collectors.toSet());
    }

    /** {@return the IP address groups that rules of this group name} */
    Set<String> addressGroups() {
        return rules.stream()
                .map(Rule::remote)
                .filter(Remote.AddressGroup.class::isInstance)
                .map(remote -> ((Remote.AddressGroup) remote).id())
                .collect(Collectors.toSet());
    }

    SecurityGroup with(String name, String description, List<Rule> rules, Instant at) {
        return new SecurityGroup(
                id,
                name,
                description,
                isDefault,
                rules,
                members,
                referencedBy,
                vpc,
                enterpriseProjectId,
                tags,
                createdAt,
                at);
    }

    SecurityGroup with(PSet<String> members, PSet<EntityRef> referencedBy) {
        return new SecurityGroup(
                id,
                name,
                description,
                isDefault,
                rules,
                members,
                referencedBy,
                vpc,
                enterpriseProjectId,
                tags,
                createdAt,
                updatedAt);
    }
}
