package dev.twinstack.api.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.reach.Matrix;
import dev.twinstack.emulator.reach.Nics;
import dev.twinstack.emulator.reach.Service;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.reachability.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A matrix as it is answered.
 *
 * @param nics by their servers' names, in the order of rows and columns
 * @param codes what the numbers in the rows mean; the first ones are successes
 * @param successes how many are
 */
record WireMatrix(
        String question,
        long revision,
        String vpc,
        List<Node> nics,
        List<String> codes,
        int successes,
        List<Sheet> sheets) {
    private static final int NOBODY = -1;

    /**
     * @param service such as {@code tcp/443}
     * @param reachable how many of the flows get through
     * @param rows of each sender a list of what becomes of its flow to each receiver, as a place in {@code codes}; -1 to
     *     itself
     */
    record Sheet(int family, String service, long reachable, long flows, List<List<Integer>> rows) {}

    static WireMatrix of(Snapshot snapshot, String vpc, Matrix matrix) {
        List<Disposition> order =
                Stream.of(Disposition.values()).filter(Disposition::isSuccess).toList();
        List<Disposition> codes = Stream.concat(
                        order.stream(), Stream.of(Disposition.values()).filter(each -> !each.isSuccess()))
                .toList();
        return new WireMatrix(
                "matrix",
                snapshot.revision(),
                vpc,
                matrix.nics().stream().map(nic -> Nics.node(snapshot, nic)).toList(),
                codes.stream().map(Disposition::name).toList(),
                order.size(),
                IntStream.range(0, matrix.size())
                        .mapToObj(sheet -> sheet(matrix, codes, sheet))
                        .toList());
    }

    private static Sheet sheet(Matrix matrix, List<Disposition> codes, int sheet) {
        int size = matrix.nics().size();
        List<List<Integer>> rows = new ArrayList<>();
        for (int from = 0; from < size; from++) {
            List<Integer> row = new ArrayList<>();
            for (int to = 0; to < size; to++) {
                row.add(from == to ? NOBODY : codes.indexOf(matrix.disposition(sheet, from, to)));
            }
            rows.add(row);
        }
        return new Sheet(
                matrix.family(sheet).version(),
                Service.written(matrix.traffic(sheet)),
                matrix.reachable(sheet),
                Matrix.flows(size),
                rows);
    }
}
