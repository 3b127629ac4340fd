/** Server groups on the wire: Nova and ECS v1. */
@NullMarked
package dev.twinstack.api.servergroup;

import org.jspecify.annotations.NullMarked;
