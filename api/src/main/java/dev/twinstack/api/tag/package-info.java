/** The tag operations, which every tagged kind of resource has in the same form. */
@NullMarked
package dev.twinstack.api.tag;

import org.jspecify.annotations.NullMarked;
