/**
 * A second, deliberately naive answer to "would the packet arrive?", to hold the engine against. It is written from the
 * documentation ({@code docs/reachability.md} and the numbered rules it cites), looks through lists instead of keeping
 * indexes, and shares nothing with the engine but the records that ask the question and those of the snapshot: {@code
 * OracleIndependenceTest} keeps it so.
 */
@NullMarked
package dev.twinstack.emulator.reachability.oracle;

import org.jspecify.annotations.NullMarked;
