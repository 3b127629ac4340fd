/** One running cloud: its actor system, its journal, and where entities and inventories live in this process. */
@NullMarked
package dev.twinstack.emulator.system;

import org.jspecify.annotations.NullMarked;
