/** What the twin says about itself, under {@code /_twinstack}: nothing the cloud has, and no login needed. */
@NullMarked
package dev.twinstack.api.console;

import org.jspecify.annotations.NullMarked;
