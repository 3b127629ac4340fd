package dev.twinstack.emulator.history;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Traffic;

/**
 * Which flow to follow through a project's history.
 *
 * @param from as {@link dev.twinstack.emulator.reachability.Flows} takes it. A name is that of what has it now. An id may
 *     be that of what is no more. An address is at each revision whatever had it then, and a subnet or a block whatever was
 *     in it.
 * @param to likewise
 * @param since the revision to begin at; 0 is the project with nothing in it
 */
public record FlowQuestion(String from, String to, Family family, Traffic traffic, long since) {}
