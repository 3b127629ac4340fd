/** Says how a load went: on the terminal, as a page, and in files for other programs. */
@NullMarked
package dev.twinstack.scenarios.load.report;

import org.jspecify.annotations.NullMarked;
