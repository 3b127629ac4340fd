/** Several nodes at the wire: requests are handed to the node their project lives on, over the very HTTP they came by. */
@NullMarked
package dev.twinstack.api.node;

import org.jspecify.annotations.NullMarked;
