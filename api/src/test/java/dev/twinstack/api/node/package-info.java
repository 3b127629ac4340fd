@NullMarked
package dev.twinstack.api.node;

import org.jspecify.annotations.NullMarked;
