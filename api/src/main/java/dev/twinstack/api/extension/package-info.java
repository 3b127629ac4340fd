/** Which extensions of Neutron's API are served. */
@NullMarked
package dev.twinstack.api.extension;

import org.jspecify.annotations.NullMarked;
