/** How long things take, and the twin's clock, under {@code /_twinstack}: nothing the cloud has. */
@NullMarked
package dev.twinstack.api.timing;

import org.jspecify.annotations.NullMarked;
