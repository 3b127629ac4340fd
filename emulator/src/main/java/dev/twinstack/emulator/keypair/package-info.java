/** SSH key pairs, which belong to users and not to projects: rings of them, and how keys are made and read. */
@NullMarked
package dev.twinstack.emulator.keypair;

import org.jspecify.annotations.NullMarked;
