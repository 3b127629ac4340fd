/** The benchmark: what a twin does on this machine, each figure beside a bound measured in the same run. */
@NullMarked
package dev.twinstack.api.bench;

import org.jspecify.annotations.NullMarked;
