/**
 * The storage under the persistent actors: one table of events, on H2 (a directory, or memory) or on
 * PostgreSQL.
 *
 * <p>{@link dev.twinstack.emulator.journal.Journal#open} prepares the tables, keeps a second process out and
 * gives the configuration with which Pekko Persistence JDBC writes to them. Reading back many entities at
 * once goes round the plugin: {@link dev.twinstack.emulator.journal.Journal#replay} is one ordered SELECT.
 */
@NullMarked
package dev.twinstack.emulator.journal;

import org.jspecify.annotations.NullMarked;
