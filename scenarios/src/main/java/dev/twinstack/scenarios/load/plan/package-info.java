/** Load plans as data: YAML read into phases, journeys and gates. Nothing runs here. */
@NullMarked
package dev.twinstack.scenarios.load.plan;

import org.jspecify.annotations.NullMarked;
