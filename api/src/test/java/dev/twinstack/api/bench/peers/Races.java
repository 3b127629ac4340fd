package dev.twinstack.api.bench.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.bench.Load;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many ask at the same moment for what only one can have: what is given twice? */
final class Races {
    private static final int CALLERS = 16;
    /** A /28 has room for 11 to 13 of them. */
    private static final int CROWD = 32;

    private static final String CROWDED = "10.0.9.0/28";

    private final URI endpoint;
    private final Wire wire;
    private final Scale scale;
    private final Load load;

    Races(URI endpoint, Wire wire, Scale scale) {
        this.endpoint = endpoint;
        this.wire = wire;
        this.scale = scale;
        load = new Load(endpoint);
    }

    /** {@return for each race how many rounds it had, in how many something was given twice, and the most times} */
    ObjectNode run() {
        ObjectNode all = new ObjectMapper().createObjectNode();
        Wire.Subnet subnet = subnet("10.0.0.0/16");
        all.set("address", race(round -> {
            String address = Wire.address("10.0.1.0/24", round);
            List<Load.Reply> given = good(together(CALLERS, i -> wire.createPort(subnet, address)));
            long right = given.stream()
                    .filter(reply -> wire.address(reply).equals(address))
                    .count();
            return new Round(right, !given.isEmpty() && right == 0);
        }));
        all.set("range", race(round -> {
            String network = network();
            return new Round(
                    good(together(CALLERS, i -> wire.createSubnet(network, "10.0.0.0/24")))
                            .size(),
                    false);
        }));
        all.set("crowd", race(round -> {
            Wire.Subnet crowded = subnet(CROWDED);
            return addresses(good(together(CROWD, i -> wire.createPort(crowded))));
        }));
        List<String> pool = new ArrayList<>();
        wire.allocate(); // what that needs is made before many ask for it
        all.set("pool", race(round -> {
            good(together(CROWD, i -> wire.allocate())).forEach(reply -> pool.add(wire.address(reply)));
            return new Round(pool.isEmpty() ? 0 : pool.size() - new HashSet<>(pool).size() + 1, false);
        }));
        ((ObjectNode) all.get("pool")).put("given", pool.size());
        return all;
    }

    /**
     * How a round went.
     *
     * @param most how many hold the same
     * @param other whether something else was given than was asked for
     */
    private record Round(long most, boolean other) {}

    private static Round addresses(List<String> given) {
        long most = given.stream()
                .mapToLong(address -> given.stream().filter(address::equals).count())
                .max()
                .orElse(0);
        boolean outside = given.stream().anyMatch(address -> !address.matches("10\\.0\\.9\\.([0-9]|1[0-5])"));
        return new Round(most, outside);
    }

    private Round addresses(Collection<Load.Reply> given) {
        return addresses(given.stream().map(wire::address).toList());
    }

    private ObjectNode race(IntFunction<Round> one) {
        ObjectNode race = new ObjectMapper().createObjectNode();
        long start = System.nanoTime();
        int rounds = 0;
        int twice = 0;
        int other = 0;
        int none = 0;
        long most = 0;
        while (rounds < scale.rounds() && (System.nanoTime() - start) / 1e9 < scale.racing()) {
            Round round = one.apply(rounds++);
            twice += round.most() > 1 ? 1 : 0;
            other += round.other() ? 1 : 0;
            none += round.most() == 0 ? 1 : 0;
            most = Math.max(most, round.most());
        }
        return race.put("rounds", rounds)
                .put("twice", twice)
                .put("most", most)
                .put("other", other)
                .put("none", none);
    }

    private String network() {
        return wire.id(load.send(wire.createNetwork("10.0.0.0/16")));
    }

    private Wire.Subnet subnet(String range) {
        String network = network();
        return new Wire.Subnet(wire.id(load.send(wire.createSubnet(network, range))), network);
    }

    private static List<Load.Reply> good(List<Load.Reply> replies) {
        return replies.stream().filter(Load.Reply::isGood).toList();
    }

    /** {@return the answers to requests sent at one moment, each over a connection that is open before} */
    private List<Load.Reply> together(int callers, IntFunction<Load.Request> requests) {
        CyclicBarrier start = new CyclicBarrier(callers);
        List<Load.Reply> replies = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<Load.Reply>> all = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                Load.Request request = requests.apply(i);
                all.add(threads.submit(() -> send(request, start)));
            }
            for (Future<Load.Reply> each : all) {
                replies.add(each.get());
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
        return replies;
    }

    private Load.Reply send(Load.Request request, CyclicBarrier start)
            throws IOException, InterruptedException, BrokenBarrierException {
        try (Load.Connection connection = new Load.Connection(endpoint)) {
            start.await();
            return connection.send(request);
        } catch (IOException broken) {
            return new Load.Reply(0, broken.toString());
        }
    }
}
