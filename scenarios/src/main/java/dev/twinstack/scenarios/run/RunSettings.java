package dev.twinstack.scenarios.run;

/**
 * How scripts are run.
 *
 * @param project the project every script runs in; blank gives each one of its own
 * @param suffix makes those names new in every run
 * @param twinOnly whether steps that only a twin can answer (traces, guests) are performed
 * @param topology whether what is in the project at the end is kept, for a report that draws it
 */
public record RunSettings(String project, String suffix, boolean twinOnly, boolean topology) {
    private static final int LONGEST_NAME = 64;

    /** {@return the project of a script; the part before the underscore is the region, as the cloud wants it} */
    String projectFor(String region, String script) {
        if (!project.isBlank()) {
            return project;
        }
        String name = region + "_" + script.replaceAll("[^A-Za-z0-9-]+", "-");
        String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME - 1 - suffix.length()));
        return cut + "-" + suffix;
    }
}
