package dev.twinstack.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** The ids that a project's answers named, by what they are ids of; the newest few of each kind. */
final class Pool {
    private static final int MOST = 12;
    /** What is called otherwise where it is asked for than where it is answered. */
    private static final Map<String, String> ALIASES = Map.of(
            "nexthop", "port",
            "associate_instance", "port",
            "instance", "server",
            "device", "server",
            "acl_rule", "ingress_rule",
            "log_topic", "log_stream",
            "flowlog", "flow_log",
            "publicip_v6", "floatingip");

    private final Map<String, Deque<String>> ids = new TreeMap<>();
    private final Set<String> owned = new HashSet<>();

    /**
     * Takes the ids out of an answer: {@code x_id}, and {@code id} or {@code name} in an object called {@code x}.
     *
     * @param isNative whether the answer is Neutron's, where a subnet is not what it is elsewhere
     */
    void harvest(JsonNode answer, boolean isNative) {
        harvest(answer, "", isNative);
    }

    private void harvest(JsonNode node, String name, boolean isNative) {
        if (node.isArray()) {
            node.forEach(element -> harvest(element, name, isNative));
        }
        if (node.path("router:external").booleanValue()) {
            return; // nothing of the project's own
        }
        node.properties().forEach(field -> {
            String key = field.getKey();
            JsonNode value = field.getValue();
            if (!value.isTextual()) {
                harvest(value, key, isNative);
            } else if (key.equals("id")) {
                own(kind(name, isNative), value.textValue());
            } else if (key.equals("name")) {
                add(kind(name, isNative) + "_name", value.textValue());
            } else if (key.equals("key") || key.equals("alias") || key.endsWith("_id")) {
                mentioned(kind(key, isNative), value.textValue());
            }
        });
    }

    /** Takes the id of a thing itself, and lets go of what was only mentioned: clients may name what does not exist. */
    private synchronized void own(String kind, String id) {
        if (owned.add(kind)) {
            ids.remove(kind);
        }
        add(kind, id);
    }

    private synchronized void mentioned(String kind, String id) {
        if (!owned.contains(kind)) {
            add(kind, id);
        }
    }

    private synchronized void add(String kind, String id) {
        Deque<String> some = ids.computeIfAbsent(kind, any -> new ArrayDeque<>());
        if (!id.isEmpty() && !some.contains(id)) {
            some.addLast(id);
            if (some.size() > MOST) {
                some.removeFirst();
            }
        }
    }

    /** Lets go of what was deleted. */
    synchronized void forget(String id) {
        ids.values().forEach(some -> some.remove(id));
    }

    /** {@return what a name is about: {@code vpcs}, {@code vpc} and {@code vpc_id} are about a {@code vpc}} */
    private static String kind(String name, boolean isNative) {
        String kind = name.replaceFirst("_ids?$", "")
                .replaceFirst("ies$", "y")
                .replaceFirst("([^s])s$", "$1")
                .replaceFirst("^tag_", "");
        return isNative && kind.equals("subnet") ? "neutron_subnet" : ALIASES.getOrDefault(kind, kind);
    }

    /** {@return an id for a field or parameter of this name, if any of its kind is known} */
    synchronized Optional<String> like(String name, boolean isNative, Random random) {
        String kind = kind(name, isNative);
        Deque<String> exact = ids.get(kind);
        if (exact != null && !exact.isEmpty()) {
            return Optional.of(pick(exact, random));
        }
        return ids.entrySet().stream()
                .filter(each ->
                        kind.endsWith("_" + each.getKey()) && !each.getValue().isEmpty())
                .findFirst()
                .map(each -> pick(each.getValue(), random));
    }

    synchronized Optional<String> any(Random random) {
        List<Deque<String>> all = new ArrayList<>(
                ids.values().stream().filter(some -> !some.isEmpty()).toList());
        return all.isEmpty() ? Optional.empty() : Optional.of(pick(all.get(random.nextInt(all.size())), random));
    }

    private static String pick(Deque<String> some, Random random) {
        return some.stream().skip(random.nextInt(some.size())).findFirst().orElseThrow();
    }
}
