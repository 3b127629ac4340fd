/** Which of the documented operations are served. */
@NullMarked
package dev.twinstack.api.coverage;

import org.jspecify.annotations.NullMarked;
