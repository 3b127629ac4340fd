package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.reachability.Hop;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.reachability.Step;
import dev.twinstack.emulator.reachability.Step.Ruling;
import dev.twinstack.emulator.reachability.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * What lets traffic in: a rule of a security group or a firewall, an EIP, a DNAT rule, a place in a shared bandwidth.
 *
 * @param rule the id of the rule; blank if it is none
 */
public record Grant(Node resource, String rule, String text) {
    /** {@return all that let a flow arrive, in the order it met them} */
    static List<Grant> of(Trace trace) {
        List<Grant> grants = new ArrayList<>();
        for (Hop hop : trace.hops()) {
            for (Step step : hop.steps()) {
                switch (step) {
                    case Step.Filter(Node resource, Ruling ruling, var _, var _, var _) ->
                        grants.add(new Grant(resource, ruling.id(), ruling.text()));
                    case Step.Translate translate -> grants.add(new Grant(translate.resource(), "", translate.text()));
                    case Step.Admit admit -> grants.add(new Grant(admit.resource(), "", admit.text()));
                    case Step.Send send -> {}
                    case Step.Check check -> {}
                    case Step.Forward forward -> {}
                    case Step.Deliver deliver -> {}
                    case Step.Reply reply -> {}
                    case Step.Stop stop -> {}
                }
            }
        }
        return grants;
    }
}
