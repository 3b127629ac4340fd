package dev.twinstack.scenarios.run;

import java.util.Map;

/**
 * How scripts are run.
 *
 * @param project the project every script runs in; blank gives each one of its own
 * @param suffix makes those names new in every run
 * @param variables override those of the scripts
 * @param twinOnly whether steps that only a twin can answer (traces, guests) are performed
 */
public record RunSettings(String project, String suffix, Map<String, String> variables, boolean twinOnly) {
    private static final int LONGEST_NAME = 64;

    public RunSettings {
        variables = Map.copyOf(variables);
    }

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
