/** {@code twinstack load}: brings a planned load to a cloud and says how it held up. */
@NullMarked
package dev.twinstack.scenarios.load;

import org.jspecify.annotations.NullMarked;
