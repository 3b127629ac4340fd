/**
 * Performing scripts step by step, and reporting on them: terminal, JUnit XML, JSON.
 */
@NullMarked
package dev.twinstack.scenarios.run;

import org.jspecify.annotations.NullMarked;
