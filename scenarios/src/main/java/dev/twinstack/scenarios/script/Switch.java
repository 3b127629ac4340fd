package dev.twinstack.scenarios.script;

/** The console's switches, {@code enable} and {@code disable}; left alone when the script says nothing. */
public enum Switch {
    UNSET,
    ENABLE,
    DISABLE
}
