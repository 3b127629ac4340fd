/**
 * {@code scenarios/fuzz/run}: requests of every operation that a twin says it serves, valid, nearly valid and hostile, on
 * several connections at once; the twin has to answer each in its own words, and to hold afterwards what it answered.
 */
@NullMarked
package dev.twinstack.api.fuzz;

import org.jspecify.annotations.NullMarked;
