/** Tags: the keys and values users put on their resources, and how a tagged resource changes them. */
@NullMarked
package dev.twinstack.emulator.tag;

import org.jspecify.annotations.NullMarked;
