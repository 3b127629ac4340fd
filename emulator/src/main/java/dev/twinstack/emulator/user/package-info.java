/** Users of the cloud's accounts, as far as anything of theirs is kept: the access keys they made. */
@NullMarked
package dev.twinstack.emulator.user;

import org.jspecify.annotations.NullMarked;
