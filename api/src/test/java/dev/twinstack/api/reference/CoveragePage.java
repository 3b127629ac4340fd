package dev.twinstack.api.reference;

import dev.twinstack.api.coverage.ClientFamily;
import dev.twinstack.api.coverage.Effects;
import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/coverage.md}: what is served, how far, and who has shown it. */
final class CoveragePage {
    static final String COMMAND =
            "mvn test -pl api -am -Dtest=CoveragePageTest -Dsurefire.failIfNoSpecifiedTests=false -Dtwinstack.update=true";

    private static final Map<String, String> APIS = Map.of(
            "vpc-v1", "VPC v1",
            "vpc-v2.0", "VPC v2.0",
            "vpc-v3", "VPC v3",
            "eip-v3", "EIP v3",
            "neutron-v2.0", "Neutron v2.0");

    private static final String INTRODUCTION = """
            # Coverage

            The operations of the public VPC API reference, and what became of each. This page is made by the build from the
            endpoint table, the tests and the evidence beside them; the build fails when it is out of date. To make it anew:

                %s

            - **not served**: answers 501, or what another service has at that path. **stored**: kept, checked and shown.
              **validated**: each limit that the reference states is also violated, one by one, by `LimitsTest` (which names
              those that another statement lifts); an operation without a body is, once its ids and pages are.
            - **reachability**: how traces may end, or no longer end, by such a call ([dispositions](reachability.md)). Blank
              for what only reads, and for what traces do not follow.
            - **clients**: whose own tests, run against a twin (`scenarios/conformance`), got an answer below 500 from it.
            """.formatted(COMMAND);

    private final List<Endpoint> served;
    private final Reference reference;
    private final Evidence evidence;
    private final Deviations deviations;

    CoveragePage(List<Endpoint> served, Reference reference, Evidence evidence, Deviations deviations) {
        this.served = served.stream()
                .filter(endpoint -> endpoint.dialect() != Twinstack.DIALECT)
                .toList();
        this.reference = reference;
        this.evidence = evidence;
        this.deviations = deviations;
    }

    private enum State {
        NOT_SERVED("not served"),
        STORED("stored"),
        VALIDATED("validated");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    /**
     * A documented operation, and the endpoint that serves it, if one does.
     */
    private record Row(Operation operation, List<Endpoint> endpoint, State state) {
        boolean isServed() {
            return state != State.NOT_SERVED;
        }

        boolean takesEffect() {
            return endpoint.stream().anyMatch(each -> !Effects.of(each).isEmpty());
        }
    }

    String text() {
        Map<String, List<Row>> byApi = new LinkedHashMap<>();
        rows().forEach(row -> byApi.computeIfAbsent(row.operation().api(), api -> new ArrayList<>())
                .add(row));
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("\n## Summary\n\n");
        summary(byApi).forEach(line -> page.append(line).append('\n'));
        byApi.forEach((api, rows) -> {
            page.append("\n## ").append(APIS.getOrDefault(api, api)).append("\n\n");
            page.append(line("operation", "", "state", "reachability", "clients", "deviations"));
            page.append(line("---", "---", "---", "---", "---", "---"));
            rows.forEach(row -> page.append(line(row)));
        });
        page.append("\n## Companions\n\nWhat servers, images, accounts and clients need besides.\n\n");
        page.append(line("operation", "", "worded as", "reachability", "clients"));
        page.append(line("---", "---", "---", "---", "---"));
        companions()
                .forEach(endpoint -> page.append(line(
                        code(key(endpoint)),
                        endpoint.operation(),
                        endpoint.dialect().getClass().getSimpleName(),
                        effects(List.of(endpoint)),
                        clients(List.of(endpoint)))));
        return page.toString();
    }

