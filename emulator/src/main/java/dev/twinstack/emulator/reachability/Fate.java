package dev.twinstack.emulator.reachability;

/**
 * The answer to a question, without what would help.
 *
 * @param trace the one that {@link Finding} shows
 */
public record Fate(Verdict verdict, Trace trace) {}
