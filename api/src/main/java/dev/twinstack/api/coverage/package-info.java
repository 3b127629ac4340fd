/** Which of the documented operations are served, what they bring about, and who has called them. */
@NullMarked
package dev.twinstack.api.coverage;

import org.jspecify.annotations.NullMarked;