    private List<Row> rows() {
        Map<String, Endpoint> byOperation = served.stream()
                .flatMap(endpoint -> reference.of(endpoint).stream().map(each -> Map.entry(each.id(), endpoint)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return reference.vpc().stream()
                .map(operation -> {
                    Endpoint endpoint = byOperation.get(operation.id());
                    return endpoint == null
                            ? new Row(operation, List.of(), State.NOT_SERVED)
                            : new Row(operation, List.of(endpoint), state(operation));
                })
                .toList();
    }

    private static State state(Operation operation) {
        return !operation.takesBody() || World.knows(operation) ? State.VALIDATED : State.STORED;
    }

    private List<Endpoint> companions() {
        List<String> documented = reference.vpc().stream().map(Operation::id).toList();
        return served.stream()
                .filter(endpoint -> reference.of(endpoint).stream().noneMatch(each -> documented.contains(each.id())))
                .sorted(Comparator.comparing((Endpoint endpoint) ->
                                endpoint.dialect().getClass().getSimpleName())
                        .thenComparing(Endpoint::template)
                        .thenComparing(Endpoint::method))
                .toList();
    }

    private List<String> summary(Map<String, List<Row>> byApi) {
        List<String> clients = families().filter(evidence::has).toList();
        List<String> lines = new ArrayList<>();
        lines.add(line(Stream.concat(
                Stream.of("API", "documented", "served", "validated", "with effect on traces"), clients.stream())));
        lines.add(line(
                Stream.concat(Stream.of("---"), Stream.generate(() -> "---:").limit(4L + clients.size()))));
        byApi.forEach((api, rows) -> lines.add(counts(APIS.getOrDefault(api, api), rows, clients)));
        lines.add(counts("all", byApi.values().stream().flatMap(List::stream).toList(), clients));
        List<Endpoint> companions = companions();
        lines.add(line(Stream.concat(
                Stream.of(
                        "companions",
                        "",
                        count(companions, each -> true),
                        "",
                        count(companions, each -> !Effects.of(each).isEmpty())),
                clients.stream().map(client -> count(companions, each -> evidence.of(client, key(each)))))));
        return lines.stream().map(String::strip).toList();
    }

    private String counts(String api, List<Row> rows, List<String> clients) {
        return line(Stream.concat(
                Stream.of(
                        api,
                        count(rows, row -> true),
                        count(rows, Row::isServed),
                        count(rows, row -> row.state() == State.VALIDATED),
                        count(rows, Row::takesEffect)),
                clients.stream()
                        .map(client -> count(
                                rows,
                                row -> row.endpoint().stream().anyMatch(each -> evidence.of(client, key(each)))))));
    }

    private static <T> String count(List<T> all, Predicate<T> which) {
        return Long.toString(all.stream().filter(which).count());
    }

    private String line(Row row) {
        Operation operation = row.operation();
        return line(
                code(key(operation)),
                row.endpoint().stream().map(Endpoint::operation).collect(Collectors.joining()),
                row.state().words,
                effects(row.endpoint()),
                clients(row.endpoint()),
                deviations.links(
                        row.endpoint().isEmpty()
                                ? key(operation)
                                : key(row.endpoint().getFirst())));
    }

    private static String effects(List<Endpoint> endpoints) {
        return endpoints.stream()
                .flatMap(endpoint -> Effects.of(endpoint).stream())
                .map(disposition -> code(disposition.name()))
                .collect(Collectors.joining(", "));
    }

    private String clients(List<Endpoint> endpoints) {
        return families()
                .filter(client -> endpoints.stream().anyMatch(endpoint -> evidence.of(client, key(endpoint))))
                .collect(Collectors.joining(", "));
    }

    private static Stream<String> families() {
        return Arrays.stream(ClientFamily.values()).map(ClientFamily::wireName);
    }

    private static String key(Operation operation) {
        return operation.method() + ' ' + operation.path();
    }

    static String key(Endpoint endpoint) {
        return endpoint.method() + ' ' + endpoint.template();
    }

    private static String code(String text) {
        return '`' + text + '`';
    }

    private static String line(String... cells) {
        return line(Stream.of(cells));
    }

    private static String line(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
