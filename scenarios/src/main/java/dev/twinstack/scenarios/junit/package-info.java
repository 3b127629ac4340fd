/**
 * A JUnit extension that gives each test a fresh project on a running twin.
 */
@NullMarked
package dev.twinstack.scenarios.junit;

import org.jspecify.annotations.NullMarked;
