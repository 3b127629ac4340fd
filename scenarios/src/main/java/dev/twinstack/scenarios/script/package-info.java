/**
 * Scripts as data: YAML read into sealed actions and expectations that know their file and line.
 */
@NullMarked
package dev.twinstack.scenarios.script;

import org.jspecify.annotations.NullMarked;
