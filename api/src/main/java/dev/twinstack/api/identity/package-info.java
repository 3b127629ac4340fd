/** Who calls: tokens, signatures, the service catalogue, and projects that come to be by being named. */
@NullMarked
package dev.twinstack.api.identity;

import org.jspecify.annotations.NullMarked;
