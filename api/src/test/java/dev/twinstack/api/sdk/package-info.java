/** The real Java SDK against a twin. */
@NullMarked
package dev.twinstack.api.sdk;

import org.jspecify.annotations.NullMarked;
