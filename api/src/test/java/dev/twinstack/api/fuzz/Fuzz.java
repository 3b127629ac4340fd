package dev.twinstack.api.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code scenarios/fuzz/run}: prints the answers by operation and status, then what was wrong; exits 1 if anything was. */
final class Fuzz {
    private static final long REQUESTS = 50_000;

    private Fuzz() {}

    @SuppressWarnings("SystemOut") // a command-line program
    public static void main(String[] args) throws IOException, InterruptedException {
        long requests = REQUESTS;
        long seed = System.nanoTime();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length || !args[i + 1].matches("[0-9]{1,18}")) {
                throw usage(args[i]);
            }
            switch (args[i]) {
                case "--requests" -> requests = Long.parseLong(args[i + 1]);
                case "--seed" -> seed = Long.parseLong(args[i + 1]);
                default -> throw usage(args[i]);
            }
        }
        System.err.println("fuzz: " + requests + " requests, --seed " + seed);
        Path data = Files.createTempDirectory("twinstack-fuzz");
        long start = System.nanoTime();
        Report report = new FuzzRun(seed, requests, data).run();
        System.out.println(report.table());
        report.unreached().forEach(operation -> System.out.println("never with success: " + operation));
        List<String> findings = report.findings();
        findings.forEach(System.out::println);
        System.out.println("\n" + report.total() + " in " + (System.nanoTime() - start) / 1_000_000_000 + " s; "
                + report.compared() + "; " + (findings.isEmpty() ? "nothing found" : "found something") + "; --seed "
                + seed);
        System.exit(findings.isEmpty() ? 0 : 1);
    }

    private static IllegalArgumentException usage(String option) {
        return new IllegalArgumentException(option + ": known are --requests N and --seed N");
    }
}
