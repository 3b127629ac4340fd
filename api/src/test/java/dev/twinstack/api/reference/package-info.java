/** The wire held against the API reference: its examples, and each limit it states. */
@NullMarked
package dev.twinstack.api.reference;

import org.jspecify.annotations.NullMarked;
