package dev.twinstack.emulator.reachability;

import java.util.List;
import java.util.Optional;

/**
 * One thing that happens to a flow. Every step says which resource decided it, in a sentence for people, and which
 * numbered rules of the cloud's documentation it follows.
 */
public sealed interface Step {
    /** {@return the resource that decided} */
    Node resource();

    String text();

    /** {@return rule numbers, such as {@code SEED-05}} */
    List<String> cites();

    /** {@return whether the flow goes on} */
    default boolean allowed() {
        return true;
    }

    /** {@return the rule or route of the resource that decided, if it was one} */
    default Optional<Ruling> rule() {
        return Optional.empty();
    }

    /** {@return the kind of step in one lower-case word} */
    default String action() {
        return switch (this) {
            case Send send -> "send";
            case Check check -> "check";
            case Filter filter -> "filter";
            case Forward forward -> "forward";
            case Translate translate -> "translate";
            case Admit admit -> "admit";
            case Deliver deliver -> "deliver";
            case Reply reply -> "reply";
            case Stop stop -> "stop";
        };
    }

    /**
     * A rule of a security group or a firewall, or a route of a table.
     *
     * @param id blank for what always holds, such as the refusal of whatever no rule allows
     */
    record Ruling(String id, String text) {}

    /** The flow begins, or its answers do. */
    record Send(Node resource, String text, List<String> cites) implements Step {
        public Send {
            cites = List.copyOf(cites);
        }
    }

    /** A NIC may send from an address, or forward what is not its own. */
    record Check(Node resource, Ruling ruling, String text, List<String> cites) implements Step {
        public Check {
            cites = List.copyOf(cites);
        }

        @Override
        public Optional<Ruling> rule() {
            return Optional.of(ruling);
        }
    }

    /** Security groups or a firewall let it pass, or not. */
    record Filter(Node resource, Ruling ruling, boolean allowed, String text, List<String> cites) implements Step {
        public Filter {
            cites = List.copyOf(cites);
        }

        @Override
        public Optional<Ruling> rule() {
            return Optional.of(ruling);
        }
    }

    /** A subnet or a route takes it on. */
    record Forward(Node resource, Ruling ruling, String text, List<String> cites) implements Step {
        public Forward {
            cites = List.copyOf(cites);
        }

        @Override
        public Optional<Ruling> rule() {
            return Optional.of(ruling);
        }
    }

    /**
     * An address becomes another.
     *
     * @param ruling the rule of a NAT gateway; with a blank id if none is needed
     */
    record Translate(Node resource, Ruling ruling, String text, List<String> cites) implements Step {
        public Translate {
            cites = List.copyOf(cites);
        }

        Translate(Node resource, String text, List<String> cites) {
            this(resource, new Ruling("", ""), text, cites);
        }

        @Override
        public Optional<Ruling> rule() {
            return Optional.of(ruling).filter(rule -> !rule.id().isEmpty());
        }
    }

    /** A shared bandwidth lets an IPv6 address through between VPC and Internet. */
    record Admit(Node resource, String text, List<String> cites) implements Step {
        public Admit {
            cites = List.copyOf(cites);
        }
    }

    /** The flow is where it should be. */
    record Deliver(Node resource, String text, List<String> cites) implements Step {
        public Deliver {
            cites = List.copyOf(cites);
        }
    }

    /** What becomes of the answers. */
    record Reply(Node resource, String text, List<String> cites) implements Step {
        public Reply {
            cites = List.copyOf(cites);
        }
    }

    /** The flow ends for want of something. */
    record Stop(Node resource, String text, List<String> cites) implements Step {
        public Stop {
            cites = List.copyOf(cites);
        }

        @Override
        public boolean allowed() {
            return false;
        }
    }
}
