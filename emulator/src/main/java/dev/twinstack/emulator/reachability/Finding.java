package dev.twinstack.emulator.reachability;

import java.util.List;

/**
 * The answer to a question, which may stand for several flows.
 *
 * @param diagnosis of a flow that fares as the verdict says, of an ambiguous question one that does not arrive: what was
 *     asked, if that does so by itself, otherwise the first that does
 * @param cases some that end otherwise than that flow, those that arrive first
 * @param arriving how many of the flows arrive
 * @param flows how many flows can be told apart
 * @param cutShort whether there are more, which were not asked about; {@code UNDETERMINED} then says as well that all those
 *     that were fare alike
 */
public record Finding(
        Verdict verdict, Diagnosis diagnosis, List<Case> cases, int arriving, int flows, boolean cutShort) {
    /**
     * Some of what the question may mean.
     *
     * @param what how it differs from what was asked, such as {@code tcp 80-90}; blank if it does not
     */
    public record Case(String what, Trace trace) {}

    public Finding {
        cases = List.copyOf(cases);
    }

    public Trace trace() {
        return diagnosis.trace();
    }
}
