package dev.twinstack.api.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the endpoint of a method and path. Empty segments do not count: clients send trailing and double slashes. */
public final class Router {
    /** An endpoint, and what its template's parameters matched. */
    public record Match(Endpoint endpoint, Map<String, String> path) {}

    private static final class Node {
        private final Map<String, Node> literal = new HashMap<>();
        private final Map<String, Endpoint> endpoints = new TreeMap<>();
        private @Nullable Node parameter;
    }

    private final Node root = new Node();

    /**
     * @throws IllegalArgumentException if two endpoints have the same method and shape of path
     */
    public Router(Collection<Endpoint> endpoints) {
        endpoints.forEach(this::add);
    }

    private void add(Endpoint endpoint) {
        Node node = root;
        for (String segment : segments(endpoint.template())) {
            node = isParameter(segment)
                    ? parameter(node)
                    : node.literal.computeIfAbsent(segment, literal -> new Node());
        }
        if (node.endpoints.putIfAbsent(endpoint.method(), endpoint) != null) {
            throw new IllegalArgumentException("two endpoints: " + endpoint.method() + ' ' + endpoint.template());
        }
    }

    private static Node parameter(Node node) {
        Node parameter = node.parameter == null ? new Node() : node.parameter;
        node.parameter = parameter;
        return parameter;
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                if (i > start) {
                    segments.add(path.substring(start, i));
                }
                start = i + 1;
            }
        }
        return segments;
    }

    /** {@return what tells paths apart: a template without the names of its parameters} */
    public static String shape(String template) {
        return '/'
                + segments(template).stream()
                        .map(segment -> isParameter(segment) ? "{}" : segment)
                        .collect(Collectors.joining("/"));
    }

    public Optional<Match> find(String method, String path) {
        List<String> segments = segments(path);
        return node(root, segments, 0, method)
                .flatMap(node -> Optional.ofNullable(node.endpoints.get(method)))
                .map(endpoint -> new Match(endpoint, parameters(endpoint, segments)));
    }

    /** {@return the methods served at a path; none if nothing is} */
    public Collection<String> methods(String path) {
        return node(root, segments(path), 0, "")
                .map(node -> node.endpoints.keySet())
                .orElseGet(java.util.Set::of);
    }

    /** A literal segment goes before a parameter, but only if the rest of the path matches under it. */
    private static Optional<Node> node(Node node, List<String> segments, int at, String method) {
        if (at == segments.size()) {
            return node.endpoints.isEmpty() || !method.isEmpty() && !node.endpoints.containsKey(method)
                    ? Optional.empty()
                    : Optional.of(node);
        }
        Node literal = node.literal.get(segments.get(at));
        Optional<Node> found = literal == null ? Optional.empty() : node(literal, segments, at + 1, method);
        return found.isPresent() || node.parameter == null ? found : node(node.parameter, segments, at + 1, method);
    }

    private static Map<String, String> parameters(Endpoint endpoint, List<String> segments) {
        Map<String, String> parameters = new HashMap<>();
        List<String> template = segments(endpoint.template());
        for (int i = 0; i < template.size(); i++) {
            String name = template.get(i);
            if (isParameter(name)) {
                parameters.put(name.substring(1, name.length() - 1), segments.get(i));
            }
        }
        return parameters;
    }
}
