package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.port.Port;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which NIC carries each virtual IP. Guests settle that among themselves, unseen (VIP-09), so any that works may. Belongs
 * to one trace, of which it takes note where there was a choice.
 */
final class Carriers {
    private final Map<String, String> chosen;
    private final Map<String, List<String>> open = new LinkedHashMap<>();

    /**
     * @param chosen ids of NICs by those of virtual IPs; of all others the first that works
     */
    Carriers(Map<String, String> chosen) {
        this.chosen = Map.copyOf(chosen);
    }

    static Carriers first() {
        return new Carriers(Map.of());
    }

    boolean isChosen(Port vip, Port nic) {
        return nic.id().equals(chosen.get(vip.id()));
    }

    /**
     * Takes note of the NICs that may carry a virtual IP.
     *
     * @param working those that can
     */
    void met(Port vip, List<Port> working) {
        if (working.size() > 1 && !chosen.containsKey(vip.id())) {
            List<String> nics = open.computeIfAbsent(vip.id(), key -> new ArrayList<>());
            working.stream().map(Port::id).filter(nic -> !nics.contains(nic)).forEach(nics::add);
        }
    }

    /** {@return the NICs that may carry each virtual IP that was met and not chosen for, where there are several} */
    Map<String, List<String>> open() {
        return Map.copyOf(open);
    }
}
